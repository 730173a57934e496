package dev.weft;

import dev.weft.internal.channel.ChannelCases;
import dev.weft.internal.park.SelectCase;
import dev.weft.internal.park.SelectTargets;
import dev.weft.sync.Mutex;
import dev.weft.sync.Semaphore;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One case of a {@link Weft#select select}. Cases are made by the methods of {@link Weft}: {@code receive},
 * {@code send}, {@code closed}, {@code lock}, {@code acquired}, {@code joined}, {@code settled}, {@code after},
 * {@code otherwise}, and for statements the same with {@code on} before it, where the last two are {@code onTimeout}
 * and {@code onDefault}.
 *
 * <p>The channel and the value of a case are evaluated when the case is made, once and in order, as in Go; its action
 * runs only if the case is chosen, after the operation, in the goroutine that selects. A case is for one select: make
 * new ones for the next, or use a {@link Selector}.
 *
 * {@snippet class="dev.weft.snippets.SelectSnippets" region="select"}
 *
 * @param <R> the type of the action's result
 */
public abstract sealed class Case<R extends @Nullable Object> {
    private boolean enabled = true;

    private Case() {}

    /**
     * Makes the case take part only under a condition: Go's idiom of setting a channel to nil.
     *
     * @param condition whether the case takes part; evaluated by the caller, now
     * @return this case
     */
    public Case<R> when(boolean condition) {
        enabled &= condition;
        return this;
    }

    boolean isEnabled() {
        return enabled;
    }

    /** The operation on a channel, or null for a case that has none. */
    @Nullable SelectCase operation() {
        return null;
    }

    /** Runs the action of the chosen case. */
    abstract R conclude();

    private static ChannelClosedException closedAt(String operation, SelectCase at) {
        return new ChannelClosedException("select: " + operation + ": the channel is closed (" + at.describe() + ")");
    }

    /**
     * A receive whose action returns a result.
     *
     * @param <T> the type of the channel's values
     * @param <R> the type of the action's result
     */
    public static final class Receive<T, R extends @Nullable Object> extends Case<R> {
        private final SelectCase operation;
        private final Function<? super T, ? extends R> action;
        private @Nullable Supplier<? extends R> closedAction;

        Receive(ReceiveChannel<? extends T> channel, Function<? super T, ? extends R> action) {
            this.operation = ChannelCases.receive(Objects.requireNonNull(channel, "receive: the channel is null"));
            this.action = Objects.requireNonNull(action, "receive: the action is null");
        }

        /**
         * Says what to do when the channel is closed and drained; without it, choosing this case then throws.
         *
         * @param newAction gives the select's result
         * @return this case
         */
        public Receive<T, R> onClosed(Supplier<? extends R> newAction) {
            closedAction = Objects.requireNonNull(newAction, "onClosed: the action is null");
            return this;
        }

        @Override
        public Receive<T, R> when(boolean condition) {
            super.when(condition);
            return this;
        }

        @Override
        SelectCase operation() {
            return operation;
        }

        @Override
        @SuppressWarnings("unchecked")
        R conclude() {
            Object item = operation.takeItem();
            if (item != null) {
                return action.apply((T) item);
            }
            if (closedAction == null) {
                throw closedAt("receive", operation);
            }
            return closedAction.get();
        }
    }

    /**
     * A receive whose action returns nothing.
     *
     * @param <T> the type of the channel's values
     */
    public static final class OnReceive<T> extends Case<@Nullable Void> {
        private final SelectCase operation;
        private final Consumer<? super T> action;
        private @Nullable Runnable closedAction;

        OnReceive(ReceiveChannel<? extends T> channel, Consumer<? super T> action) {
            this.operation = ChannelCases.receive(Objects.requireNonNull(channel, "onReceive: the channel is null"));
            this.action = Objects.requireNonNull(action, "onReceive: the action is null");
        }

        /**
         * Says what to do when the channel is closed and drained; without it, choosing this case then throws.
         *
         * @param newAction runs instead of the action
         * @return this case
         */
        public OnReceive<T> onClosed(Runnable newAction) {
            closedAction = Objects.requireNonNull(newAction, "onClosed: the action is null");
            return this;
        }

        @Override
        public OnReceive<T> when(boolean condition) {
            super.when(condition);
            return this;
        }

        @Override
        SelectCase operation() {
            return operation;
        }

        @Override
        @SuppressWarnings("unchecked")
        @Nullable Void conclude() {
            Object item = operation.takeItem();
            if (item != null) {
                action.accept((T) item);
            } else if (closedAction != null) {
                closedAction.run();
            } else {
                throw closedAt("receive", operation);
            }
            return null;
        }
    }

    /** An operation that brings no value: a send, a lock, or a wait for some end. */
    static final class Plain<R extends @Nullable Object> extends Case<R> {
        private final SelectCase operation;
        private final Supplier<? extends R> action;
        private final boolean closeIsFailure;

        private Plain(SelectCase operation, Supplier<? extends R> action, boolean closeIsFailure) {
            this.operation = operation;
            this.action = action;
            this.closeIsFailure = closeIsFailure;
        }

        static <T, R extends @Nullable Object> Plain<R> send(
                SendChannel<? super T> channel, T value, Supplier<? extends R> action) {
            Objects.requireNonNull(channel, "send: the channel is null");
            Objects.requireNonNull(value, "send: null is not a value");
            Objects.requireNonNull(action, "send: the action is null");
            return new Plain<>(ChannelCases.send(channel, value), action, true);
        }

        static <R extends @Nullable Object> Plain<R> closed(ReceiveChannel<?> channel, Supplier<? extends R> action) {
            Objects.requireNonNull(channel, "closed: the channel is null");
            Objects.requireNonNull(action, "closed: the action is null");
            return new Plain<>(ChannelCases.closed(channel), action, false);
        }

        static <R extends @Nullable Object> Plain<R> lock(Mutex mutex, Supplier<? extends R> action) {
            Objects.requireNonNull(mutex, "lock: the mutex is null");
            Objects.requireNonNull(action, "lock: the action is null");
            return new Plain<>(new SelectCase(SelectCase.Kind.LOCK, SelectTargets.of(mutex), mutex), action, false);
        }

        static <R extends @Nullable Object> Plain<R> acquired(
                Semaphore semaphore, long n, Supplier<? extends R> action) {
            Objects.requireNonNull(semaphore, "acquired: the semaphore is null");
            Objects.requireNonNull(action, "acquired: the action is null");
            if (n < 1 || n > semaphore.permits()) {
                throw new IllegalArgumentException("acquired: must be at least 1 and at most what there is, but is " + n
                        + " (" + semaphore + ")");
            }
            var operation = new SelectCase(SelectCase.Kind.ACQUIRE, SelectTargets.of(semaphore), semaphore);
            operation.askFor(n);
            return new Plain<>(operation, action, false);
        }

        static <R extends @Nullable Object> Plain<R> joined(Goroutine goroutine, Supplier<? extends R> action) {
            Objects.requireNonNull(goroutine, "joined: the goroutine is null");
            Objects.requireNonNull(action, "joined: the action is null");
            return new Plain<>(new SelectCase(SelectCase.Kind.OPEN, goroutine.end(), goroutine), action, false);
        }

        @Override
        SelectCase operation() {
            return operation;
        }

        @Override
        R conclude() {
            if (closeIsFailure && operation.isClosed()) {
                throw closedAt("send", operation);
            }
            return action.get();
        }
    }

    /**
     * A wait for a future whose action returns a result.
     *
     * @param <T> the type of the future's value
     * @param <R> the type of the action's result
     */
    public static final class Settled<T extends @Nullable Object, R extends @Nullable Object> extends Case<R> {
        private final SelectCase operation;
        private final CompletableFuture<? extends T> future;
        private final Function<? super T, ? extends R> action;
        private @Nullable Function<? super Throwable, ? extends R> failureAction;

        Settled(CompletableFuture<? extends T> future, Function<? super T, ? extends R> action) {
            this.operation = Settling.waitFor(Objects.requireNonNull(future, "settled: the future is null"));
            this.future = future;
            this.action = Objects.requireNonNull(action, "settled: the action is null");
        }

        /**
         * Says what to do when the future failed or was cancelled; without it, choosing this case then throws.
         *
         * @param newAction gets the failure and gives the select's result
         * @return this case
         */
        public Settled<T, R> onFailure(Function<? super Throwable, ? extends R> newAction) {
            failureAction = Objects.requireNonNull(newAction, "onFailure: the action is null");
            return this;
        }

        @Override
        public Settled<T, R> when(boolean condition) {
            super.when(condition);
            return this;
        }

        @Override
        SelectCase operation() {
            return operation;
        }

        @Override
        R conclude() {
            return failureAction == null || future.state() == Future.State.SUCCESS
                    ? action.apply(future.join())
                    : failureAction.apply(Settling.failureOf(future));
        }
    }

    /**
     * A wait for a future whose action returns nothing.
     *
     * @param <T> the type of the future's value
     */
    public static final class OnSettled<T extends @Nullable Object> extends Case<@Nullable Void> {
        private final SelectCase operation;
        private final CompletableFuture<? extends T> future;
        private final Consumer<? super T> action;
        private @Nullable Consumer<? super Throwable> failureAction;

        OnSettled(CompletableFuture<? extends T> future, Consumer<? super T> action) {
            this.operation = Settling.waitFor(Objects.requireNonNull(future, "onSettled: the future is null"));
            this.future = future;
            this.action = Objects.requireNonNull(action, "onSettled: the action is null");
        }

        /**
         * Says what to do when the future failed or was cancelled; without it, choosing this case then throws.
         *
         * @param newAction gets the failure
         * @return this case
         */
        public OnSettled<T> onFailure(Consumer<? super Throwable> newAction) {
            failureAction = Objects.requireNonNull(newAction, "onFailure: the action is null");
            return this;
        }

        @Override
        public OnSettled<T> when(boolean condition) {
            super.when(condition);
            return this;
        }

        @Override
        SelectCase operation() {
            return operation;
        }

        @Override
        @Nullable Void conclude() {
            if (failureAction == null || future.state() == Future.State.SUCCESS) {
                action.accept(future.join());
            } else {
                failureAction.accept(Settling.failureOf(future));
            }
            return null;
        }
    }

    /** What happens when nothing else did: at once, or after a time. */
    static final class Otherwise<R extends @Nullable Object> extends Case<R> {
        private final Supplier<? extends R> action;

        /** Negative for the default case. */
        private final long nanos;

        private Otherwise(long nanos, Supplier<? extends R> action) {
            this.nanos = nanos;
            this.action = action;
        }

        static <R extends @Nullable Object> Otherwise<R> now(Supplier<? extends R> action) {
            return new Otherwise<>(-1, Objects.requireNonNull(action, "otherwise: the action is null"));
        }

        static <R extends @Nullable Object> Otherwise<R> after(Duration duration, Supplier<? extends R> action) {
            Objects.requireNonNull(duration, "after: the duration is null");
            Objects.requireNonNull(action, "after: the action is null");
            return new Otherwise<>(Durations.nanos(duration), action);
        }

        boolean isDefault() {
            return nanos < 0;
        }

        long nanos() {
            return nanos;
        }

        @Override
        R conclude() {
            return action.get();
        }
    }
}
