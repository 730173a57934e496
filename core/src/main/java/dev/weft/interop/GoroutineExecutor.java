package dev.weft.interop;

import static dev.weft.Weft.after;
import static dev.weft.Weft.closed;
import static dev.weft.Weft.select;

import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Goroutine;
import dev.weft.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An {@link ExecutorService} that runs each task in a goroutine of its own: for libraries that want an executor. It
 * keeps all that the JDK promises for one. There is no queue, so nothing ever waits to be started.
 *
 * <p>Tasks run under the context that was current when the executor was made. What a task given to {@code execute}
 * throws is the failure of a goroutine, see {@link Goroutine}; what one given to {@code submit} throws is in its
 * future.
 *
 * {@snippet class="dev.weft.snippets.InteropSnippets" region="executor"}
 */
public final class GoroutineExecutor extends AbstractExecutorService {
    private static final long SHUT_DOWN = 1L << 62;

    private final String name;
    private final Context context = Context.current();

    /**
     * How many tasks have started and not ended, plus {@code SHUT_DOWN}. A task counts itself in only while that is not
     * set; so once the value is {@code SHUT_DOWN} alone it stays so, and whoever makes it so closes {@code terminated}.
     */
    private final AtomicLong state = new AtomicLong();

    private final Set<Goroutine> running = ConcurrentHashMap.newKeySet();
    private final Channel<Signal> terminated = Channel.signal("executor terminated");

    /** Set before {@code running} is walked: a task that is added later looks at it. */
    private volatile boolean interrupting;

    private GoroutineExecutor(String name) {
        this.name = name;
    }

    /**
     * Makes an executor.
     *
     * @param name the name of its goroutines
     * @return a new executor
     */
    public static GoroutineExecutor named(String name) {
        return new GoroutineExecutor(Objects.requireNonNull(name, "executor: the name is null"));
    }

    /**
     * Starts a goroutine that runs the task.
     *
     * @param task what to run
     * @throws RejectedExecutionException if this executor was shut down
     */
    @Override
    public void execute(Runnable task) {
        Objects.requireNonNull(task, "execute: the task is null");
        if (!begin()) {
            throw new RejectedExecutionException("execute: the executor is shut down (" + this + ")");
        }
        boolean started = false;
        try {
            Channel<Signal> known = Channel.buffered(1);
            Goroutine goroutine = context.go(name, () -> {
                Goroutine self = Goroutine.current().orElseThrow();
                try {
                    task.run();
                } finally {
                    // Whoever started it adds it first, or finds that it has ended.
                    known.trySend(Signal.SIGNAL);
                    running.remove(self);
                    end();
                }
            });
            started = true;
            running.add(goroutine);
            if (known.length() > 0) {
                running.remove(goroutine);
            } else if (interrupting) {
                goroutine.cancel();
            }
        } finally {
            if (!started) {
                end();
            }
        }
    }

    private boolean begin() {
        while (true) {
            long former = state.get();
            if ((former & SHUT_DOWN) != 0) {
                return false;
            }
            if (state.compareAndSet(former, former + 1)) {
                return true;
            }
        }
    }

    private void end() {
        if (state.decrementAndGet() == SHUT_DOWN) {
            terminated.close();
        }
    }

    /** Refuses new tasks. Those that run go on. Does nothing if that was done before. */
    @Override
    public void shutdown() {
        if (state.getAndUpdate(former -> former | SHUT_DOWN) == 0) {
            terminated.close();
        }
    }

    /**
     * Refuses new tasks and cancels those that run.
     *
     * @return an empty list: no task waits to be started
     */
    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        interrupting = true;
        running.forEach(Goroutine::cancel);
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return (state.get() & SHUT_DOWN) != 0;
    }

    @Override
    public boolean isTerminated() {
        return state.get() == SHUT_DOWN;
    }

    /**
     * Waits until this executor was shut down and all tasks have ended, or the time is over.
     *
     * @param timeout how long to wait at most
     * @param unit the unit of that
     * @return whether all have ended
     * @throws InterruptedException if the caller was cancelled
     */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        Duration most = Duration.of(timeout, unit.toChronoUnit());
        return Interruption.of(
                () -> select(closed(terminated, () -> true), after(most, () -> false)));
    }

    /**
     * The name and what it is.
     *
     * @return for example {@code executor downloads}
     */
    @Override
    public String toString() {
        return "executor " + name;
    }
}
