package dev.weft.verify.conformance;

import dev.weft.Weft;
import java.util.SplittableRandom;

/**
 * What delays a goroutine before each operation, at random: yields change who runs next, spins change who is first
 * where several really run in parallel. How much of each differs from run to run, from none to plenty, since some
 * outcomes need goroutines in lockstep and others one that is far behind.
 */
final class Noise {
    private static final int[][] YIELDS_AND_SPINS = {{0, 0}, {1, 0}, {3, 0}, {8, 0}, {0, 40}, {0, 300}, {2, 100}};

    private final SplittableRandom random;
    private final int maxYields;
    private final int maxSpins;

    private Noise(SplittableRandom random, int maxYields, int maxSpins) {
        this.random = random;
        this.maxYields = maxYields;
        this.maxSpins = maxSpins;
    }

    /** The noise of one goroutine of a run that draws on {@code run}. */
    static Noise choose(SplittableRandom run) {
        int[] most = YIELDS_AND_SPINS[run.nextInt(YIELDS_AND_SPINS.length)];
        return new Noise(run.split(), most[0], most[1]);
    }

    /** Neither delays nor chooses. */
    static Noise none() {
        return new Noise(new SplittableRandom(0), 0, 0);
    }

    void delay() {
        for (int yields = random.nextInt(maxYields + 1); yields > 0; yields--) Weft.yieldNow();
        for (int spins = random.nextInt(maxSpins + 1); spins > 0; spins--) Thread.onSpinWait();
    }

    boolean coin() {
        return random.nextBoolean();
    }
}
