package dev.weft.testkit;

import static dev.weft.Weft.go;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.sync.Mutex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Main is cancelled wherever it can be. */
class CancellationTest {
    @Test
    void mainIsCancelledBeforeAndInEachOperation() {
        List<String> log = new ArrayList<>();
        Exploration exploration = Explorer.cancelAtEachPoint().run(() -> {
            Channel<Integer> values = Channel.buffered(1);
            StringBuilder done = new StringBuilder();
            try {
                values.send(1);
                done.append("sent ");
                sleep(Duration.ofHours(1));
                done.append("slept ");
                values.receive();
                done.append("received");
            } finally {
                log.add(done.toString().strip());
            }
        });
        assertThat(exploration).isInstanceOfSatisfying(Exploration.Passed.class,
                passed -> assertThat(passed.complete()).isTrue());
        // Cancelled before the send, in it (which does not wait, so it is not), before the sleep, in it, and so on.
        assertThat(log).startsWith("", "sent slept received", "sent", "sent", "sent slept", "sent slept received");
    }

    @Test
    void lockThatStaysLockedIsFound() {
        Exploration exploration = Explorer.cancelAtEachPoint().run(() -> {
            Mutex mutex = new Mutex("account");
            go("other", () -> {
                sleep(Duration.ofHours(1));
                mutex.locked(() -> {});
            });
            mutex.lock();
            sleep(Duration.ofSeconds(1));
            mutex.unlock();
        });
        assertThat(exploration).isInstanceOfSatisfying(Exploration.Failed.class, failed -> {
            assertThat(failed.problem()).isInstanceOf(Problem.Leak.class);
            assertThat(failed.report()).contains("goroutine 1 \"other\" [mutex lock: mutex account#1]",
                    "Found by cancelling main before its operation number 2.");
        });
    }

    @Test
    void goroutineThatIsLeftBehindIsFound() {
        Exploration exploration = Explorer.cancelAtEachPoint().run(() -> {
            Channel<Integer> values = Channel.unbuffered("values");
            go("producer", () -> values.send(1));
            values.receive();
        });
        assertThat(exploration).isInstanceOfSatisfying(Exploration.Failed.class,
                failed -> assertThat(failed.report()).contains("goroutine 1 \"producer\""));
    }

    @Test
    void programThatCleansUpPasses() {
        Exploration exploration = Explorer.cancelAtEachPoint().run(() -> {
            Mutex mutex = new Mutex("account");
            Channel<Integer> values = Channel.unbuffered("values");
            Goroutine producer = go("producer", () -> values.send(1));
            try {
                mutex.locked(() -> sleep(Duration.ofSeconds(1)));
                values.receive();
            } finally {
                producer.cancel();
                shield(producer::join);
            }
        });
        assertThat(exploration).isInstanceOfSatisfying(Exploration.Passed.class, passed -> {
            assertThat(passed.complete()).isTrue();
            assertThat(passed.schedules()).isGreaterThan(6);
        });
    }
}
