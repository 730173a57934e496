package dev.weft;

import dev.weft.internal.channel.Select;
import dev.weft.internal.channel.ChannelCases;
import dev.weft.internal.park.SelectCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A select that is built once and run many times without allocating: Go's {@code reflect.Select}, and the form of
 * {@code select} for hot loops.
 *
 * <p>Cases are added first; each has an index, counted from 0 in the order of adding. {@link #select()} does one of the
 * operations and returns its index; what was received is then in the case. A selector belongs to one thread.
 *
 * {@snippet class="dev.weft.snippets.SelectSnippets" region="selector"}
 */
public final class Selector {
    private final List<SelectCase> cases = new ArrayList<>();
    private final boolean prioritized;
    private @Nullable Select select;

    private Selector(boolean prioritized) {
        this.prioritized = prioritized;
    }

    /**
     * A selector that chooses uniformly at random among the cases that are ready, as Go does.
     *
     * @return a new selector without cases
     */
    public static Selector fair() {
        return new Selector(false);
    }

    /**
     * A selector that chooses the first case, in the order of adding, that is ready.
     *
     * @return a new selector without cases
     */
    public static Selector prioritized() {
        return new Selector(true);
    }

    /**
     * Adds a case that receives.
     *
     * @param channel where to receive from
     * @param <T> the type of the values
     * @return the case, where the received value will be
     */
    public <T> Receiving<T> receive(ReceiveChannel<? extends T> channel) {
        Objects.requireNonNull(channel, "receive: the channel is null");
        return new Receiving<>(add(ChannelCases.receive(channel)), cases.size() - 1);
    }

    /**
     * Adds a case that sends. It takes part once a value has been {@linkplain Sending#offer offered}, and offers the
     * same value until another is offered.
     *
     * @param channel where to send to
     * @param <T> the type of the values
     * @return the case, to offer values to
     */
    public <T> Sending<T> send(SendChannel<? super T> channel) {
        Objects.requireNonNull(channel, "send: the channel is null");
        SelectCase added = add(ChannelCases.send(channel, null));
        added.enable(false);
        return new Sending<>(added, cases.size() - 1);
    }

    private SelectCase add(SelectCase added) {
        cases.add(added);
        select = null;
        return added;
    }

    private Select built() {
        Select known = select;
        if (known == null) {
            known = new Select(cases.toArray(SelectCase[]::new), prioritized);
            select = known;
        }
        return known;
    }

    /**
     * Waits until one of the operations is possible and does it. With no case that takes part it waits for ever.
     *
     * @return the index of the case that was done
     * @throws ChannelClosedException if the chosen case was a send and the channel is closed
     * @throws CancelledException if the goroutine was cancelled; then no operation was done
     */
    public int select() {
        return checked(built().run(Select.FOREVER));
    }

    /**
     * Waits for some time at most.
     *
     * @param timeout how long; zero or less does not wait
     * @return the index of the case that was done, or -1 if the time was over first
     * @throws ChannelClosedException if the chosen case was a send and the channel is closed
     * @throws CancelledException if the goroutine was cancelled; then no operation was done
     */
    public int select(Duration timeout) {
        return checked(built().run(Durations.nanos(timeout)));
    }

    /**
     * Does one of the operations if one is possible without waiting. Exact, and does not look at cancellation.
     *
     * @return the index of the case that was done, or -1 if none was possible
     * @throws ChannelClosedException if the chosen case was a send and the channel is closed
     */
    public int trySelect() {
        return checked(built().run(Select.NOT_AT_ALL));
    }

    private int checked(int chosen) {
        if (chosen < 0) {
            return -1;
        }
        SelectCase done = cases.get(chosen);
        if (done.isFailedSend()) {
            throw new ChannelClosedException("select: send: the channel is closed (" + done.describe() + ")");
        }
        return chosen;
    }

    /**
     * A receiving case of a selector.
     *
     * @param <T> the type of the values
     */
    public static final class Receiving<T> {
        private final SelectCase operation;
        private final int index;

        private Receiving(SelectCase operation, int index) {
            this.operation = operation;
            this.index = index;
        }

        /**
         * The case's index.
         *
         * @return what {@link Selector#select()} returns when this case was done
         */
        public int index() {
            return index;
        }

        /**
         * What this case received when it was done last. Each value can be taken once.
         *
         * @return the value
         * @throws ChannelClosedException if the channel was closed and drained
         * @throws IllegalStateException if there is no value to take
         */
        @SuppressWarnings("unchecked")
        public T take() {
            Object item = operation.takeItem();
            if (item == null) {
                if (operation.isClosed()) {
                    throw new ChannelClosedException(
                            "select: receive: the channel is closed (" + operation.describe() + ")");
                }
                throw new IllegalStateException(
                        "take: this case has not received anything new (" + operation.describe() + ")");
            }
            return (T) item;
        }

        /**
         * Whether the case was done because the channel is closed and drained.
         *
         * @return false if it received a value, or has not been done yet
         */
        public boolean isClosed() {
            return operation.isClosed();
        }

        /**
         * Lets the case take part in the selects to come, or not.
         *
         * @param enabled whether it takes part
         */
        public void enable(boolean enabled) {
            operation.enable(enabled);
        }
    }

    /**
     * A sending case of a selector.
     *
     * @param <T> the type of the values
     */
    public static final class Sending<T> {
        private final SelectCase operation;
        private final int index;

        private Sending(SelectCase operation, int index) {
            this.operation = operation;
            this.index = index;
        }

        /**
         * The case's index.
         *
         * @return what {@link Selector#select()} returns when this case was done
         */
        public int index() {
            return index;
        }

        /**
         * Sets the value to send, and lets the case take part.
         *
         * @param value the value, not null
         * @throws NullPointerException if the value is null
         */
        public void offer(T value) {
            operation.offer(Objects.requireNonNull(value, "offer: null is not a value"));
            operation.enable(true);
        }

        /**
         * Lets the case take part in the selects to come, or not.
         *
         * @param enabled whether it takes part; before a value has been offered it never does
         * @throws IllegalStateException if it is to take part but no value has been offered
         */
        public void enable(boolean enabled) {
            if (enabled && !operation.hasValue()) {
                throw new IllegalStateException("enable: offer a value first (" + operation.describe() + ")");
            }
            operation.enable(enabled);
        }
    }
}
