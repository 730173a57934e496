package dev.weft.interop;

import static dev.weft.Weft.closed;
import static dev.weft.Weft.select;
import static dev.weft.Weft.send;

import dev.weft.Attempt;
import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.ReceiveChannel;
import dev.weft.Received;
import dev.weft.Signal;
import dev.weft.Weft;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to a publisher whose values come through a channel. It asks for as many values in advance as its
 * buffer holds, and for one more whenever one was received from the channel.
 *
 * <p>The channel is closed when the publisher completes or fails, or when this is closed; {@link #failure} tells which.
 *
 * {@snippet class="dev.weft.snippets.InteropSnippets" region="flow"}
 *
 * @param <T> the type of the values
 */
public final class Inflow<T> implements Flow.Subscriber<T>, AutoCloseable {
    /** What the publisher has sent; never full, since no more is asked for. Closed by its last signal. */
    private final Channel<T> received;

    private final Channel<T> values = Channel.unbuffered("subscribed");
    private final Channel<Signal> over = Channel.signal("subscription over");
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
    private final LongAdder dropped = new LongAdder();
    private volatile @Nullable Throwable failure;

    /**
     * Makes a subscriber, to be given to a publisher; {@link Publishers#subscribe} does both.
     *
     * @param buffer how many values to ask for in advance, at least 1
     */
    public Inflow(int buffer) {
        if (buffer < 1) {
            throw new IllegalArgumentException("subscribe: the buffer must be at least 1, but is " + buffer);
        }
        this.received = Channel.buffered("published", buffer);
    }

    // -------------------------------------------------------------------------------------------- the publisher's

    @Override
    public void onSubscribe(Flow.Subscription given) {
        Objects.requireNonNull(given, "onSubscribe: the subscription is null");
        if (!subscription.compareAndSet(null, given)) {
            given.cancel(); // (2.5)
            return;
        }
        if (over.tryReceive() instanceof Attempt.Closed<Signal>) {
            given.cancel();
            return;
        }
        Weft.go("subscriber", () -> forward(given));
        given.request(received.capacity());
    }

    @Override
    public void onNext(T value) {
        Objects.requireNonNull(value, "onNext: the value is null");
        try {
            if (!received.trySend(value)) {
                fail(new IllegalStateException("onNext: the publisher sent more than was asked for (rule 1.1)"));
            }
        } catch (ChannelClosedException e) {
            dropped.increment(); // by close(), which the publisher need not have seen yet (2.8)
        }
    }

    @Override
    public void onError(Throwable thrown) {
        failure = Objects.requireNonNull(thrown, "onError: the failure is null");
        received.tryClose();
    }

    @Override
    public void onComplete() {
        received.tryClose();
    }

    private void fail(RuntimeException thrown) {
        failure = thrown;
        close();
    }

    private void forward(Flow.Subscription given) {
        try {
            boolean more = true;
            while (more && received.next() instanceof Received.Value<T>(T value)) {
                more = select(send(values, value, () -> true), closed(over, () -> false));
                if (more) {
                    given.request(1);
                }
            }
        } catch (CancelledException e) {
            given.cancel();
            throw e;
        } finally {
            values.close();
        }
    }

    // ------------------------------------------------------------------------------------------------- the user's

    /**
     * Where the values come.
     *
     * @return a channel that is closed when the subscription is over
     */
    public ReceiveChannel<T> values() {
        return values;
    }

    /**
     * What the publisher failed with. To be asked when {@link #values} is closed.
     *
     * @return empty if it completed, or is still at work, or was not waited for
     */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * How many values came after the subscription was closed.
     *
     * @return 0 or more
     */
    public long dropped() {
        return dropped.sum();
    }

    /** Cancels the subscription. What has not been received from the channel is dropped. May be called again. */
    @Override
    public void close() {
        over.tryClose();
        Flow.Subscription held = subscription.get();
        if (held != null) {
            held.cancel();
        }
        received.tryClose();
    }
}
