package dev.weft.testkit.primitives;

import static dev.weft.Weft.go;
import static dev.weft.Weft.sleep;
import static dev.weft.testkit.primitives.Explored.holdsInEverySchedule;
import static dev.weft.testkit.primitives.Explored.isCaught;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Attempt;
import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.ReceiveChannel;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.testkit.Bubble;
import dev.weft.time.RateLimiter;
import dev.weft.time.Ticker;
import dev.weft.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Timers, tickers and rate limits in virtual time, and in every schedule of small programs. */
class TimeExplorationTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");

    private static Instant seconds(double n) {
        return BEGINNING.plusMillis(Math.round(n * 1000));
    }

    private static void assertNothing(ReceiveChannel<Instant> channel) {
        assertThat(channel.tryReceive()).isEqualTo(new Attempt.Empty<>());
    }

    @Test
    void aTimerFiresAtItsTime() {
        Bubble.run(() -> {
            Timer timer = Timer.after(SECOND);
            assertThat(timer.channel().receive()).isEqualTo(seconds(1));
            assertThat(timer.reset(SECOND)).isFalse();
            assertThat(timer.reset(Duration.ofSeconds(2))).isTrue();
            assertThat(timer.channel().receive()).isEqualTo(seconds(3));
            assertThat(timer.stop()).isFalse();
        });
    }

    @Test
    void aStoppedTimerIsSilentAndAValueNotYetReceivedIsGone() {
        Bubble.run(() -> {
            Timer timer = Timer.after(SECOND);
            assertThat(timer.stop()).isTrue();
            sleep(Duration.ofSeconds(2));
            assertNothing(timer.channel());
            timer.reset(SECOND);
            sleep(Duration.ofSeconds(2));
            timer.reset(SECOND); // the value of two seconds ago is gone
            assertThat(timer.channel().receive()).isEqualTo(seconds(5));
        });
    }

    @Test
    void aTickerTicksAtEqualDistancesAndDropsWhatIsTooMuch() {
        Bubble.run(() -> {
            Ticker ticker = Ticker.every(SECOND);
            assertThat(ticker.channel().receive()).isEqualTo(seconds(1));
            assertThat(ticker.channel().receive()).isEqualTo(seconds(2));
            sleep(Duration.ofMillis(3500));
            assertThat(ticker.channel().receive()).as("the first of those missed").isEqualTo(seconds(3));
            assertThat(ticker.channel().receive()).as("the others are dropped").isEqualTo(seconds(6));
            ticker.reset(Duration.ofSeconds(10));
            assertThat(ticker.channel().receive()).isEqualTo(seconds(16));
            ticker.stop();
            sleep(Duration.ofHours(1));
            assertNothing(ticker.channel());
        });
    }

    /** Otherwise it would tick for ever, and the leak would never be seen. */
    @Test
    void aTickerThatNobodyWaitsForHidesNoLeak() {
        isCaught(() -> {
            Ticker ticker = Ticker.every(SECOND);
            go(() -> Channel.unbuffered().receive());
            ticker.channel().receive();
        });
    }

    /** As in Go since 1.23: what counts is whether anybody has received it. */
    @Test
    void aTimeThatNobodyHasReceivedIsStoppedInEverySchedule() {
        Set<String> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            Timer timer = Timer.after(SECOND);
            Goroutine other = go(() -> seen.add("length " + timer.channel().length()));
            sleep(SECOND);
            boolean stopped = timer.stop();
            assertNothing(timer.channel());
            assertThat(timer.stop()).isFalse();
            other.join();
            seen.add(stopped ? "stopped" : "too late");
        });
        assertThat(seen).contains("stopped", "length 0").doesNotContain("too late");
    }

    @Test
    void aReceiverGetsTheTimeOrTheTimerWasStopped() {
        Set<String> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            Timer timer = Timer.after(SECOND);
            boolean[] received = {false};
            Goroutine receiver = go(() -> {
                timer.channel().receive();
                received[0] = true;
            });
            sleep(SECOND);
            boolean stopped = timer.stop();
            receiver.cancel();
            receiver.join();
            seen.add(stopped + " " + received[0]);
        });
        assertThat(seen).contains("true false", "false true").doesNotContain("true true");
    }

    /** What the timers of old did: a value of before a stop is still there. */
    @Test
    void aStaleValueIsCaught() {
        isCaught(() -> {
            Channel<Instant> channel = Channel.buffered(1);
            boolean[] stopped = {false};
            go(() -> {
                sleep(SECOND);
                if (!stopped[0]) {
                    channel.trySend(BEGINNING);
                }
            });
            sleep(SECOND);
            stopped[0] = true;
            Weft.yieldNow();
            assertNothing(channel);
        });
    }

    @Test
    void aLimiterLetsTheBurstThroughAndThenKeepsTheRate() {
        Bubble.run(() -> {
            RateLimiter limiter = new RateLimiter(10, 5);
            Instant begin = Weft.after(Duration.ZERO).receive();
            for (int i = 0; i < 25; i++) {
                limiter.await();
            }
            assertThat(Duration.between(begin, Weft.after(Duration.ZERO).receive())).isEqualTo(Duration.ofSeconds(2));
            assertThat(limiter.allow()).isFalse();
            sleep(Duration.ofMillis(100));
            assertThat(limiter.allow()).isTrue();
            assertThat(limiter.allow()).isFalse();
            sleep(Duration.ofHours(1));
            assertThat(limiter.allow(5)).isTrue();
            assertThat(limiter.allow()).isFalse();
        });
    }

    @Test
    void waitersOfALimiterAreServedAtTheRateWhoeverIsCancelled() {
        Bubble.run(() -> {
            RateLimiter limiter = new RateLimiter(1, 1);
            limiter.await();
            Goroutine first = go(limiter::await);
            Goroutine second = go(limiter::await);
            Bubble.settle();
            second.cancel();
            second.join();
            limiter.await();
            assertThat(Weft.after(Duration.ZERO).receive()).as("in the place of the second").isEqualTo(seconds(2));
            first.join();
        });
    }

    /** Says whether so many tokens were there. */
    private interface Tokens {
        boolean allow(int n);
    }

    private static Tokens limiter() {
        RateLimiter limiter = new RateLimiter(1, 2);
        return limiter::allow;
    }

    /** Others may come between looking at the tokens and taking them. */
    private static Tokens looksBeforeItTakes() {
        int[] tokens = {2};
        return n -> {
            boolean enough = tokens[0] >= n;
            Weft.yieldNow();
            if (enough) {
                tokens[0] -= n;
            }
            return enough;
        };
    }

    private static Task tokens(Supplier<Tokens> supplier) {
        return () -> {
            Tokens tokens = supplier.get();
            boolean[] two = {false};
            Goroutine other = go(() -> two[0] = tokens.allow(2));
            boolean one = tokens.allow(1);
            other.join();
            assertThat(one).as("there is one for the first, or two for the other").isNotEqualTo(two[0]);
        };
    }

    @Test
    void tokensAreConservedInEverySchedule() {
        holdsInEverySchedule(tokens(TimeExplorationTest::limiter));
        isCaught(tokens(TimeExplorationTest::looksBeforeItTakes));
    }

    @Test
    void aChangedRateHoldsFromNowOn() {
        Bubble.run(() -> {
            RateLimiter limiter = new RateLimiter(1, 1);
            limiter.await();
            limiter.setRate(10);
            limiter.await();
            assertThat(Weft.after(Duration.ZERO).receive()).isEqualTo(seconds(0.1));
        });
    }
}
