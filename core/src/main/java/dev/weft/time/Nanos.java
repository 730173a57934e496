package dev.weft.time;

import java.time.Duration;
import java.util.Objects;

/** Durations in the runtime's unit. */
final class Nanos {
    private Nanos() {}

    /** Nanoseconds, at least 0; more than 292 years count as for ever. */
    static long of(String operation, Duration duration) {
        Objects.requireNonNull(duration, operation + ": the duration is null");
        if (duration.isNegative()) {
            return 0;
        }
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** As {@link #of}, for what must take some time. */
    static long positive(String operation, Duration duration, Object what) {
        long nanos = of(operation, duration);
        if (nanos == 0) {
            throw new IllegalArgumentException(
                    operation + ": must be more than zero, but is " + duration + " (" + what + ")");
        }
        return nanos;
    }
}
