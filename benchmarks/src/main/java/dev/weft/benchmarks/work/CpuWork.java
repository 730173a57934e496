package dev.weft.benchmarks.work;

/**
 * A shift-register generator (Marsaglia 2003): each step needs the one before, and its result is checked. A chain of
 * multiplications and additions will not do: the JIT's second compiler unrolls it and folds the constants, so that
 * sixteen steps cost as much as one, and a JVM's tasks are a tenth as long as Go's.
 */
public final class CpuWork {

    private static final long CHECK_EVERY = 1 << 12;

    private CpuWork() {}

    public static long steps(long seed, int steps) {
        long x = seed;
        for (int i = 0; i < steps; i++) {
            x = next(x);
        }
        return x;
    }

    private static long next(long x) {
        long y = x ^ (x << 13);
        y ^= y >>> 7;
        return y ^ (y << 17);
    }

    /** Computes until {@code stop} says so or the deadline has passed, without ever blocking or yielding. */
    public static long spinUntil(long deadlineNanos, Stop stop) {
        long x = deadlineNanos;
        while (!stop.isSet() && System.nanoTime() - deadlineNanos < 0) {
            for (int i = 0; i < CHECK_EVERY; i++) {
                x = next(x);
            }
        }
        return x;
    }

    /** Tells the hogs that they are no longer needed. Written by the probe, read by the hogs. */
    public static final class Stop {
        private volatile boolean set;

        public void set() {
            set = true;
        }

        boolean isSet() {
            return set;
        }
    }
}
