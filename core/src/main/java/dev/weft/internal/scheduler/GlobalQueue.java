package dev.weft.internal.scheduler;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Runnable goroutines that belong to no processor: made ready from outside, or spilled from a full local queue. First
 * in, first out. Lock-free, because goroutines, carriers and foreign threads all use it.
 */
final class GlobalQueue {
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final LongAdder submitted = new LongAdder();

    void add(Runnable task) {
        tasks.add(task);
        submitted.increment();
    }

    void addAll(@Nullable Runnable[] batch, int count) {
        for (int i = 0; i < count; i++) {
            Runnable task = batch[i];
            if (task != null) {
                tasks.add(task);
            }
        }
        submitted.add(count);
    }

    @Nullable Runnable poll() {
        return tasks.poll();
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** How many tasks have ever come in; for statistics. */
    long submitted() {
        return submitted.sum();
    }
}
