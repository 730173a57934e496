package dev.weft;

import dev.weft.internal.park.Fiber;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A deadline, a cancellation signal and values that go with a piece of work: Go's {@code context.Context}.
 *
 * <p>Contexts form a tree. Each goroutine runs under one: {@link #go} and {@link #run} choose it, and a goroutine
 * started with {@code go} inherits that of the goroutine that starts it. Cancelling a context cancels all contexts
 * below it, and every goroutine that runs under one of them: what it blocks in, and what it would block in later,
 * throws {@link CancelledException}. So work that runs <i>under</i> a context gives up by itself. Work that is merely
 * handed one watches {@link #done}.
 *
 * <p>A cancel <i>happens before</i> a receive that sees {@code done} closed, and before the exception that it causes.
 *
 * {@snippet class="dev.weft.snippets.ContextSnippets" region="context"}
 */
public final class Context {
    private static final Context BACKGROUND = new Context(null, null, null, null, null);

    private final @Nullable Context parent;

    /** What this context's cancellation rests on: its own, or that of the nearest context above that has one. */
    private final @Nullable Cancellation cancellation;

    private final @Nullable Key<?> key;
    private final @Nullable Object value;

    /** What tasks under this context see bound; null for nothing. Those above come first in it. */
    private final ScopedValue.@Nullable Carrier bindings;

    private Context(
            @Nullable Context parent,
            @Nullable Cancellation cancellation,
            @Nullable Key<?> key,
            @Nullable Object value,
            ScopedValue.@Nullable Carrier bindings) {
        this.parent = parent;
        this.cancellation = cancellation;
        this.key = key;
        this.value = value;
        this.bindings = bindings;
    }

    private Context below(@Nullable Cancellation newCancellation) {
        return new Context(this, newCancellation, null, null, bindings);
    }

    /**
     * A name for a value in contexts, with the value's type. Two keys are the same only if they are the same object.
     *
     * @param <T> the type of the values
     */
    @SuppressWarnings("UnusedTypeParameter") // the type is what a key is for
    public static final class Key<T> {
        private final String name;

        private Key(String name) {
            this.name = name;
        }

        /**
         * Makes a new key, different from all others.
         *
         * @param name what it shows as
         * @param <T> the type of the values
         * @return a new key
         */
        public static <T> Key<T> named(String name) {
            return new Key<>(Objects.requireNonNull(name, "key: the name is null"));
        }

        /** The key's name. */
        @Override
        public String toString() {
            return name;
        }
    }

    // --------------------------------------------------------------------------------------------- which one

    /**
     * The context above all: never cancelled, without deadline and values.
     *
     * @return always the same context
     */
    public static Context background() {
        return BACKGROUND;
    }

    /**
     * The context that the calling goroutine, or other thread, runs under.
     *
     * @return the background context if nobody chose another
     */
    public static Context current() {
        return of(Fiber.current());
    }

    static Context of(Fiber fiber) {
        return fiber.context() instanceof Context context ? context : BACKGROUND;
    }

    /**
     * A context below this one that can be cancelled. Cancel it when its work is over, at the latest in a
     * {@code finally} block.
     *
     * @return a new context
     */
    public Context withCancel() {
        return below(Cancellation.below(cancellation, null));
    }

    /**
     * A context below this one that is cancelled when the time is over, with a {@link DeadlineExceededException} as
     * cause.
     *
     * @param timeout how long from now; zero or less cancels at once
     * @return a new context
     */
    public Context withTimeout(Duration timeout) {
        return withDeadline(Fiber.current().seams().timers().clock().now().plus(timeout));
    }

    /**
     * A context below this one that is cancelled at a time of day, with a {@link DeadlineExceededException} as cause.
     * An earlier deadline above stays in force.
     *
     * @param deadline when
     * @return a new context
     */
    public Context withDeadline(Instant deadline) {
        Objects.requireNonNull(deadline, "withDeadline: the deadline is null");
        return below(Cancellation.below(cancellation, deadline));
    }

    /**
     * A context below this one that has its values, and neither its deadline nor its cancellation: Go's
     * {@code context.WithoutCancel}. For what is to be finished though the work that asked for it was given up.
     *
     * @return a new context
     */
    public Context withoutCancel() {
        return below(null);
    }

    /**
     * A context below this one that has a value.
     *
     * @param newKey names the value
     * @param newValue the value, not null
     * @param <T> the type of the value
     * @return a new context
     */
    public <T> Context withValue(Key<T> newKey, T newValue) {
        Objects.requireNonNull(newKey, "withValue: the key is null");
        Objects.requireNonNull(newValue, "withValue: the value is null");
        return new Context(this, cancellation, newKey, newValue, bindings);
    }

    /**
     * A context below this one under which a scoped value is bound, for code that knows scoped values and not contexts.
     * The goroutines that inherit the context have it bound, too.
     *
     * {@snippet class="dev.weft.snippets.ContextSnippets" region="scopedValue"}
     *
     * @param newKey the scoped value
     * @param newValue what it is bound to, not null
     * @param <T> the type of the value
     * @return a new context
     */
    public <T> Context withValue(ScopedValue<T> newKey, T newValue) {
        Objects.requireNonNull(newKey, "withValue: the scoped value is null");
        Objects.requireNonNull(newValue, "withValue: the value is null");
        ScopedValue.Carrier more =
                bindings == null ? ScopedValue.where(newKey, newValue) : bindings.where(newKey, newValue);
        return new Context(this, cancellation, null, null, more);
    }

    // ---------------------------------------------------------------------------------------------- questions

    /**
     * The value of a key in this context or the nearest one above that has it.
     *
     * @param wanted the key
     * @param <T> the type of the value
     * @return empty if there is none
     */
    @SuppressWarnings("unchecked") // a value is stored under its own key only
    public <T> Optional<T> value(Key<T> wanted) {
        for (Context context = this; context != null; context = context.parent) {
            if (context.key == wanted) {
                return Optional.ofNullable((T) context.value);
            }
        }
        return Optional.empty();
    }

    /**
     * When this context will be cancelled, at the latest.
     *
     * @return empty if it has no deadline
     */
    public Optional<Instant> deadline() {
        return cancellation == null ? Optional.empty() : cancellation.deadline();
    }

    /**
     * Whether this context is cancelled.
     *
     * @return true from the first cancel, of it or of one above, on
     */
    public boolean isCancelled() {
        return cancellation != null && cancellation.askWhetherCancelled();
    }

    /**
     * Why this context was cancelled: what was given to {@link #cancel(Throwable)}, a
     * {@link DeadlineExceededException}, or a {@link CancelledException} for a cancel without a cause.
     *
     * @return empty while it is not cancelled
     */
    public Optional<Throwable> cause() {
        return cancellation == null ? Optional.empty() : cancellation.cause();
    }

    /**
     * A channel that is closed when this context is cancelled, and never sent to.
     *
     * @return always the same channel; one that is never ready for a context that cannot be cancelled
     */
    public ReceiveChannel<Signal> done() {
        return cancellation == null ? Channel.never() : cancellation.done();
    }

    // ------------------------------------------------------------------------------------------- cancelling

    /**
     * Cancels this context and all below it. Does nothing if it is cancelled already. Never blocks.
     *
     * @throws UnsupportedOperationException if this context cannot be cancelled by itself: it is the background
     *     context, or one that only adds a value to another
     */
    public void cancel() {
        own().cancel(new CancelledException("the context was cancelled"));
    }

    /**
     * Cancels this context and all below it, saying why. Does nothing if it is cancelled already. Never blocks.
     *
     * @param cause why; {@link #cause} returns it
     * @throws UnsupportedOperationException as {@link #cancel()} does
     */
    public void cancel(Throwable cause) {
        own().cancel(Objects.requireNonNull(cause, "cancel: the cause is null"));
    }

    private Cancellation own() {
        if (cancellation == null || (parent != null && parent.cancellation == cancellation)) {
            throw new UnsupportedOperationException("cancel: this context cannot be cancelled; cancel one that"
                    + " withCancel, withTimeout or withDeadline made");
        }
        return cancellation;
    }

    // ------------------------------------------------------------------------------------------ running under

    /**
     * Starts a goroutine that runs under this context.
     *
     * @param task what it runs
     * @return a handle on the goroutine; may be ignored
     */
    public Goroutine go(Task task) {
        return new Goroutine(Program.go(this, null, Objects.requireNonNull(task, "go: the task is null")));
    }

    /**
     * Starts a goroutine with a name that runs under this context.
     *
     * @param name the name; need not be unique
     * @param task what it runs
     * @return a handle on the goroutine; may be ignored
     */
    public Goroutine go(String name, Task task) {
        Objects.requireNonNull(name, "go: the name is null");
        return new Goroutine(Program.go(this, name, Objects.requireNonNull(task, "go: the task is null")));
    }

    /**
     * Runs a task in the calling goroutine, or other thread, under this context. Afterwards the caller runs under its
     * former context again, and is no longer cancelled if only this one was.
     *
     * @param task what to run
     * @throws Exception what the task threw; a {@link CancelledException} if it gave up because this context was
     *     cancelled
     */
    public void run(Task task) throws Exception {
        Objects.requireNonNull(task, "run: the task is null");
        Fiber fiber = Fiber.current();
        Object former = fiber.context();
        Cancellation.Member member = join(fiber);
        try {
            bound(task).run();
        } finally {
            fiber.setContext(former);
            if (member != null) {
                member.leave();
            }
        }
    }

    /**
     * Starts a goroutine that runs under this context, and makes a future of its end: the bridge to code that works
     * with futures. (A select waits for any future with {@link Weft#settled settled}.) A failure of the goroutine is
     * the future's. Cancelling the future cancels the goroutine; cancelling this context lets the future fail with the
     * {@link CancelledException} by which the goroutine gives up.
     *
     * {@snippet class="dev.weft.snippets.ContextSnippets" region="future"}
     *
     * @param function what the goroutine runs
     * @param <T> the type of the result
     * @return a future with the result of the function, or what it threw
     */
    public <T extends @Nullable Object> CompletableFuture<T> future(Callable<? extends T> function) {
        Objects.requireNonNull(function, "future: the function is null");
        return new ContextFuture<T>(function).startedBy(task -> go(task));
    }

    /**
     * As {@link #future(Callable)}, with a name for the goroutine.
     *
     * @param name the name; need not be unique
     * @param function what the goroutine runs
     * @param <T> the type of the result
     * @return a future with the result of the function, or what it threw
     */
    public <T extends @Nullable Object> CompletableFuture<T> future(String name, Callable<? extends T> function) {
        Objects.requireNonNull(function, "future: the function is null");
        return new ContextFuture<T>(function).startedBy(task -> go(name, task));
    }

    /** The task with what is bound under this context; itself, which is what dumps are to show, if that is nothing. */
    Task bound(Task task) {
        ScopedValue.Carrier binds = bindings;
        if (binds == null) {
            return task;
        }
        return () -> binds.<@Nullable Void, Exception>call(() -> {
            task.run();
            return null;
        });
    }

    /** Puts the caller's fiber under this context; null if nothing can cancel it. */
    Cancellation.@Nullable Member join(Fiber fiber) {
        fiber.setContext(this);
        return cancellation == null ? null : cancellation.join(fiber);
    }
}
