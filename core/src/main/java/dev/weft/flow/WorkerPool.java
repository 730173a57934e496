package dev.weft.flow;

import static dev.weft.Weft.closed;
import static dev.weft.Weft.done;
import static dev.weft.Weft.maxProcs;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.send;
import static dev.weft.Weft.shield;

import dev.weft.Attempt;
import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.Context;
import dev.weft.Signal;
import dev.weft.Task;
import dev.weft.sync.WaitGroup;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A number of goroutines that run tasks from a bounded queue. A full queue holds up who submits: back-pressure. The
 * pool bounds how much is done at once; goroutines themselves need no pooling.
 *
 * <p><b>Order.</b> Tasks start in the order in which they were submitted. <b>Errors.</b> By default the first failure
 * stops the pool and is thrown by {@link #drain} and {@link #close}; see {@link FailurePolicy}. <b>Cancellation.</b>
 * The workers run under the context of whoever opened the pool; when that is cancelled, or {@link #cancel} is called,
 * running tasks are cancelled and queued ones discarded, and counted. <b>Closing.</b> {@link #close} refuses new tasks
 * and waits for all others; so a pool in a {@code try} statement leaves nothing behind.
 *
 * <p>A submit <i>happens before</i> the task runs, and the task's end before a {@code drain} or {@code close} that
 * waited for it.
 *
 * {@snippet class="dev.weft.snippets.FlowSnippets" region="workerPool"}
 */
public final class WorkerPool implements AutoCloseable {
    private final String name;
    private final FailurePolicy policy;
    private final @Nullable Consumer<? super Throwable> onFailure;
    private final Context context = Context.current().withCancel();

    /** The tasks that wait. Closed once, by {@link #close} or by {@link #stop}. */
    private final Channel<Task> queue;

    /** Counts the tasks that were submitted and have not ended, in whatever way. */
    private final WaitGroup pending;

    private final WaitGroup workers;

    /** How many workers there are to be. Written by {@link #resize}; read by workers after each {@link #resized}. */
    private final AtomicInteger wanted = new AtomicInteger();

    /** How many there are. Who changes it from above {@link #wanted} down leaves. */
    private final AtomicInteger present = new AtomicInteger();

    private final AtomicInteger lastNumber = new AtomicInteger();

    /** Closed, and replaced before that, whenever there may be too many workers: it wakes those that wait. */
    private final AtomicReference<Channel<Signal>> resized = new AtomicReference<>(Channel.signal("resized"));

    /** Why the pool was stopped: a failure, or a cancel. Set once. */
    private final AtomicReference<@Nullable Throwable> stopped = new AtomicReference<>();

    /** Whether that was thrown at somebody. */
    private final AtomicBoolean reported = new AtomicBoolean();

    /** Whether {@link #close} was called. Its cancelling the context in the end is no cancellation. */
    private volatile boolean closed;

    private final AtomicInteger running = new AtomicInteger();
    private final LongAdder submitted = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder discarded = new LongAdder();

    private WorkerPool(Builder builder) {
        this.name = builder.name;
        this.policy = builder.policy;
        this.onFailure = builder.onFailure;
        this.queue = Channel.buffered(name, builder.queue);
        this.pending = new WaitGroup(name + " tasks");
        this.workers = new WaitGroup(name + " workers");
    }

    // --------------------------------------------------------------------------------------------- construction

    /**
     * Begins a pool.
     *
     * @param name the name of the pool; its workers are called {@code name-1} and so on
     * @return what to set up and open
     */
    public static Builder named(String name) {
        return new Builder(Channels.notNull(name, "worker pool", "name"));
    }

    /** What a pool is to be like. */
    public static final class Builder {
        private final String name;
        private int workers = maxProcs();
        private int queue;
        private FailurePolicy policy = FailurePolicy.STOP;
        private @Nullable Consumer<? super Throwable> onFailure;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Sets the number of workers; as many as processors unless told otherwise.
         *
         * @param count at least 1
         * @return this
         */
        public Builder workers(int count) {
            workers = Channels.atLeastOne(count, "worker pool", "number of workers");
            return this;
        }

        /**
         * Sets how many tasks may wait; none unless told otherwise, so that a submit waits for a free worker.
         *
         * @param capacity 0 or more
         * @return this
         */
        public Builder queue(int capacity) {
            if (capacity < 0) {
                throw new IllegalArgumentException("worker pool: the queue must not be negative, but is " + capacity);
            }
            queue = capacity;
            return this;
        }

        /**
         * Sets what happens when a task fails; {@link FailurePolicy#STOP} unless told otherwise.
         *
         * @param chosen the policy
         * @return this
         */
        public Builder failures(FailurePolicy chosen) {
            policy = Channels.notNull(chosen, "worker pool", "policy");
            return this;
        }

        /**
         * Lets the pool go on after failures, and says who is told of them.
         *
         * @param handler gets what a task threw, in the worker that ran it
         * @return this
         */
        public Builder onFailure(Consumer<? super Throwable> handler) {
            onFailure = Channels.notNull(handler, "worker pool", "handler");
            policy = FailurePolicy.CONTINUE;
            return this;
        }

        /**
         * Starts the workers.
         *
         * @return the pool
         */
        public WorkerPool open() {
            WorkerPool pool = new WorkerPool(this);
            pool.resize(workers);
            return pool;
        }
    }

    // ------------------------------------------------------------------------------------------------ submitting

    /**
     * Adds a task. Blocks while the queue is full.
     *
     * @param task what to run
     * @throws IllegalStateException if the pool is closed, or was stopped by a failure, which is the cause
     * @throws CancelledException if the caller was cancelled first, or the pool was; then the task will not run
     */
    public void submit(Task task) {
        Channels.notNull(task, "submit", "task");
        pending.add(1);
        boolean accepted = false;
        try {
            accepted = select(send(queue, task, () -> true), done(context, () -> false));
        } catch (ChannelClosedException e) {
            throw refusal(e);
        } finally {
            count(accepted);
        }
        if (!accepted) {
            if (closed) {
                throw refusal(null);
            }
            stop(new CancelledException("the pool was cancelled (" + this + ")"));
            throw refusal(null);
        }
    }

    /**
     * Adds a task if that is possible without waiting. Does not look at the caller's cancellation.
     *
     * @param task what to run
     * @return whether it was added
     * @throws IllegalStateException if the pool is closed, or was stopped by a failure, which is the cause
     * @throws CancelledException if the pool was cancelled
     */
    public boolean trySubmit(Task task) {
        Channels.notNull(task, "submit", "task");
        pending.add(1);
        boolean accepted = false;
        try {
            accepted = queue.trySend(task);
        } catch (ChannelClosedException e) {
            throw refusal(e);
        } finally {
            count(accepted);
        }
        return accepted;
    }

    private void count(boolean accepted) {
        if (accepted) {
            submitted.increment();
        } else {
            pending.done();
        }
    }

    private RuntimeException refusal(@Nullable ChannelClosedException closed) {
        Throwable why = stopped.get();
        if (why instanceof CancelledException) {
            return new CancelledException("submit: the pool was cancelled (" + this + ")");
        }
        return new IllegalStateException(
                "submit: the pool " + (why == null ? "is closed" : "was stopped by a failure") + " (" + this + ")",
                why == null ? closed : why);
    }

    // --------------------------------------------------------------------------------------------------- workers

    /**
     * Changes the number of workers, while tasks run. New ones start at once; ones that are too many leave when they
     * have ended their task.
     *
     * @param count how many there are to be, at least 1
     */
    public void resize(int count) {
        wanted.set(Channels.atLeastOne(count, "resize", "number of workers"));
        int there = present.get();
        while (there < wanted.get()) {
            if (present.compareAndSet(there, there + 1)) {
                start();
            }
            there = present.get();
        }
        resized.getAndSet(Channel.signal("resized")).close();
    }

    private void start() {
        workers.add(1);
        context.go(name + "-" + lastNumber.incrementAndGet(), () -> {
            try {
                work();
            } catch (CancelledException e) {
                present.decrementAndGet();
                stop(e);
                throw e;
            } finally {
                workers.done();
            }
        });
    }

    private void work() {
        while (true) {
            Channel<Signal> change = resized.get(); // before the number is looked at: no change is missed
            if (leavesBecauseTooMany()) {
                return;
            }
            boolean open = select(
                    receive(queue, (Task task) -> run(task)).onClosed(() -> false),
                    closed(change, () -> true));
            if (!open) {
                present.decrementAndGet();
                return;
            }
        }
    }

    private boolean leavesBecauseTooMany() {
        int there = present.get();
        while (there > wanted.get()) {
            if (present.compareAndSet(there, there - 1)) {
                return true;
            }
            there = present.get();
        }
        return false;
    }

    /** Runs a task, and counts how it ended; always true. */
    private boolean run(Task task) {
        running.incrementAndGet();
        try {
            task.run();
            completed.increment();
        } catch (Throwable thrown) { // a task may throw anything; the policy decides
            if (thrown instanceof CancelledException && context.isCancelled()) {
                discarded.increment();
            } else {
                failed.increment();
                handle(thrown);
            }
        } finally {
            running.decrementAndGet();
            pending.done();
        }
        return true;
    }

    private void handle(Throwable thrown) {
        if (policy == FailurePolicy.STOP) {
            stop(thrown);
            return;
        }
        if (onFailure != null) {
            try {
                onFailure.accept(thrown);
            } catch (RuntimeException | Error e) {
                e.addSuppressed(thrown);
                stop(e);
            }
        }
    }

    /** Cancels what runs and discards what waits. The first call counts. */
    private void stop(Throwable why) {
        if (!stopped.compareAndSet(null, why)) {
            return;
        }
        context.cancel(why);
        queue.tryClose(); // so that nobody can add any more
        while (queue.tryReceive() instanceof Attempt.Value<Task>) {
            discarded.increment();
            pending.done();
        }
    }

    // ----------------------------------------------------------------------------------------------------- ending

    /**
     * Waits until every task submitted so far has ended. The pool stays open.
     *
     * @throws Exception what the task threw that stopped the pool
     * @throws IllegalStateException with that as cause, if it was thrown before
     * @throws CancelledException if the caller or the pool was cancelled
     */
    public void drain() throws Exception {
        pending.await();
        Throwable why = stopped.get();
        if (why == null) {
            return;
        }
        // Once only: a close in a try statement would add the same failure to itself.
        if (!reported.compareAndSet(false, true)) {
            throw new IllegalStateException("drain: the pool was stopped (" + this + ")", why);
        }
        if (why instanceof Exception e && !(why instanceof RuntimeException)) {
            throw e;
        }
        throw unchecked(why);
    }

    /**
     * Refuses new tasks, waits until all others have ended and the workers are gone. If the caller is cancelled
     * meanwhile, the pool is cancelled, too, and its tasks are waited for nevertheless. May be called again, without
     * effect.
     *
     * @throws RuntimeException what the task threw that stopped the pool, unless {@link #drain} has thrown it
     * @throws FlowException with that as cause, if it was a checked exception
     * @throws CancelledException if the caller or the pool was cancelled
     */
    @Override
    public void close() {
        closed = true;
        queue.tryClose();
        try {
            workers.await();
        } catch (CancelledException e) {
            stop(e);
            awaitInAnyCase();
        }
        context.cancel();
        Throwable why = stopped.get();
        if (why != null && reported.compareAndSet(false, true)) {
            throw unchecked(why);
        }
    }

    private void awaitInAnyCase() {
        try {
            shield(workers::await);
        } catch (Exception e) {
            throw new IllegalStateException("close: waiting under a shield failed (" + this + ")", e);
        }
    }

    /** Cancels the running tasks and discards those that wait. Does not wait for them: {@link #close} does. */
    public void cancel() {
        stop(new CancelledException("the pool was cancelled (" + this + ")"));
    }

    /** To be thrown at once. */
    private RuntimeException unchecked(Throwable why) {
        return switch (why) {
            case CancelledException e -> {
                CancelledException cancelled = new CancelledException("the pool was cancelled (" + this + ")");
                cancelled.initCause(e);
                yield cancelled;
            }
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new FlowException(why);
        };
    }

    // -------------------------------------------------------------------------------------------------- questions

    /**
     * What the pool has done so far.
     *
     * @return the numbers of this moment
     */
    public PoolMetrics metrics() {
        return new PoolMetrics(present.get(), running.get(), queue.length(), submitted.sum(), completed.sum(),
                failed.sum(), discarded.sum());
    }

    /**
     * The name and what it is.
     *
     * @return for example {@code pool fetchers}
     */
    @Override
    public String toString() {
        return "pool " + name;
    }
}
