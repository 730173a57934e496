package dev.weft;

/**
 * The one value of a channel that only says <em>now</em>: Weft's {@code struct{}}.
 *
 * <p>A {@code Channel<Signal>} carries no data; what it tells is told by when something is received, or by its close.
 */
public enum Signal {
    /** The only value. */
    SIGNAL
}
