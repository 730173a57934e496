package dev.weft;

import dev.weft.internal.channel.SelectCase;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One case of a {@link Weft#select select}. Cases are made by the methods of {@link Weft}: {@code receive},
 * {@code send}, {@code closed}, {@code after}, {@code otherwise}, and for statements {@code onReceive}, {@code onSend},
 * {@code onClosed}, {@code onTimeout}, {@code onDefault}.
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
            this.operation = SelectCase.receive(Objects.requireNonNull(channel, "receive: the channel is null"));
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
            this.operation = SelectCase.receive(Objects.requireNonNull(channel, "onReceive: the channel is null"));
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

    /** A send, or a wait for a channel's end: an operation that brings no value. */
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
            return new Plain<>(SelectCase.send(channel, value), action, true);
        }

        static <R extends @Nullable Object> Plain<R> closed(ReceiveChannel<?> channel, Supplier<? extends R> action) {
            Objects.requireNonNull(channel, "closed: the channel is null");
            Objects.requireNonNull(action, "closed: the action is null");
            return new Plain<>(SelectCase.closed(channel), action, false);
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
