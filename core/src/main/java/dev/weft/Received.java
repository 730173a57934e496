package dev.weft;

/**
 * The outcome of a receive that expects the channel to be closed some day: Go's {@code v, ok := <-ch}.
 *
 * {@snippet class="dev.weft.snippets.ChannelSnippets" region="next"}
 *
 * @param <T> the type of the channel's values
 */
public sealed interface Received<T> {
    /**
     * A value was received.
     *
     * @param value the value, never null
     * @param <T> the type of the channel's values
     */
    record Value<T>(T value) implements Received<T> {}

    /**
     * The channel is closed and drained: no value will ever come.
     *
     * @param <T> the type of the channel's values
     */
    record Closed<T>() implements Received<T> {}
}
