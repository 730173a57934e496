package dev.weft.internal.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runnable goroutines that belong to no processor: made ready from outside, or spilled from a full local queue. First
 * in, first out. Lock-free, because goroutines, carriers and foreign threads all use it.
 *
 * <p>What is spilled together stays together: a {@link Batch} is one entry, and whoever takes several of its tasks does
 * so with one atomic operation. An entry that is a batch stays first until it is spent.
 */
final class GlobalQueue {
    private final ConcurrentLinkedQueue<Runnable> entries = new ConcurrentLinkedQueue<>();

    void add(Runnable task) {
        entries.add(task);
    }

    /** Adds the first {@code count} of {@code tasks}, which are copied. */
    void addAll(@Nullable Runnable[] tasks, int count) {
        if (count > 0) {
            entries.add(new Batch(Arrays.copyOf(tasks, count)));
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
            Runnable first = entries.peek();
            if (first == null) {
                break;
            }
            if (first instanceof Batch batch) {
                int taken = batch.take(into, count, most - count);
                count += taken;
                if (taken == 0) {
                    entries.remove(batch);
                }
            } else if (entries.remove(first)) {
                into[count++] = first;
            }
        }
        return count;
    }

    boolean isEmpty() {
        while (true) {
            Runnable first = entries.peek();
            if (first == null) {
                return true;
            }
            if (!(first instanceof Batch batch) || batch.size() > 0) {
                return false;
            }
            entries.remove(batch);
        }
    }

    /** How many tasks there are; counts them, which is for statistics only. */
    int size() {
        return entries.stream().mapToInt(entry -> entry instanceof Batch batch ? batch.size() : 1).sum();
    }

    /**
     * Tasks that came together. {@code next} is the first that nobody has taken, or beyond the end; whoever moves it on
     * by fetch-and-add owns what it passed, and clears it, so that ended goroutines can be collected.
     */
    private static final class Batch implements Runnable {
        private static final VarHandle NEXT;

        static {
            try {
                NEXT = MethodHandles.lookup().findVarHandle(Batch.class, "next", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final @Nullable Runnable[] tasks;
        private volatile int next;

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

        /** Never called: a batch is an entry of the queue, and not run itself. */
        @Override
        public void run() {
            throw new IllegalStateException("a batch of the global queue is not to be run");
        }
    }
}
