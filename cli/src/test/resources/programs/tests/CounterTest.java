import static dev.weft.Weft.*;

import dev.weft.*;
import dev.weft.sync.*;
import dev.weft.testkit.junit.GoTest;
import dev.weft.testkit.junit.Strategy;
import java.time.Duration;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.MethodName.class)
class CounterTest {
    private int count;

    @GoTest
    void anHourPasses() {
        sleep(Duration.ofHours(1));
    }

    @GoTest(strategy = Strategy.EXHAUSTIVE)
    void lockedInEverySchedule() {
        countInTwoGoroutines(new Mutex("count"));
    }

    @GoTest(schedules = 2_000)
    void lockedInMany() {
        countInTwoGoroutines(new Mutex("count"));
    }

    @GoTest(schedules = 2_000)
    void lostUpdate() {
        WaitGroup both = new WaitGroup("both");
        for (int i = 1; i <= 2; i++) {
            both.go("counter-" + i, () -> {
                int read = count;
                yieldNow();
                count = read + 1;
            });
        }
        both.await();
        if (count != 2) throw new AssertionError("counted " + count);
    }

    @Disabled("not today")
    @GoTest
    void skipped() {}

    @Test
    void usual() {
        throw new IllegalStateException("no goroutines here");
    }

    private void countInTwoGoroutines(Mutex mutex) {
        WaitGroup both = new WaitGroup("both");
        for (int i = 1; i <= 2; i++) both.go("counter-" + i, () -> mutex.locked(() -> count++));
        both.await();
        if (count != 2) throw new AssertionError("counted " + count);
    }
}
