package dev.weft.programs;

import dev.weft.Goroutine;
import dev.weft.Weft;
import java.util.concurrent.TimeUnit;

/**
 * One processor, one goroutine that computes, and one that waits for it: says which of the two is over first. The first
 * argument is how many milliseconds the first computes at most; it stops as soon as the second has run.
 */
public final class Hog {
    private static volatile boolean hasRun;

    private Hog() {}

    public static void main(String[] arguments) throws Exception {
        long patience = TimeUnit.MILLISECONDS.toNanos(Long.getLong("hog.millis"));
        Weft.run(() -> {
            Goroutine hog = Weft.go("hog", () -> compute(patience));
            Goroutine quick = Weft.go("quick", () -> {
                System.out.println("quick");
                hasRun = true;
            });
            hog.join();
            quick.join();
        });
    }

    private static void compute(long patience) {
        long begin = System.nanoTime();
        while (!hasRun && System.nanoTime() - begin < patience) Thread.onSpinWait();
        System.out.println("hog");
    }
}
