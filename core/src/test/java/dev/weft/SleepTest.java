package dev.weft;

import static dev.weft.Weft.after;
import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.park.Timers;
import dev.weft.internal.park.WaitReason;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What waits for time. */
class SleepTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @Test
    void sleepsAtLeastAsLongAsTold() throws Exception {
        run(() -> {
            long begin = System.nanoTime();
            sleep(Duration.ofMillis(15));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(15));
        });
    }

    @Test
    void zeroAndLessReturnAtOnce() throws Exception {
        int pending = Timers.system().pending();
        sleep(Duration.ZERO);
        sleep(Duration.ofDays(-1));
        sleep(Duration.ofSeconds(Long.MIN_VALUE));
        assertThat(Timers.system().pending()).isEqualTo(pending);
    }

    @Test
    void anyThreadMaySleep() {
        long begin = System.nanoTime();
        sleep(Duration.ofMillis(2));
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(2_000_000);
    }

    @Test
    void tenThousandSleepersAllWake() throws Exception {
        run(() -> {
            var random = new Random(5);
            var group = new WaitGroup();
            for (int i = 0; i < 10_000; i++) {
                Duration time = Duration.ofNanos(random.nextInt(50_000_000));
                group.go(() -> sleep(time));
            }
            group.await();
        });
    }

    @Test
    void aCancelledSleepLeavesNoTimerBehind() throws Exception {
        run(() -> {
            int pending = Timers.system().pending();
            Goroutine sleeping = go(() -> sleep(Duration.ofHours(1)));
            Parked.await(sleeping, WaitReason.SLEEP);
            sleeping.cancel();
            sleeping.join();
            assertThat(Timers.system().pending()).isEqualTo(pending);
        });
    }

    @Test
    void cancelAndTheEndOfASleepRaceCleanly() throws Exception {
        run(() -> {
            for (int i = 0; i < 2_000; i++) {
                Duration time = Duration.ofNanos(1 + i % 50 * 2_000L);
                Goroutine sleeping = go(() -> sleep(time));
                if (i % 2 == 0) Weft.yieldNow();
                sleeping.cancel();
                sleeping.join();
            }
        });
    }

    @Test
    void afterDeliversTheTimeOfDayOnce() throws Exception {
        run(() -> {
            Instant begin = Instant.now();
            ReceiveChannel<Instant> channel = after(Duration.ofMillis(5));
            assertThat(channel.capacity()).isOne();
            assertThat(channel.receive()).isAfterOrEqualTo(begin.plusMillis(4)).isBeforeOrEqualTo(Instant.now());
            assertThat(channel.tryReceive()).isEqualTo(new Attempt.Empty<>());
        });
    }

    @Test
    void afterNothingDeliversAtOnce() throws Exception {
        run(() -> {
            after(Duration.ZERO).receive();
            after(Duration.ofMinutes(-1)).receive();
        });
    }

    /** A sleeper will wake, so it is no deadlock that everybody else waits. */
    @Test
    void whoeverWaitsForASleeperIsNotDeadlocked() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            go(() -> {
                sleep(Duration.ofMillis(60));
                channel.send(1);
            });
            assertThat(channel.receive()).isOne();
            after(Duration.ofMillis(30)).receive();
        });
    }
}
