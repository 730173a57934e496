package dev.weft;

import java.io.Serial;

/**
 * An operation met a closed channel where Go would panic (send, close) or where there is no value to return (receive).
 */
public final class ChannelClosedException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message the operation, the problem and the channel, for example
     *     {@code send: the channel is closed (channel jobs#3, capacity 5)}
     */
    public ChannelClosedException(String message) {
        super(message);
    }
}
