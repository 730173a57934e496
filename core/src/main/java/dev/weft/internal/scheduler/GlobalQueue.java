package dev.weft.internal.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Runnable goroutines that belong to no processor: made ready from outside, or spilled from a full local queue. First
 * in, first out. Lock-free, because goroutines, carriers and foreign threads all use it.
 *
 * <p>A list of batches, after Michael and Scott's queue: what is spilled together stays together, and whoever takes
 * several tasks of a batch does so with one fetch-and-add. A batch is left behind when it is spent, so nobody ever
 * searches the list for what to take out.
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) From {@code head}, following the links, one comes to all batches that hold a task, the oldest first, and
 *       to the last batch, the only one whose link is null. A batch is added by changing that link by compare-and-set.
 *   <li>(I2) Before {@code head} all batches are spent. A batch that was left behind links to itself (so that, old
 *       garbage, it does not keep the younger ones from the collector), or is about to; who stands on one begins again
 *       at {@code head}.
 *   <li>(I3) {@code tail} is a hint: the last batch, one before it, or one that was left behind.
 * </ol>
 *
 * <p>All accesses are volatile or stronger: to add is step (a1), and {@link #isEmpty} a part of (s3), of the protocol
 * in {@link IdleProcessors}.
 */
final class GlobalQueue {
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            var lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(GlobalQueue.class, "head", Batch.class);
            TAIL = lookup.findVarHandle(GlobalQueue.class, "tail", Batch.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Batch head = new Batch(new Runnable[0]);
    private volatile Batch tail = head;

    void add(Runnable task) {
        append(new Batch(new Runnable[] {task}));
    }

    /** Adds the first {@code count} of {@code tasks}, which are copied. */
    void addAll(@Nullable Runnable[] tasks, int count) {
        if (count > 0) {
            append(new Batch(Arrays.copyOf(tasks, count)));
        }
    }

    private void append(Batch batch) {
        while (true) {
            Batch last = tail;
            Batch following = last.following;
            if (following == null) {
                if (Batch.FOLLOWING.compareAndSet(last, null, batch)) {
                    TAIL.compareAndSet(this, last, batch);
                    return;
                }
            } else {
                TAIL.compareAndSet(this, last, following == last ? head : following);
            }
        }
    }

    /** Removes the oldest task; null when there is none. */
    @Nullable Runnable poll() {
        @Nullable Runnable[] one = new Runnable[1];
        return poll(one, 1) == 0 ? null : one[0];
    }

    /**
     * Moves up to {@code most} of the oldest tasks into {@code into}, from its beginning.
     *
     * @return how many
     */
    int poll(@Nullable Runnable[] into, int most) {
        int count = 0;
        while (count < most) {
            Batch batch = head;
            int taken = batch.take(into, count, most - count);
            count += taken;
            if (taken == 0) {
                Batch following = batch.following;
                if (following == null) {
                    break;
                }
                if (following != batch && HEAD.compareAndSet(this, batch, following)) {
                    batch.following = batch;
                }
            }
        }
        return count;
    }

    boolean isEmpty() {
        Batch batch = head;
        while (batch.size() == 0) {
            Batch following = batch.following;
            if (following == null) {
                return true;
            }
            batch = following == batch ? head : following;
        }
        return false;
    }

    /** How many tasks there are; counts them, which is for statistics only. */
    int size() {
        int size = 0;
        Batch batch = head;
        while (batch != null) {
            size += batch.size();
            Batch following = batch.following;
            batch = following == batch ? null : following;
        }
        return size;
    }

    /**
     * Tasks that came together. {@code next} is the first that nobody has taken, or beyond the end; whoever moves it on
     * by fetch-and-add owns what it passed, and clears it, so that ended goroutines can be collected.
     */
    private static final class Batch {
        private static final VarHandle NEXT;
        private static final VarHandle FOLLOWING;

        static {
            try {
                var lookup = MethodHandles.lookup();
                NEXT = lookup.findVarHandle(Batch.class, "next", int.class);
                FOLLOWING = lookup.findVarHandle(Batch.class, "following", Batch.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final @Nullable Runnable[] tasks;
        private volatile int next;
        private volatile @Nullable Batch following;

        private Batch(@Nullable Runnable[] tasks) {
            this.tasks = tasks;
        }

        private int size() {
            return Math.max(0, tasks.length - next);
        }

        private int take(@Nullable Runnable[] into, int at, int most) {
            if (next >= tasks.length) {
                return 0;
            }
            int begin = (int) NEXT.getAndAdd(this, most);
            int count = Math.min(most, tasks.length - begin);
            if (count <= 0) {
                return 0;
            }
            System.arraycopy(tasks, begin, into, at, count);
            Arrays.fill(tasks, begin, begin + count, null);
            return count;
        }
    }
}
