package dev.weft;

/**
 * The outcome of a receive that does not wait. It is exact: {@link Empty} means that at one instant during the call
 * there was neither a value nor a sender.
 *
 * {@snippet class="dev.weft.snippets.ChannelSnippets" region="tryReceive"}
 *
 * @param <T> the type of the channel's values
 */
public sealed interface Attempt<T> {
    /**
     * A value was received.
     *
     * @param value the value, never null
     * @param <T> the type of the channel's values
     */
    record Value<T>(T value) implements Attempt<T> {}

    /**
     * Nothing to receive now; later there may be.
     *
     * @param <T> the type of the channel's values
     */
    record Empty<T>() implements Attempt<T> {}

    /**
     * The channel is closed and drained: no value will ever come.
     *
     * @param <T> the type of the channel's values
     */
    record Closed<T>() implements Attempt<T> {}
}
