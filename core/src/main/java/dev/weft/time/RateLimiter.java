package dev.weft.time;

import dev.weft.CancelledException;
import dev.weft.Context;
import dev.weft.DeadlineExceededException;
import dev.weft.Weft;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often something happens: Go's {@code rate.Limiter}, a token bucket. The bucket begins full, with
 * {@code burst} tokens, and gets so many a second; each event takes one. So over a long time there are at most so many
 * events a second, and never more than {@code burst} at once on top.
 *
 * <p>{@link #allow()} is for those who drop what is too much, {@link #await()} for those who wait, and
 * {@link #reserve()} for those who want to know how long.
 *
 * {@snippet class="dev.weft.snippets.TimeSnippets" region="rateLimiter"}
 */
public final class RateLimiter {
    private static final AtomicLong NEXT_ID = new AtomicLong();

    private final @Nullable String name;
    private final long id = NEXT_ID.incrementAndGet();
    private final TokenBucket bucket;

    /**
     * Makes a limiter with a full bucket.
     *
     * @param perSecond how many events a second; more than 0 and finite
     * @param burst how many events at once, at least 1
     */
    public RateLimiter(double perSecond, int burst) {
        this(null, bucket(perSecond, burst));
    }

    /**
     * Makes a limiter with a full bucket, and with a name for reports.
     *
     * @param name the name; need not be unique
     * @param perSecond how many events a second; more than 0 and finite
     * @param burst how many events at once, at least 1
     */
    public RateLimiter(String name, double perSecond, int burst) {
        this(Objects.requireNonNull(name, "rate limiter: the name is null"), bucket(perSecond, burst));
    }

    private RateLimiter(@Nullable String name, TokenBucket bucket) {
        this.name = name;
        this.bucket = bucket;
    }

    private static TokenBucket bucket(double perSecond, int burst) {
        if (burst < 1) {
            throw new IllegalArgumentException("rate limiter: the burst must be at least 1, but is " + burst);
        }
        return new TokenBucket(checkedRate("rate limiter", perSecond), burst, now());
    }

    private static double checkedRate(String operation, double perSecond) {
        if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException(
                    operation + ": the rate must be more than 0 and finite, but is " + perSecond);
        }
        return perSecond;
    }

    /**
     * The rate of events at equal distances: Go's {@code rate.Every}.
     *
     * @param distance the time between two events, more than zero
     * @return events a second
     */
    public static double every(Duration distance) {
        return 1e9 / Nanos.positive("every", distance, "rate");
    }

    private static long now() {
        return Fiber.current().seams().timers().clock().nanoTime();
    }

    // ------------------------------------------------------------------------------------------------ events

    /**
     * Whether an event may happen now; if so, it takes its token. Never blocks.
     *
     * @return false if there is no token
     */
    public boolean allow() {
        return allow(1);
    }

    /**
     * Whether some events may happen now; if so, they take their tokens. Never blocks.
     *
     * @param n how many, at least 1
     * @return false if there are not enough tokens; always, for more than the burst
     */
    public boolean allow(int n) {
        checkAtLeastOne("allow", n);
        announce();
        return bucket.takeNow(now(), n);
    }

    /**
     * Takes the token of an event, and says how long the event has to wait for it. Never blocks.
     *
     * @return when the event may happen; to be cancelled if it does not happen
     */
    public Reservation reserve() {
        return reserve(1);
    }

    /**
     * Takes the tokens of some events, and says how long they have to wait for them. Never blocks.
     *
     * @param n how many, at least 1 and at most the burst
     * @return when the events may happen; to be cancelled if they do not happen
     * @throws IllegalArgumentException if {@code n} is less than 1 or more than the burst
     */
    public Reservation reserve(int n) {
        checkAmount("reserve", n);
        announce();
        return new Reservation(bucket, bucket.take(now(), n), n);
    }

    /**
     * Waits until an event may happen, and takes its token.
     *
     * @throws CancelledException if the goroutine was cancelled before or while it waited; then no token is taken
     * @throws DeadlineExceededException at once, if the caller's context would be cancelled before the event could
     *     happen; then no token is taken
     */
    public void await() {
        await(1);
    }

    /**
     * Waits until some events may happen, and takes their tokens.
     *
     * @param n how many, at least 1 and at most the burst
     * @throws CancelledException if the goroutine was cancelled before or while it waited; then no token is taken
     * @throws DeadlineExceededException at once, if the caller's context would be cancelled before the events could
     *     happen; then no token is taken
     * @throws IllegalArgumentException if {@code n} is less than 1 or more than the burst
     */
    public void await(int n) {
        checkAmount("await", n);
        announce();
        Fiber fiber = Fiber.current();
        if (fiber.isCancelled()) {
            throw cancelled();
        }
        Reservation reservation = new Reservation(bucket, bucket.take(now(), n), n);
        long delay = reservation.nanosFrom(now());
        Optional<Instant> deadline = Context.current().deadline();
        if (deadline.isPresent()) {
            Instant then = fiber.seams().timers().clock().now().plusNanos(delay);
            if (then.isAfter(deadline.get())) {
                reservation.cancel();
                throw new DeadlineExceededException(deadline.get());
            }
        }
        try {
            Weft.sleep(Duration.ofNanos(delay));
        } catch (CancelledException e) {
            reservation.cancel();
            throw cancelled();
        }
    }

    /**
     * Tokens that have been taken, and the time at which they are there.
     *
     * {@snippet class="dev.weft.snippets.TimeSnippets" region="reserve"}
     */
    public static final class Reservation {
        private final TokenBucket bucket;
        private final TokenBucket.Taken taken;
        private final int n;

        private Reservation(TokenBucket bucket, TokenBucket.Taken taken, int n) {
            this.bucket = bucket;
            this.taken = taken;
            this.n = n;
        }

        /**
         * How long to wait before the event may happen.
         *
         * @return from now; zero if it may happen at once
         */
        public Duration delay() {
            return Duration.ofNanos(nanosFrom(now()));
        }

        /**
         * Gives back what others can still use of the tokens: those for which nobody after this has had to wait, and
         * none once the time has come. A second call does nothing. Never blocks.
         */
        public void cancel() {
            bucket.giveBack(now(), taken, n);
        }

        private long nanosFrom(long now) {
            return Math.max(0, taken.due() - now);
        }
    }

    // ----------------------------------------------------------------------------------------------- changes

    /**
     * Changes the rate from now on. Who waits already is not affected.
     *
     * @param perSecond how many events a second; more than 0 and finite
     */
    public void setRate(double perSecond) {
        double checked = checkedRate("setRate", perSecond);
        announce();
        bucket.setRate(now(), checked);
    }

    /**
     * The rate.
     *
     * @return events a second
     */
    public double rate() {
        return bucket.rate();
    }

    /**
     * How many events can happen at once.
     *
     * @return at least 1
     */
    public int burst() {
        return bucket.burst();
    }

    private void announce() {
        if (Probe.ON) {
            Probe.announce(Operation.ACQUIRE, bucket);
        }
    }

    private void checkAtLeastOne(String operation, int n) {
        if (n < 1) {
            throw new IllegalArgumentException(operation + ": must be at least 1, but is " + n + " (" + this + ")");
        }
    }

    private void checkAmount(String operation, int n) {
        checkAtLeastOne(operation, n);
        if (n > burst()) {
            throw new IllegalArgumentException(
                    operation + ": asks for " + n + ", more than the burst of " + burst() + " (" + this + ")");
        }
    }

    private CancelledException cancelled() {
        return new CancelledException("await: the goroutine was cancelled (" + this + ")");
    }

    /**
     * The name and number.
     *
     * @return for example {@code rate limiter api#1}
     */
    @Override
    public String toString() {
        return "rate limiter " + (name == null ? "" : name) + "#" + id;
    }
}
