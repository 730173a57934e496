package dev.weft;

import dev.weft.internal.park.Operation;
import dev.weft.sync.Semaphore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A group of goroutines that end together, at the end of a block at the latest: Go's {@code errgroup}, and structured
 * concurrency. None outlives the scope, and no failure gets lost.
 *
 * <p>The goroutines run under the scope's {@linkplain #context() context}, which is below that of whoever opened the
 * scope; the opener goes on under its own. What goroutines of the scope start with {@code go} inherits that context and
 * is cancelled with it, but is not waited for. Usually the first failure cancels the others; a {@link Policy} says
 * otherwise, or sets limits. A {@link CancelledException} that leaves a cancelled goroutine is not a failure.
 *
 * <p>What a goroutine of the scope did <i>happens before</i> a {@link #join} or {@link #close} that returns.
 *
 * {@snippet class="dev.weft.snippets.ScopeSnippets" region="scope"}
 */
public final class Scope implements AutoCloseable {
    private static final AtomicLong NEXT_ID = new AtomicLong();

    private final @Nullable String name;
    private final long id = NEXT_ID.incrementAndGet();
    private final Policy policy;
    private final Context context;
    private final ScopeMembers members = new ScopeMembers(this);

    /** Who may run at the same time; null for as many as like. */
    private final @Nullable Semaphore slots;

    // What has become of the goroutines: written by them, read by join and close.
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
    private final Queue<Throwable> otherFailures = new ConcurrentLinkedQueue<>();
    private volatile boolean succeeded;
    private volatile boolean cutShort;

    /** Whether the failure has been thrown at somebody. */
    private volatile boolean reported;

    private Scope(@Nullable String name, Policy policy) {
        this.name = name;
        this.policy = Objects.requireNonNull(policy, "open: the policy is null");
        Context above = Context.current();
        this.context = policy.timeout.map(above::withTimeout).orElseGet(above::withCancel);
        this.slots = policy.parallelism == Integer.MAX_VALUE ? null : new Semaphore(toString(), policy.parallelism);
    }

    // ----------------------------------------------------------------------------------------------- opening

    /**
     * Opens a scope in which the first failure cancels the others.
     *
     * @return a new scope, to be closed by its opener
     */
    public static Scope open() {
        return new Scope(null, Policy.firstFailure());
    }

    /**
     * Opens a scope.
     *
     * @param policy what a failure or a success does to the others, and limits
     * @return a new scope, to be closed by its opener
     */
    public static Scope open(Policy policy) {
        return new Scope(null, policy);
    }

    /**
     * Opens a scope with a name for dumps and reports.
     *
     * @param name the name; need not be unique
     * @param policy what a failure or a success does to the others, and limits
     * @return a new scope, to be closed by its opener
     */
    public static Scope open(String name, Policy policy) {
        return new Scope(Objects.requireNonNull(name, "open: the name is null"), policy);
    }

    /**
     * Opens a scope in which the first failure cancels the others, and so does the end of a time.
     *
     * @param timeout how long from now
     * @return a new scope, to be closed by its opener
     */
    public static Scope withTimeout(Duration timeout) {
        return new Scope(null, Policy.firstFailure().timeout(timeout));
    }

    /**
     * What a scope does about failures and successes, and how much it lets happen. Immutable: each method gives a
     * changed copy.
     *
     * {@snippet class="dev.weft.snippets.ScopeSnippets" region="policies"}
     */
    public static final class Policy {
        private enum Kind {
            FIRST_FAILURE,
            ALL_FAILURES,
            FIRST_SUCCESS
        }

        private final Kind kind;
        private final int parallelism;
        private final int limit;
        private final Optional<Duration> timeout;

        private Policy(Kind kind, int parallelism, int limit, Optional<Duration> timeout) {
            this.kind = kind;
            this.parallelism = parallelism;
            this.limit = limit;
            this.timeout = timeout;
        }

        private static Policy of(Kind kind) {
            return new Policy(kind, Integer.MAX_VALUE, Integer.MAX_VALUE, Optional.empty());
        }

        /**
         * The first failure cancels the others, and is thrown by {@code join}.
         *
         * @return a policy without limits
         */
        public static Policy firstFailure() {
            return of(Kind.FIRST_FAILURE);
        }

        /**
         * Failures cancel nobody; {@code join} throws the first when all have ended, the others suppressed in it.
         *
         * @return a policy without limits
         */
        public static Policy allFailures() {
            return of(Kind.ALL_FAILURES);
        }

        /**
         * The first to return cancels the others. Only if none returns does {@code join} throw the first failure.
         *
         * @return a policy without limits
         */
        public static Policy firstSuccess() {
            return of(Kind.FIRST_SUCCESS);
        }

        /**
         * Bounds how many goroutines of the scope run at the same time; {@code go} and {@code fork} then block until
         * one of them has ended: Go's {@code SetLimit}.
         *
         * @param most how many, at least 1
         * @return a changed copy
         */
        public Policy parallelism(int most) {
            return new Policy(kind, atLeastOne("parallelism", most), limit, timeout);
        }

        /**
         * Bounds how many goroutines the scope has in all; to start one more is then misuse.
         *
         * @param most how many, at least 1
         * @return a changed copy
         */
        public Policy atMost(int most) {
            return new Policy(kind, parallelism, atLeastOne("atMost", most), timeout);
        }

        /**
         * Bounds the time: at its end the scope is cancelled, and {@code join} throws a
         * {@link DeadlineExceededException} if a goroutine was cut short by that and none has failed.
         *
         * @param newTimeout how long from the opening
         * @return a changed copy
         */
        public Policy timeout(Duration newTimeout) {
            Objects.requireNonNull(newTimeout, "timeout: the duration is null");
            return new Policy(kind, parallelism, limit, Optional.of(newTimeout));
        }

        private static int atLeastOne(String operation, int n) {
            if (n < 1) {
                throw new IllegalArgumentException(operation + ": must be at least 1, but is " + n);
            }
            return n;
        }
    }

    // ---------------------------------------------------------------------------------------------- starting

    /**
     * Starts a goroutine of the scope. Returns at once, unless the policy bounds parallelism. If the scope is cancelled
     * already, the goroutine ends before it has begun the task.
     *
     * @param task what it runs; what it throws, {@link #join} throws
     * @return a handle on the goroutine; may be ignored
     * @throws IllegalStateException if the scope is closed, or has had as many goroutines as it may
     * @throws CancelledException if the caller was cancelled while it had to wait
     */
    public Goroutine go(Task task) {
        return start("go", null, member(task));
    }

    /**
     * As {@link #go(Task)}, with a name for the goroutine.
     *
     * @param goroutineName the goroutine's name; need not be unique
     * @param task what it runs; what it throws, {@link #join} throws
     * @return a handle on the goroutine; may be ignored
     */
    public Goroutine go(String goroutineName, Task task) {
        Objects.requireNonNull(goroutineName, "go: the name is null");
        return start("go", goroutineName, member(task));
    }

    /**
     * Starts a goroutine of the scope that has a result. Returns at once, unless the policy bounds parallelism.
     *
     * @param function what it runs; what it throws, {@link #join} throws
     * @param <T> the type of the result
     * @return where the result will be
     * @throws IllegalStateException if the scope is closed, or has had as many goroutines as it may
     * @throws CancelledException if the caller was cancelled while it had to wait
     */
    public <T extends @Nullable Object> Forked<T> fork(Callable<? extends T> function) {
        ScopeTask<T> member = member(function);
        return new Forked<>(member, start("fork", null, member));
    }

    /**
     * As {@link #fork(Callable)}, with a name for the goroutine.
     *
     * @param goroutineName the goroutine's name; need not be unique
     * @param function what it runs; what it throws, {@link #join} throws
     * @param <T> the type of the result
     * @return where the result will be
     */
    public <T extends @Nullable Object> Forked<T> fork(String goroutineName, Callable<? extends T> function) {
        Objects.requireNonNull(goroutineName, "fork: the name is null");
        ScopeTask<T> member = member(function);
        return new Forked<>(member, start("fork", goroutineName, member));
    }

    private ScopeTask<@Nullable Void> member(Task task) {
        Objects.requireNonNull(task, "go: the task is null");
        return new ScopeTask<>(
                this,
                () -> {
                    task.run();
                    return null;
                },
                task);
    }

    private <T extends @Nullable Object> ScopeTask<T> member(Callable<? extends T> function) {
        return new ScopeTask<>(this, Objects.requireNonNull(function, "fork: the function is null"), function);
    }

    private Goroutine start(String operation, @Nullable String goroutineName, ScopeTask<?> member) {
        if (slots != null) {
            slots.acquire();
        }
        boolean started = false;
        try {
            members.enter(operation, policy.limit);
            try {
                Goroutine goroutine = new Goroutine(Program.go(context, goroutineName, member));
                started = true;
                return goroutine;
            } finally {
                if (!started) {
                    members.leave();
                }
            }
        } finally {
            if (!started && slots != null) {
                slots.release();
            }
        }
    }

    /**
     * The result of a goroutine of a scope.
     *
     * @param <T> the type of the result
     */
    public static final class Forked<T extends @Nullable Object> {
        private final ScopeTask<T> task;
        private final Goroutine goroutine;

        private Forked(ScopeTask<T> task, Goroutine goroutine) {
            this.task = task;
            this.goroutine = goroutine;
        }

        /**
         * The goroutine that has the result, or will have it.
         *
         * @return a handle on the goroutine
         */
        public Goroutine goroutine() {
            return goroutine;
        }

        /**
         * Whether the goroutine has returned a result.
         *
         * @return false while it runs, and if it failed or was cancelled
         */
        public boolean hasValue() {
            return task.outcome() instanceof ScopeTask.Outcome.Value<T>;
        }

        /**
         * The result. Blocks while the goroutine has not ended, and not after a {@link Scope#join}.
         *
         * @return what the goroutine returned
         * @throws GoroutineFailure if the goroutine failed; with what it threw as cause
         * @throws CancelledException if the goroutine was cancelled and has no result, or if the caller was cancelled
         *     while it waited
         */
        public T get() {
            ScopeTask.Outcome<T> outcome = task.outcome();
            if (outcome == null) {
                goroutine.join();
                outcome = task.outcome();
            }
            return switch (outcome) {
                case ScopeTask.Outcome.Value<T>(T value) -> value;
                case ScopeTask.Outcome.Failure<T>(Throwable failure) ->
                    throw new GoroutineFailure("get: " + goroutine + " failed: " + failure, failure);
                case ScopeTask.Outcome.CutShort<T>() ->
                    throw new CancelledException("get: " + goroutine + " was cancelled and has no result");
                case null -> throw new IllegalStateException("scope invariant broken: no outcome of " + goroutine);
            };
        }

        /** The goroutine. */
        @Override
        public String toString() {
            return "result of " + goroutine;
        }
    }

    // ------------------------------------------------------------------------------------------------ ending

    /** Announces that what is known of the scope's goroutines is about to change. */
    void beforeEnd() {
        members.announce(Operation.COUNT);
    }

    /** Announces that it is about to be read. */
    void beforeLook() {
        members.announce(Operation.AWAIT);
    }

    /** Called by each goroutine of the scope, at its end. */
    void ended(ScopeTask.Outcome<?> how) {
        switch (how) {
            case ScopeTask.Outcome.Value<?> value -> {
                succeeded = true;
                if (policy.kind == Policy.Kind.FIRST_SUCCESS) {
                    context.cancel(
                            new CancelledException("another goroutine of the scope has succeeded (" + this + ")"));
                }
            }
            case ScopeTask.Outcome.Failure<?>(Throwable failure) -> {
                if (!firstFailure.compareAndSet(null, failure)) {
                    otherFailures.add(failure);
                } else if (policy.kind == Policy.Kind.FIRST_FAILURE) {
                    context.cancel(failure);
                }
            }
            case ScopeTask.Outcome.CutShort<?> none -> cutShort = true;
        }
        if (slots != null) {
            slots.release();
        }
        members.leave();
    }

    /**
     * Waits until all goroutines of the scope have ended, and throws the first failure. To be called by the opener,
     * before it closes the scope; afterwards more goroutines may be started, and joined in the same way.
     *
     * <p>After {@link #cancel} it returns normally, if nobody failed.
     *
     * @throws Exception the first failure, itself, with its own stack; the others are suppressed in it
     * @throws DeadlineExceededException if the scope's time was over before all goroutines had ended
     * @throws CancelledException if the caller was cancelled while it waited; the scope is left as it is
     */
    public void join() throws Exception {
        if (!members.await()) {
            throw new CancelledException("join: the goroutine was cancelled (" + this + ")");
        }
        Throwable failure = failure();
        reported = true;
        switch (failure) {
            case null -> {}
            case Exception exception -> throw exception;
            case Error error -> throw error;
            default -> throw new GoroutineFailure("join: " + failure, failure);
        }
        boolean inVain = policy.kind != Policy.Kind.FIRST_SUCCESS || !succeeded;
        if (cutShort && inVain && context.cause().orElse(null) instanceof DeadlineExceededException exceeded) {
            throw exceeded;
        }
    }

    /** What is to be thrown; null if nobody failed, or if that does not matter. */
    private @Nullable Throwable failure() {
        Throwable first = firstFailure.get();
        if (first == null || (policy.kind == Policy.Kind.FIRST_SUCCESS && succeeded)) {
            return null;
        }
        for (Throwable other = otherFailures.poll(); other != null; other = otherFailures.poll()) {
            if (other != first) {
                first.addSuppressed(other);
            }
        }
        return first;
    }

    /** Cancels all goroutines of the scope, those to come included. Never blocks. */
    public void cancel() {
        context.cancel();
    }

    /**
     * Cancels the goroutines that still run and waits until they have ended, also if the caller is itself cancelled. A
     * second call does nothing.
     *
     * @throws GoroutineFailure if a goroutine failed and {@link #join} has not thrown that: so it does not get lost if
     *     the block was left early, or {@code join} was forgotten
     */
    @Override
    public void close() {
        if (!members.close()) {
            return;
        }
        context.cancel();
        members.awaitUninterruptibly();
        Throwable failure = reported ? null : failure();
        if (failure != null) {
            throw new GoroutineFailure("close: a goroutine failed and was not joined (" + this + "): " + failure,
                    failure);
        }
    }

    /**
     * The context that the goroutines of the scope run under.
     *
     * @return always the same context
     */
    public Context context() {
        return context;
    }

    /**
     * The name and number.
     *
     * @return for example {@code scope downloads#2}
     */
    @Override
    public String toString() {
        return "scope " + (name == null ? "" : name) + "#" + id;
    }
}
