package dev.weft.time;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledException;
import dev.weft.Context;
import dev.weft.DeadlineExceededException;
import dev.weft.Goroutine;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rate limits as far as time plays no part; the rest is tested in virtual time, with the test kit. */
class RateLimiterTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    /** One token a day: none comes while a test runs. */
    private final RateLimiter limiter = new RateLimiter("api", RateLimiter.every(Duration.ofDays(1)), 3);

    @Test
    void aBurstIsAllowedAndNoMore() {
        assertThat(limiter.allow(2)).isTrue();
        assertThat(limiter.allow(2)).isFalse();
        assertThat(limiter.allow()).isTrue();
        assertThat(limiter.allow()).isFalse();
    }

    @Test
    void aReservationSaysHowLongToWait() {
        assertThat(limiter.reserve(3).delay()).isZero();
        assertThat(limiter.reserve(2).delay()).isBetween(Duration.ofHours(47), Duration.ofHours(48));
    }

    @Test
    void aCancelledReservationGivesItsTokensBack() {
        assertThat(limiter.allow(3)).isTrue();
        RateLimiter.Reservation reservation = limiter.reserve(3);
        reservation.cancel();
        reservation.cancel();
        assertThat(limiter.reserve(1).delay()).isLessThanOrEqualTo(Duration.ofDays(1));
    }

    @Test
    void aCancelledWaiterTakesNothing() throws Exception {
        run(() -> {
            limiter.await(3);
            Goroutine waiting = go(() -> assertThatThrownBy(limiter::await).isInstanceOf(CancelledException.class)
                    .hasMessage("await: the goroutine was cancelled (%s)", limiter));
            Parked.await(waiting, WaitReason.SLEEP);
            waiting.cancel();
            waiting.join();
            assertThat(limiter.reserve(1).delay()).isLessThanOrEqualTo(Duration.ofDays(1));
        });
    }

    @Test
    void aDeadlineThatWouldPassIsToldAtOnce() throws Exception {
        assertThat(limiter.allow(3)).isTrue();
        Context hour = Context.background().withTimeout(Duration.ofHours(1));
        hour.run(() -> assertThatThrownBy(limiter::await).isInstanceOf(DeadlineExceededException.class));
        hour.cancel();
        assertThat(limiter.reserve(1).delay()).as("and no token is taken").isLessThanOrEqualTo(Duration.ofDays(1));
    }

    @Test
    void misuseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> limiter.await(4))
                .withMessage("await: asks for 4, more than the burst of 3 (%s)", limiter);
        assertThatIllegalArgumentException().isThrownBy(() -> limiter.reserve(0));
        assertThatIllegalArgumentException().isThrownBy(() -> limiter.allow(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> limiter.setRate(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimiter(Double.POSITIVE_INFINITY, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimiter(1, 0));
        assertThat(limiter.allow(4)).isFalse();
    }

    @Test
    void showsWhatItIs() {
        assertThat(limiter.toString()).matches("rate limiter api#\\d+");
        assertThat(limiter.burst()).isEqualTo(3);
        limiter.setRate(5);
        assertThat(limiter.rate()).isEqualTo(5);
    }
}
