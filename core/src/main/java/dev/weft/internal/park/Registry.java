package dev.weft.internal.park;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds main goroutines and those that have parked at least once, holding none of them: a goroutine that nothing can
 * wake any more stays collectable.
 *
 * <p>A goroutine enters at its first park (main: when it starts) and leaves when it ends (or when the collector has
 * cleared its entry); one that never parks pays nothing. Entries are spread over stripes by thread id; each stripe is a
 * doubly linked list under its own lock.
 */
public final class Registry {
    private static final int STRIPES = 64;
    private static final List<WeakList<Fiber>> TABLE =
            Stream.generate(WeakList<Fiber>::new).limit(STRIPES).toList();

    private Registry() {}

    /** Registers a goroutine, once. Owner only. Simulated ones are known to their simulation only. */
    public static void note(Fiber fiber) {
        if (fiber.entry == null && fiber.isGoroutine() && !fiber.seams().simulated()) {
            fiber.entry = stripeOf(fiber).add(fiber);
        }
    }

    /** Forgets a goroutine that has ended. Owner only. */
    public static void remove(Fiber fiber) {
        WeakList.Entry<Fiber> entry = fiber.entry;
        if (entry != null) {
            stripeOf(fiber).remove(entry);
            fiber.entry = null;
        }
    }

    /**
     * The main goroutines and those that have parked, which have not ended. Those that start, end or are collected
     * meanwhile may be missed.
     */
    public static List<Fiber> snapshot() {
        List<Fiber> fibers = new ArrayList<>();
        for (WeakList<Fiber> stripe : TABLE) {
            fibers.addAll(stripe.snapshot());
        }
        return fibers;
    }

    /**
     * How many goroutines have neither ended nor can be found, because the collector took them: as many as snapshots
     * have missed so far.
     */
    public static long collected() {
        long collected = 0;
        for (WeakList<Fiber> stripe : TABLE) {
            collected += stripe.dropped();
        }
        return collected;
    }

    private static WeakList<Fiber> stripeOf(Fiber fiber) {
        return TABLE.get((int) (fiber.thread().threadId() & (STRIPES - 1)));
    }
}
