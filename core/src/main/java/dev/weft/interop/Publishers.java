package dev.weft.interop;

import dev.weft.ReceiveChannel;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * Channels as publishers of reactive streams ({@link Flow}), and publishers as channels. Both keep the rules of the
 * Reactive Streams specification.
 *
 * {@snippet class="dev.weft.snippets.InteropSnippets" region="flow"}
 */
public final class Publishers {
    private Publishers() {}

    /**
     * A publisher of a channel's values. The channel's close is the end of the stream. Several subscribers share the
     * channel: each value goes to one of them.
     *
     * @param values the values; each is taken only when a subscriber has asked for it
     * @param <T> the type of the values
     * @return the publisher
     */
    public static <T> Flow.Publisher<T> of(ReceiveChannel<T> values) {
        Objects.requireNonNull(values, "publisher: the channel is null");
        return of(() -> values);
    }

    /**
     * A publisher that makes a channel for each subscriber.
     *
     * @param source makes the channels
     * @param <T> the type of the values
     * @return the publisher
     */
    public static <T> Flow.Publisher<T> of(Supplier<? extends ReceiveChannel<T>> source) {
        Objects.requireNonNull(source, "publisher: the source is null");
        return subscriber -> {
            Objects.requireNonNull(subscriber, "subscribe: the subscriber is null");
            new Outflow<T>(source.get(), subscriber).start();
        };
    }

    /**
     * Subscribes to a publisher.
     *
     * @param publisher the publisher
     * @param buffer how many values to ask for in advance, at least 1
     * @param <T> the type of the values
     * @return the subscription, with the channel where the values come
     */
    public static <T> Inflow<T> subscribe(Flow.Publisher<? extends T> publisher, int buffer) {
        Objects.requireNonNull(publisher, "subscribe: the publisher is null");
        Inflow<T> inflow = new Inflow<>(buffer);
        publisher.subscribe(inflow);
        return inflow;
    }
}
