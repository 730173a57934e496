package dev.weft;

import dev.weft.internal.channel.CoreChannel;
import dev.weft.internal.channel.NeverChannel;

/**
 * A typed conduit between goroutines: Go's {@code chan T}.
 *
 * <p>An unbuffered channel passes a value from a sender to a receiver when both are there. A buffered one holds up to
 * its capacity of values, first in, first out. Nothing is ever lost or doubled: an operation that is cancelled either
 * happened or left no trace.
 *
 * {@snippet class="dev.weft.snippets.ChannelSnippets" region="buffered"}
 *
 * @param <T> the type of the values
 */
public sealed interface Channel<T> extends SendChannel<T>, ReceiveChannel<T> permits CoreChannel, NeverChannel {
    /**
     * Makes a channel without a buffer: Go's {@code make(chan T)}.
     *
     * @param <T> the type of the values
     * @return a new, open channel
     */
    static <T> Channel<T> unbuffered() {
        return new CoreChannel<>(null, 0);
    }

    /**
     * Makes a channel without a buffer, with a name for dumps and reports.
     *
     * @param name the name; need not be unique
     * @param <T> the type of the values
     * @return a new, open channel
     */
    static <T> Channel<T> unbuffered(String name) {
        return new CoreChannel<>(name, 0);
    }

    /**
     * Makes a channel with a buffer: Go's {@code make(chan T, n)}.
     *
     * @param capacity how many values it holds; 0 makes an unbuffered channel. The room is allocated at once
     * @param <T> the type of the values
     * @return a new, open channel
     * @throws IllegalArgumentException if the capacity is negative
     */
    static <T> Channel<T> buffered(int capacity) {
        return new CoreChannel<>(null, capacity);
    }

    /**
     * Makes a channel with a buffer and a name for dumps and reports.
     *
     * @param name the name; need not be unique
     * @param capacity how many values it holds; 0 makes an unbuffered channel. The room is allocated at once
     * @param <T> the type of the values
     * @return a new, open channel
     * @throws IllegalArgumentException if the capacity is negative
     */
    static <T> Channel<T> buffered(String name, int capacity) {
        return new CoreChannel<>(name, capacity);
    }

    /**
     * Makes an unbuffered channel that carries no information but that something happened: Go's {@code chan struct{}}.
     *
     * @return a new, open channel
     */
    static Channel<Signal> signal() {
        return unbuffered();
    }

    /**
     * Makes an unbuffered channel of signals with a name for dumps and reports.
     *
     * @param name the name; need not be unique
     * @return a new, open channel
     */
    static Channel<Signal> signal(String name) {
        return unbuffered(name);
    }

    /**
     * The channel on which nothing ever happens: Go's nil channel. Sending and receiving block for ever, try-operations
     * fail, a select case on it is never ready. It cannot be closed.
     *
     * @param <T> the type of the values
     * @return always the same channel
     */
    static <T> Channel<T> never() {
        return NeverChannel.instance();
    }

    /**
     * This channel, to be used for sending only. The same object with a narrower type, as in Go.
     *
     * @return this channel
     */
    default SendChannel<T> sendOnly() {
        return this;
    }

    /**
     * This channel, to be used for receiving only. The same object with a narrower type, as in Go.
     *
     * @return this channel
     */
    default ReceiveChannel<T> receiveOnly() {
        return this;
    }

    @Override
    int length();

    @Override
    int capacity();
}
