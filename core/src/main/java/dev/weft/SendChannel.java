package dev.weft;

/**
 * The sending end of a channel: Go's {@code chan<- T}.
 *
 * <p>Any thread may use it, goroutine or not; a platform thread blocks as a platform thread. A send
 * <i>happens before</i> the receive that takes the value, and a close happens before a receive that sees it (Go memory
 * model, "Channel communication").
 *
 * {@snippet class="dev.weft.snippets.ChannelSnippets" region="directions"}
 *
 * @param <T> the type of the values
 */
public sealed interface SendChannel<T> permits Channel {
    /**
     * Sends a value: Go's {@code ch <- v}. Blocks while the channel's buffer is full, or, without a buffer, until a
     * receiver takes the value. Blocked senders are served first in, first out.
     *
     * @param value the value, not null
     * @throws NullPointerException if the value is null; null is not a value here
     * @throws ChannelClosedException if the channel is closed, or is closed while this call waits
     * @throws CancelledException if the goroutine was cancelled before or while it waited; then nothing was sent
     */
    void send(T value);

    /**
     * Sends a value if that is possible without waiting. Exact: {@code false} means that at one instant during the call
     * the buffer was full and no receiver was waiting. Does not look at cancellation.
     *
     * @param value the value, not null
     * @return whether the value was sent
     * @throws NullPointerException if the value is null
     * @throws ChannelClosedException if the channel is closed
     */
    boolean trySend(T value);

    /**
     * Closes the channel: no more values will be sent. Values in the buffer can still be received. Receivers that wait
     * see the close; senders that wait throw, as in Go. Only the sending side should close. Never blocks.
     *
     * @throws ChannelClosedException if the channel is closed already
     */
    void close();

    /**
     * Closes the channel unless it is closed already. Never blocks.
     *
     * @return whether this call closed it
     */
    boolean tryClose();

    /**
     * The number of values in the buffer: Go's {@code len(ch)}. Exact at one instant during the call; 0 without a
     * buffer.
     *
     * @return from 0 to {@link #capacity}
     */
    int length();

    /**
     * The size of the buffer: Go's {@code cap(ch)}.
     *
     * @return 0 for an unbuffered channel
     */
    int capacity();
}
