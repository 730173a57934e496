package dev.weft.benchmarks.work;

/** A chain of dependent multiplications: neither vectorised nor folded by the JIT, and its result is checked. */
public final class CpuWork {

    private static final long CHECK_EVERY = 1 << 12;

    private CpuWork() {}

    public static long steps(long seed, int steps) {
        long x = seed;
        for (int i = 0; i < steps; i++) {
            x = x * 6364136223846793005L + 1442695040888963407L;
        }
        return x;
    }

    /** Computes until {@code stop} says so or the deadline has passed, without ever blocking or yielding. */
    public static long spinUntil(long deadlineNanos, Stop stop) {
        long x = deadlineNanos;
        while (!stop.isSet() && System.nanoTime() - deadlineNanos < 0) {
            for (int i = 0; i < CHECK_EVERY; i++) {
                x = x * 6364136223846793005L + 1442695040888963407L;
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
