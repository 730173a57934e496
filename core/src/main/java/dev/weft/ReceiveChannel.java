package dev.weft;

import java.util.Iterator;
import java.util.stream.Stream;

/**
 * The receiving end of a channel: Go's {@code <-chan T}.
 *
 * <p>Iterating over it receives until the channel is closed and drained: Go's {@code for v := range ch}. Several
 * goroutines may iterate over the same channel; each value goes to one of them.
 *
 * <p>Any thread may use it, goroutine or not; a platform thread blocks as a platform thread. On a channel of capacity
 * C, the k-th receive <i>happens before</i> the (k+C)-th send completes (Go memory model, "Channel communication").
 *
 * {@snippet class="dev.weft.snippets.ChannelSnippets" region="range"}
 *
 * @param <T> the type of the values
 */
public sealed interface ReceiveChannel<T> extends Iterable<T> permits Channel {
    /**
     * Receives a value: Go's {@code v := <-ch}. Blocks until there is one. Blocked receivers are served first in, first
     * out.
     *
     * @return the value, never null
     * @throws ChannelClosedException once the channel is closed and drained (where Go returns the zero value, which
     *     Java does not have); {@link #next} returns instead of throwing
     * @throws CancelledException if the goroutine was cancelled before or while it waited; then nothing was received
     */
    T receive();

    /**
     * Receives a value, or learns that no more will come: Go's {@code v, ok := <-ch}. Blocks until one of the two.
     *
     * @return the value, or that the channel is closed and drained
     * @throws CancelledException if the goroutine was cancelled before or while it waited; then nothing was received
     */
    Received<T> next();

    /**
     * Receives a value if there is one now. Exact, see {@link Attempt}. Never blocks; does not look at cancellation.
     *
     * @return the value, or that there is none now, or that there will be none
     */
    Attempt<T> tryReceive();

    /**
     * Iterates until the channel is closed and drained. {@code hasNext} blocks until a value is there or none will
     * come; it may be called again without effect, and holds no more than the one value that it has promised. Iterating
     * closes nothing. One thread at a time may use one iterator; make one a thread.
     *
     * @return a new iterator; its {@code hasNext} and {@code next} throw {@link CancelledException} as {@link #receive}
     *     does
     */
    @Override
    Iterator<T> iterator();

    /**
     * A sequential stream of the values until the channel is closed and drained. A stream that ends early has taken no
     * value that it has not passed on.
     *
     * @return a new stream
     */
    Stream<T> stream();

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
