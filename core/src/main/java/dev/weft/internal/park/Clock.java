package dev.weft.internal.park;

import java.time.Instant;

/** Where time comes from. */
public interface Clock {
    /** Nanoseconds from an arbitrary origin; never goes back. */
    long nanoTime();

    /** The time of day. */
    Instant now();

    /** The computer's clock. */
    Clock SYSTEM = new Clock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }
    };
}
