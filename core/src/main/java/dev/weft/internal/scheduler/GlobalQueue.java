package dev.weft.internal.scheduler;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runnable goroutines that belong to no processor: made ready from outside, or spilled from a full local queue. First
 * in, first out. Lock-free, because goroutines, carriers and foreign threads all use it.
 */
final class GlobalQueue {
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    void add(Runnable task) {
        tasks.add(task);
    }

    void addAll(@Nullable Runnable[] batch, int count) {
        for (int i = 0; i < count; i++) {
            Runnable task = batch[i];
            if (task != null) {
                tasks.add(task);
            }
        }
    }

    @Nullable Runnable poll() {
        return tasks.poll();
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** How many tasks there are; counts them, which is for statistics only. */
    int size() {
        return tasks.size();
    }
}
