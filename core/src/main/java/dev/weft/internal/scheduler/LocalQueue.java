package dev.weft.internal.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A processor's run queue: a bounded ring with one producer, its carrier, and many consumers, the carrier and thieves.
 * The design is that of Go's {@code runq} (Vyukov).
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) {@code head <= tail <= head + CAPACITY} (as differences; both run freely through all ints).
 *   <li>(I2) Only the owner writes {@code tail} and the slots. Everyone advances {@code head}, by compare-and-set, and
 *       owns the tasks between the old and the new head when that succeeds.
 *   <li>(I3) A slot from {@code head} to {@code tail} is not overwritten: the owner checks {@code head} before it
 *       writes.
 * </ol>
 *
 * <p><b>Memory order.</b> The owner's write of {@code tail} publishes the slot; it is volatile rather than release
 * because the owner's next step is to look for idle carriers, and a carrier that goes idle announces that first and
 * then looks at {@code tail}: of the two, one must see the other (see {@link IdleProcessors}). A consumer's
 * compare-and-set of {@code head} is volatile; its effect is that a thief that read stale slots fails.
 */
final class LocalQueue {
    static final int CAPACITY = 256;
    private static final int MASK = CAPACITY - 1;

    private static final VarHandle HEAD;
    private static final VarHandle TAIL;
    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Runnable[].class);

    static {
        try {
            var lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(LocalQueue.class, "head", int.class);
            TAIL = lookup.findVarHandle(LocalQueue.class, "tail", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable Runnable[] slots = new Runnable[CAPACITY];
    private volatile int head;
    private volatile int tail;

    /** Appends a task; false when the queue is full. Owner only. */
    boolean push(Runnable task) {
        int end = (int) TAIL.get(this);
        if (end - head >= CAPACITY) {
            return false;
        }
        SLOTS.setOpaque(slots, end & MASK, task);
        TAIL.setVolatile(this, end + 1);
        return true;
    }

    /** Removes the oldest task, or returns null. Owner only. */
    @Nullable Runnable pop() {
        while (true) {
            int begin = head;
            if (begin == (int) TAIL.get(this)) {
                return null;
            }
            Runnable task = (Runnable) SLOTS.getOpaque(slots, begin & MASK);
            if (HEAD.compareAndSet(this, begin, begin + 1)) {
                // Only the owner writes slots, so this cannot hit a newer task; an ended goroutine must not stay
                // reachable.
                SLOTS.setOpaque(slots, begin & MASK, null);
                return task;
            }
        }
    }

    /**
     * Moves the older half of the queue into {@code batch} and returns how many tasks that were; the rest of
     * {@code batch} holds none. Anyone may call it.
     *
     * @param batch empty, with room for at least half of {@link #CAPACITY}
     */
    int takeHalf(@Nullable Runnable[] batch) {
        while (true) {
            int begin = head;
            int size = tail - begin;
            int count = size - size / 2;
            if (size <= 0) {
                return 0;
            }
            if (count > CAPACITY / 2) {
                // head and tail were read at different times: look again.
                continue;
            }
            for (int i = 0; i < count; i++) {
                batch[i] = (Runnable) SLOTS.getOpaque(slots, (begin + i) & MASK);
            }
            if (HEAD.compareAndSet(this, begin, begin + count)) {
                return count;
            }
            // Somebody else has them. A thief that goes to sleep now must not keep ended goroutines reachable.
            Arrays.fill(batch, 0, count, null);
        }
    }

    /** The number of tasks; exact for the owner while nobody steals, a good guess for others. */
    int size() {
        int begin = head;
        return Math.max(0, Math.min(CAPACITY, tail - begin));
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** Forgets tasks that thieves took, so that ended goroutines can be collected. Owner only, when empty. */
    void clearStaleSlots() {
        if (isEmpty()) {
            Arrays.fill(slots, null);
        }
    }
}
