package dev.weft.time;

import static dev.weft.Weft.go;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.run;
import static dev.weft.Weft.select;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Attempt;
import dev.weft.Channel;
import dev.weft.DeadlockException;
import dev.weft.Goroutine;
import dev.weft.ReceiveChannel;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Timers and tickers in real time; what they do in detail is tested in virtual time, with the test kit. */
class TimerTest {
    private static final Duration SHORT = Duration.ofMillis(2);
    private static final Duration LONG = Duration.ofDays(1);

    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @Test
    void aTimerFiresOnce() throws Exception {
        run(() -> {
            Instant before = Instant.now();
            Timer timer = Timer.after(SHORT);
            assertThat(timer.channel().receive()).isAfterOrEqualTo(before.plus(SHORT));
            assertThat(timer.stop()).isFalse();
            assertThat(timer.channel().tryReceive()).isEqualTo(new Attempt.Empty<>());
        });
    }

    @Test
    void nothingStaleComesAfterStop() throws Exception {
        run(() -> {
            for (int i = 0; i < 200; i++) {
                Timer timer = Timer.after(Duration.ofNanos(i * 1_000L));
                if (i % 2 == 0) Thread.yield();
                timer.stop();
                assertThat(timer.channel().length()).isZero();
                assertThat(timer.channel().tryReceive()).isEqualTo(new Attempt.Empty<>());
            }
        });
    }

    @Test
    void aTickerTicksAgainAndAgain() throws Exception {
        run(() -> {
            Ticker ticker = Ticker.every(SHORT);
            Instant first = ticker.channel().receive();
            Instant second = ticker.channel().receive();
            Instant third = ticker.channel().receive();
            assertThat(first).isBefore(second);
            assertThat(second).isBefore(third);
            ticker.stop();
            assertThat(ticker.channel().tryReceive()).isEqualTo(new Attempt.Empty<>());
        });
    }

    /** Nobody but the armed timer could hold a goroutine that waits. */
    @Test
    void aWaitingGoroutineIsNotCollected() throws Exception {
        run(() -> {
            Goroutine plain = go(() -> Timer.after(Duration.ofMillis(100)).channel().receive());
            Goroutine selecting = go(() -> select(
                    onReceive(Ticker.every(Duration.ofMillis(100)).channel(), tick -> {}),
                    onReceive(Timer.after(LONG).channel(), time -> {})));
            Parked.await(plain, WaitReason.CHANNEL_RECEIVE);
            Parked.await(selecting, WaitReason.SELECT);
            System.gc();
            plain.join();
            selecting.join();
        });
    }

    @Test
    void whatNobodyHearsIsCollectedWithoutStop() {
        var timer = new WeakReference<>(Timer.after(LONG).channel());
        var ticker = new WeakReference<>(Ticker.every(LONG).channel());
        WeakReference<ReceiveChannel<Instant>> left = abandoned();
        Await.until(() -> {
            System.gc();
            return timer.refersTo(null) && ticker.refersTo(null) && left.refersTo(null);
        });
    }

    /** A timer that was waited for, until the goroutine that did was cancelled. */
    private static WeakReference<ReceiveChannel<Instant>> abandoned() {
        Timer timer = Timer.after(LONG);
        Goroutine waiting = go(() -> select(onReceive(timer.channel(), time -> {})));
        Parked.await(waiting, WaitReason.SELECT);
        waiting.cancel();
        waiting.join();
        return new WeakReference<>(timer.channel());
    }

    /** A tick that nobody waits for cannot wake anybody. */
    @Test
    void aTickerThatNobodyWaitsForHidesNoDeadlock() {
        Ticker ticker = Ticker.every(LONG);
        assertThatThrownBy(() -> run(() -> Channel.unbuffered().receive())).isInstanceOf(DeadlockException.class);
        ticker.stop();
    }

    @Test
    void aPeriodMustBeMoreThanZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ticker.every("beat", Duration.ZERO))
                .withMessage("every: must be more than zero, but is PT0S (ticker beat)");
        Ticker ticker = Ticker.every(LONG);
        assertThatIllegalArgumentException().isThrownBy(() -> ticker.reset(Duration.ofSeconds(-1)))
                .withMessageContaining(ticker.toString());
    }

    @Test
    void showsItsName() {
        assertThat(Timer.after("patience", LONG).toString()).matches("timer of channel patience#\\d+, capacity 1");
        assertThat(Ticker.every("beat", LONG).toString()).matches("ticker of channel beat#\\d+, capacity 1");
    }
}
