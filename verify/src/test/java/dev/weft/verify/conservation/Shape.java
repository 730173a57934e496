package dev.weft.verify.conservation;

import dev.weft.Weft;
import java.util.List;

/**
 * How large a storm is.
 *
 * @param goroutines how many parties are goroutines
 * @param pinned how many of them cannot leave their carriers
 * @param threads how many parties are platform threads
 * @param capacities those of the channels
 * @param maxYields how often the disturber among the goroutines yields at most between two disturbances
 * @param maxPauseNanos how long the disturber outside waits at most
 */
record Shape(int goroutines, int pinned, int threads, List<Integer> capacities, int maxYields, int maxPauseNanos) {
    /** Of everything something: many queues with many waiters. */
    static Shape wide() {
        // The JDK's scheduler has no carrier to spare for one that is blocked: with one processor, all would stand
        // still.
        boolean carriersAreReplaced = Weft.runtime().engine().equals("own");
        return new Shape(12, carriersAreReplaced ? 1 : 0, 2, List.of(0, 0, 1, 2, 5), 30, 200_000);
    }

    /** Few that meet all the time and are interrupted all the time: here interrupts and partners race most. */
    static Shape narrow() {
        return new Shape(3, 0, 1, List.of(0, 1), 3, 5_000);
    }

    int parties() {
        return goroutines + threads;
    }
}
