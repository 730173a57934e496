package dev.weft.testkit.primitives;

import static dev.weft.Weft.go;

import dev.weft.Channel;
import dev.weft.Task;
import dev.weft.sync.WaitGroup;

/** A worker pool, as simple as can be, with a place for a mistake. */
final class TwinWorkerPool implements AutoCloseable {
    /** What is wrong with it. */
    enum Mistake {
        NONE,

        /** A task is counted when a worker takes it, not when it is submitted: who drains may come in between. */
        COUNTS_LATE,

        /** A task is counted off before it runs. */
        COUNTS_OFF_EARLY,

        /** A worker that leaves because there are too many takes the task with it that it has just received. */
        LEAVES_WITH_A_TASK
    }

    private final Mistake mistake;
    private final Channel<Task> queue = Channel.buffered("tasks", 1);
    private final WaitGroup pending = new WaitGroup();
    private final WaitGroup workers = new WaitGroup();
    private int surplus;

    TwinWorkerPool(Mistake mistake, int count) {
        this.mistake = mistake;
        for (int i = 0; i < count; i++) {
            workers.add(1);
            go(this::work);
        }
    }

    void submit(Task task) {
        if (mistake != Mistake.COUNTS_LATE) {
            pending.add(1);
        }
        queue.send(task);
    }

    /** One worker less. */
    void shrink() {
        surplus++;
    }

    /** Waits until all that was submitted has been done. */
    void drain() {
        pending.await();
    }

    @Override
    public void close() {
        queue.close();
        workers.await();
    }

    private void work() throws Exception {
        try {
            for (Task task : queue) {
                if (mistake == Mistake.LEAVES_WITH_A_TASK && surplus > 0) {
                    surplus--;
                    pending.done();
                    return;
                }
                if (mistake == Mistake.COUNTS_LATE) {
                    pending.add(1);
                }
                if (mistake == Mistake.COUNTS_OFF_EARLY) {
                    pending.done();
                    task.run();
                } else {
                    task.run();
                    pending.done();
                }
                if (surplus > 0) {
                    surplus--;
                    return;
                }
            }
        } finally {
            workers.done();
        }
    }
}
