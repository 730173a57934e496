package dev.weft.time;

import dev.weft.internal.park.SpinLock;

/**
 * The arithmetic of a {@link RateLimiter}, after x/time/rate. Nothing fills the bucket as time passes: how much has
 * come in is worked out when somebody asks.
 *
 * <p>Invariant, guarded by the lock: {@code tokens} is what was in the bucket at {@code last}, at most {@code burst};
 * negative when tokens were taken that had not come in yet.
 */
final class TokenBucket extends SpinLock {
    private static final double NANOS = 1e9;

    /** Some 70 years: as good as for ever, and sums stay in range. */
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final int burst;

    // Guarded by the lock.
    private double perSecond;
    private double tokens;
    private long last;

    /** When the latest of all reserved events is due. */
    private long lastDue;

    TokenBucket(double perSecond, int burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.last = now;
        this.lastDue = now;
    }

    /** Tokens that somebody has taken. */
    static final class Taken {
        private long due;

        /** Guarded by the bucket's lock. */
        private boolean givenBack;

        /** When they are there, by the clock of whoever took them. */
        long due() {
            return due;
        }
    }

    /** Takes tokens that are there. */
    boolean takeNow(long now, int n) {
        lock();
        advanceLocked(now);
        boolean enough = tokens >= n;
        if (enough) {
            tokens -= n;
            lastDue = Math.max(lastDue, now);
        }
        unlock();
        return enough;
    }

    /** Takes tokens that are there or are going to be. */
    Taken take(long now, int n) {
        Taken taken = new Taken();
        lock();
        advanceLocked(now);
        tokens -= n;
        taken.due = tokens >= 0 ? now : now + nanosFor(-tokens);
        lastDue = Math.max(lastDue, taken.due);
        unlock();
        return taken;
    }

    /** Gives back tokens, except those that later reservations count on: they wait for a time that includes them. */
    void giveBack(long now, Taken taken, int n) {
        lock();
        if (!taken.givenBack && taken.due > now) {
            double countedOn = (lastDue - taken.due) * perSecond / NANOS;
            if (n > countedOn) {
                advanceLocked(now);
                tokens = Math.min(burst, tokens + n - countedOn);
                if (lastDue == taken.due) {
                    lastDue = Math.max(now, taken.due - nanosFor(n));
                }
            }
        }
        taken.givenBack = true;
        unlock();
    }

    void setRate(long now, double newPerSecond) {
        lock();
        advanceLocked(now);
        perSecond = newPerSecond;
        unlock();
    }

    double rate() {
        lock();
        double rate = perSecond;
        unlock();
        return rate;
    }

    int burst() {
        return burst;
    }

    private void advanceLocked(long now) {
        if (now > last) {
            tokens = Math.min(burst, tokens + (now - last) * perSecond / NANOS);
            last = now;
        }
    }

    /** Rounded up: a token is there at the end of the time, not almost. */
    private long nanosFor(double some) {
        return Math.min(LONGEST, (long) Math.ceil(some / perSecond * NANOS));
    }

    @Override
    public String toString() {
        return "rate limiter";
    }
}
