package dev.weft.internal.scheduler;

import org.jspecify.annotations.Nullable;

/** Two tasks that can be told apart. */
final class Tasks {
    static final Runnable FIRST = new Task();
    static final Runnable SECOND = new Task();

    private Tasks() {}

    private static final class Task implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("only queued, never run");
        }
    }

    /** 1, 2, or 0 for none. */
    static int number(@Nullable Runnable task) {
        return task == FIRST ? 1 : task == SECOND ? 2 : 0;
    }
}
