package dev.weft;

import java.io.Serial;

/**
 * Unwinds a goroutine that called {@link Weft#goexit}, running its {@code finally} blocks, as Go runs deferred calls.
 * An error, so that {@code catch (Exception e)} does not stop it.
 */
final class Goexit extends Error {
    @Serial
    private static final long serialVersionUID = 1L;

    Goexit() {
        super("goexit", null, false, false);
    }
}
