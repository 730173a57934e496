package dev.weft.flow;

import dev.weft.CancelledException;
import dev.weft.Context;
import dev.weft.SendChannel;
import dev.weft.Task;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The goroutines of one operator. They run under a context of their own, below the caller's.
 *
 * <p><b>How an operator ends.</b> When all of its goroutines have returned, its outputs are closed. When one of them
 * fails or is cancelled, the others are cancelled, and the outputs stay open: a close would look like the end of the
 * values. Inside a pipeline the failure goes to the pipeline, which closes its results; elsewhere it is the failure of
 * a goroutine, like any other's.
 *
 * <p><b>Conservation.</b> A value that a goroutine has taken and cannot pass on any more is handed to whom the context
 * names for that ({@link Channels#UNDELIVERED}). So every value is where it was, has gone on, or has been handed over.
 */
final class Crew {
    /** Who looks after the operators that are started under a context: a pipeline. */
    interface Supervisor {
        /** Before a goroutine of an operator starts. */
        void begins();

        /** One of them failed; here and not in the program. */
        void failed(Throwable thrown);

        /** One of them ended, after {@link #failed} if it failed. */
        void ended();
    }

    static final Context.Key<Supervisor> SUPERVISOR = Context.Key.named("supervisor of operators");

    /** Outside of a pipeline: failures are the program's. */
    private static final Supervisor NOBODY = new Supervisor() {
        @Override
        public void begins() {}

        @Override
        public void failed(Throwable thrown) {
            switch (thrown) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new FlowException(thrown);
            }
        }

        @Override
        public void ended() {}
    };

    private final Context context = Context.current().withCancel();
    private final Supervisor supervisor = context.value(SUPERVISOR).orElse(NOBODY);
    private final AtomicInteger atWork;
    private final Runnable end;

    /**
     * Makes a crew.
     *
     * @param size how many goroutines will be started
     * @param end closes the outputs
     */
    Crew(int size, Runnable end) {
        this.atWork = new AtomicInteger(size);
        this.end = end;
    }

    /** Starts one of the goroutines. */
    void go(String name, Task task) {
        supervisor.begins();
        context.go(name, () -> {
            try {
                task.run();
                if (atWork.decrementAndGet() == 0) {
                    end.run();
                    context.cancel();
                }
            } catch (Throwable thrown) { // the others are to stop, and somebody is to know
                fail(thrown);
            } finally {
                supervisor.ended();
            }
        });
    }

    private void fail(Throwable thrown) {
        boolean merelyCancelled = thrown instanceof CancelledException && context.isCancelled();
        context.cancel(thrown);
        if (!merelyCancelled) {
            supervisor.failed(thrown);
        }
    }

    /** Sends a value, or hands it over if that cannot be done. */
    static <T> void deliver(SendChannel<? super T> out, T value) {
        try {
            out.send(value);
        } catch (IllegalStateException e) { // cancelled, or somebody closed the output
            undelivered(value);
            throw e;
        }
    }

    /** Applies a function to a value, which is handed over if that fails. */
    static <T, R> R apply(Transform<? super T, ? extends R> function, T value) throws Exception {
        boolean applied = false;
        try {
            R result = function.apply(value);
            if (result == null) {
                throw new NullPointerException("map: the result for " + value + " is null");
            }
            applied = true;
            return result;
        } finally {
            if (!applied) {
                undelivered(value);
            }
        }
    }

    static void undelivered(Object value) {
        Context.current().value(Channels.UNDELIVERED).ifPresent(taker -> taker.accept(value));
    }
}
