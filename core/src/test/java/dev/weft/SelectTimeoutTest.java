package dev.weft;

import static dev.weft.Weft.after;
import static dev.weft.Weft.go;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.onTimeout;
import static dev.weft.Weft.otherwise;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.run;
import static dev.weft.Weft.select;
import static dev.weft.Weft.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.channel.Waiters;
import dev.weft.internal.park.Timers;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a select does when nothing is ready: at once, after a while, never. */
class SelectTimeoutTest {
    private static final Duration LONG = Duration.ofHours(1);

    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final Channel<Integer> empty = Channel.unbuffered();

    @Test
    void timesOutNoEarlierThanTold() throws Exception {
        run(() -> {
            long begin = System.nanoTime();
            String result = select(receive(empty, v -> "value"), after(Duration.ofMillis(20), () -> "timeout"));
            assertThat(result).isEqualTo("timeout");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
            assertThat(Waiters.count(empty)).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -1_000_000_000, Long.MIN_VALUE})
    void zeroAndLessDoNotWait(long nanos) throws Exception {
        run(() -> {
            String result = select(receive(empty, v -> "value"), after(Duration.ofNanos(nanos), () -> "timeout"));
            assertThat(result).isEqualTo("timeout");
        });
    }

    @Test
    void zeroTakesAReadyCaseFirst() {
        Channel<Integer> full = Channel.buffered(1);
        full.send(1);
        String result = select(after(Duration.ZERO, () -> "timeout"), receive(full, v -> "value"));
        assertThat(result).isEqualTo("value");
    }

    @Test
    void moreThanTheAgeOfTheUniverseIsForEver() throws Exception {
        run(() -> {
            Goroutine selecting = go(() -> {
                String result = select(
                        receive(empty, v -> "value"), after(Duration.ofSeconds(Long.MAX_VALUE), () -> "timeout"));
                assertThat(result).isEqualTo("value");
            });
            Parked.await(selecting, WaitReason.SELECT);
            empty.send(1);
            selecting.join();
        });
    }

    @Test
    void ofSeveralTimesTheShortestCounts() throws Exception {
        run(() -> {
            String result = select(after(LONG, () -> "long"), after(Duration.ofMillis(2), () -> "short"),
                    after(LONG, () -> "long"), receive(empty, v -> "value"));
            assertThat(result).isEqualTo("short");
        });
    }

    @Test
    void anOperationInTimeLeavesNoTimerBehind() throws Exception {
        run(() -> {
            int pending = Timers.system().pending();
            Goroutine selecting = go(() -> select(onReceive(empty, v -> {}), onTimeout(LONG, () -> {})));
            Parked.await(selecting, WaitReason.SELECT);
            empty.send(1);
            selecting.join();
            assertThat(Timers.system().pending()).isEqualTo(pending);
        });
    }

    @Test
    void aCancelledSelectLeavesNoTimerBehind() throws Exception {
        run(() -> {
            int pending = Timers.system().pending();
            Goroutine selecting = go(() -> select(onReceive(empty, v -> {}), onTimeout(LONG, () -> {})));
            Parked.await(selecting, WaitReason.SELECT);
            selecting.cancel();
            selecting.join();
            assertThat(Timers.system().pending()).isEqualTo(pending);
            assertThat(Waiters.count(empty)).isZero();
        });
    }

    @Test
    void timeoutAloneIsASleep() throws Exception {
        run(() -> assertThat(Weft.<String>select(after(Duration.ofMillis(2), () -> "timeout"))).isEqualTo("timeout"));
    }

    /** A send that races with the timeout was received if and only if the receiver says so. */
    @Test
    void timeoutAndSendRaceWithoutLossOrDoubling() throws Exception {
        run(() -> {
            var timeouts = new AtomicInteger();
            var values = new AtomicInteger();
            for (int i = 0; i < 3_000; i++) {
                Channel<Integer> channel = Channel.unbuffered();
                Duration patience = Duration.ofNanos(i % 300 * 500L);
                Goroutine receiver = go(() -> select(
                        onReceive(channel, v -> values.incrementAndGet()),
                        onTimeout(patience, timeouts::incrementAndGet)));
                int before = values.get();
                String sent = select(send(channel, i, () -> "sent"),
                        after(Duration.ofNanos(i % 7 * 20_000L), () -> "gave up"));
                receiver.join();
                assertThat(values.get() - before).isEqualTo(sent.equals("sent") ? 1 : 0);
                assertThat(Waiters.count(channel)).isZero();
            }
            assertThat(timeouts.get() + values.get()).isEqualTo(3_000);
        });
    }

    @Test
    void twoOtherwiseAreAnError() {
        assertThatThrownBy(() -> select(otherwise(() -> 1), receive(empty, v -> v), otherwise(() -> 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("select: more than one otherwise; a select has at most one");
        assertThat(Weft.<Integer>select(otherwise(() -> 1).when(false), otherwise(() -> 2))).isEqualTo(2);
    }

    @Test
    void otherwiseGoesBeforeTimeouts() {
        assertThat(Weft.<Integer>select(after(Duration.ZERO, () -> 1), otherwise(() -> 2))).isEqualTo(2);
        assertThat(Weft.<Integer>select(otherwise(() -> 2), after(LONG, () -> 1))).isEqualTo(2);
    }

    /**
     * Two movers and this goroutine hold at most two of three values, so one is always in a channel: a default would be
     * the work of looking at the channels one after the other.
     */
    @Test
    void otherwiseIsExactAcrossChannels() throws Exception {
        run(() -> {
            Channel<Integer> a = Channel.buffered(3);
            Channel<Integer> b = Channel.buffered(3);
            for (int i = 0; i < 3; i++) a.send(i);
            List<Goroutine> movers = List.of(go(() -> move(a, b)), go(() -> move(a, b)));
            for (int i = 0; i < 30_000; i++) {
                int value = select(receive(a, v -> v), receive(b, v -> v), otherwise(() -> -1));
                assertThat(value).isNotNegative();
                (i % 2 == 0 ? a : b).send(value);
            }
            movers.forEach(Goroutine::cancel);
            movers.forEach(Goroutine::join);
        });
    }

    private static void move(Channel<Integer> a, Channel<Integer> b) {
        while (!Thread.currentThread().isInterrupted()) {
            if (a.tryReceive() instanceof Attempt.Value<Integer>(Integer value)) b.send(value);
            if (b.tryReceive() instanceof Attempt.Value<Integer>(Integer value)) a.send(value);
            Weft.yieldNow();
        }
    }
}
