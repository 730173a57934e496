package dev.weft.internal.park;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the goroutines that have parked at least once, holding none of them: a goroutine that nothing can wake any more
 * stays collectable.
 *
 * <p>A goroutine enters at its first park and leaves when it ends (or when the collector has cleared its entry); one
 * that never parks pays nothing. Entries are spread over stripes by thread id; each stripe is a doubly linked list
 * under its own lock.
 */
public final class Registry {
    private static final int STRIPES = 64;
    private static final Stripe[] TABLE = new Stripe[STRIPES];

    static {
        for (int i = 0; i < STRIPES; i++) {
            TABLE[i] = new Stripe();
        }
    }

    private Registry() {}

    /** Registers a goroutine about to park, once. Owner only. Simulated ones are known to their simulation only. */
    static void note(Fiber fiber) {
        if (fiber.entry == null && fiber.isGoroutine() && !fiber.seams().simulated()) {
            register(fiber);
        }
    }

    private static void register(Fiber fiber) {
        Stripe stripe = stripeOf(fiber);
        Entry entry = new Entry(fiber);
        fiber.entry = entry;
        stripe.lock();
        stripe.add(entry);
        stripe.unlock();
    }

    /** Forgets a goroutine that has ended. Owner only. */
    public static void remove(Fiber fiber) {
        Entry entry = fiber.entry;
        if (entry != null) {
            Stripe stripe = stripeOf(fiber);
            stripe.lock();
            stripe.remove(entry);
            stripe.unlock();
            fiber.entry = null;
        }
    }

    /**
     * The goroutines that have parked and not ended. Those that start, end or are collected meanwhile may be missed.
     */
    public static List<Fiber> snapshot() {
        List<Fiber> fibers = new ArrayList<>();
        for (Stripe stripe : TABLE) {
            for (Entry entry : stripe.copy()) {
                Fiber fiber = entry.get();
                if (fiber != null) {
                    fibers.add(fiber);
                }
            }
        }
        return fibers;
    }

    private static Stripe stripeOf(Fiber fiber) {
        return TABLE[(int) (fiber.thread().threadId() & (STRIPES - 1))];
    }

    /** A goroutine's place in its stripe. */
    static final class Entry extends WeakReference<Fiber> {
        private @Nullable Entry previous;
        private @Nullable Entry next;

        Entry(Fiber fiber) {
            super(fiber);
        }
    }

    /** One list; all of it guarded by its lock. */
    private static final class Stripe extends SpinLock {
        private @Nullable Entry head;
        private int size;

        void add(Entry entry) {
            entry.next = head;
            if (head != null) {
                head.previous = entry;
            }
            head = entry;
            size++;
        }

        void remove(Entry entry) {
            Entry before = entry.previous;
            Entry after = entry.next;
            if (before == null && head != entry) {
                return;
            }
            if (before == null) {
                head = after;
            } else {
                before.next = after;
            }
            if (after != null) {
                after.previous = before;
            }
            entry.previous = null;
            entry.next = null;
            size--;
        }

        /** Copies the list, dropping entries whose goroutine was collected. Allocates outside the lock. */
        List<Entry> copy() {
            int room = 0;
            while (true) {
                Entry[] entries = new Entry[room];
                lock();
                int needed = size;
                if (needed <= room) {
                    int count = 0;
                    for (Entry entry = head; entry != null;) {
                        Entry after = entry.next;
                        if (entry.refersTo(null)) {
                            remove(entry);
                        } else {
                            entries[count++] = entry;
                        }
                        entry = after;
                    }
                    unlock();
                    return trimmed(entries, count);
                }
                unlock();
                room = needed + needed / 8 + 16;
            }
        }

        private static List<Entry> trimmed(Entry[] entries, int count) {
            List<Entry> list = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                list.add(entries[i]);
            }
            return list;
        }
    }
}
