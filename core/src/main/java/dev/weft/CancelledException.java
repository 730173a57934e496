package dev.weft;

import java.io.Serial;
import java.util.concurrent.CancellationException;

/**
 * A blocking operation gave up because its goroutine was cancelled: its thread was interrupted, or the context that it
 * runs under was cancelled. The operation left no trace: no value was sent or taken.
 *
 * <p>Cancellation is sticky. The thread's interrupt status stays set, and every later blocking operation of the
 * goroutine throws as well, until the interrupt is cleared or a {@linkplain Weft#shield(Task) shield} is up.
 */
public final class CancelledException extends CancellationException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message the operation that gave up
     */
    public CancelledException(String message) {
        super(message);
    }
}
