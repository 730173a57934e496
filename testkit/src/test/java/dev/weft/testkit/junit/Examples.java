package dev.weft.testkit.junit;

import static dev.weft.Weft.go;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.sync.WaitGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/**
 * Tests for {@link GoTestTest} to run; some are meant to fail. Build tools do not look for tests in a class so named.
 */
class Examples {
    /** What the methods below tell to whoever runs them. */
    static final List<String> LOG = new ArrayList<>();

    static boolean fixed;

    private int count;
    private boolean prepared;

    @BeforeEach
    void prepare() {
        prepared = true;
    }

    @AfterEach
    void cleanUp() {
        LOG.add("after " + count);
    }

    @GoTest
    void anHourPasses(TestInfo info) {
        sleep(Duration.ofHours(1));
        LOG.add(info.getTestMethod().orElseThrow().getName());
    }

    @GoTest
    void leak() {
        go("forgotten", () -> Channel.signal("never").receive());
    }

    @GoTest(schedules = 50)
    void everyScheduleHasItsOwnInstance(Random random) {
        assertThat(prepared).isTrue();
        assertThat(++count).isEqualTo(1);
        LOG.add("random " + random.nextInt(1000));
    }

    @GoTest(schedules = 1000)
    void lostUpdate() {
        WaitGroup done = new WaitGroup();
        for (int i = 0; i < 2; i++) {
            done.go(() -> {
                int read = count;
                if (!fixed) {
                    yieldNow();
                }
                count = read + 1;
            });
        }
        done.await();
        LOG.add("count " + count);
        assertThat(count).isEqualTo(2);
    }

    @Replay("ac")
    @GoTest(schedules = 1000)
    void oneScheduleOnly() {
        WaitGroup done = new WaitGroup();
        StringBuilder order = new StringBuilder();
        done.go(() -> order.append("b"));
        done.go(() -> order.append("c"));
        done.await();
        LOG.add("order " + order);
    }

    @GoTest(parallel = true)
    void inParallel() {
        sleep(Duration.ofHours(1));
        LOG.add("an hour later");
    }

    @GoTest(parallel = true, schedules = 10)
    void inParallelAndExplored() {
        LOG.add("never");
    }
}
