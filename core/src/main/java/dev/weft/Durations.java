package dev.weft;

import java.time.Duration;

/** Durations in the runtime's unit. */
final class Durations {
    private Durations() {}

    /** Nanoseconds, at least 0; more than 292 years count as for ever. */
    static long nanos(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
