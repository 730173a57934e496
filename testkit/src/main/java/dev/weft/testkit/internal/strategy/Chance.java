package dev.weft.testkit.internal.strategy;

/** Numbers by chance that are the same for the same seed in every version of Java: SplitMix64 (Steele et al. 2014). */
final class Chance {
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private long state;

    Chance(long seed) {
        state = seed;
    }

    /** The seed of the schedule with a number, so that each can be had alone. */
    static long seedOf(long seed, long schedule) {
        return mix(seed + schedule * GOLDEN);
    }

    void reset(long seed) {
        state = seed;
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** From 0 up to but not including {@code bound}, by multiplication (Lemire 2019). */
    int next(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
