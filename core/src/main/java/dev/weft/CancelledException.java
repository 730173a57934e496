package dev.weft;

import dev.weft.internal.park.Fiber;
import java.io.Serial;
import java.util.concurrent.CancellationException;

/**
 * A blocking operation gave up because its goroutine was cancelled: its thread was interrupted, or the context that it
 * runs under was cancelled. The operation left no trace: no value was sent or taken.
 *
 * <p>Cancellation is sticky. The thread's interrupt status stays set, and every later blocking operation of the
 * goroutine throws as well, until the interrupt is cleared or a {@linkplain Weft#shield(Task) shield} is up.
 *
 * <p>While more than a thousand goroutines are cancelled at once, new exceptions of this class have no stack trace: it
 * would be the same for most of them, and take a fifth of the time in which they all end. The message always says which
 * operation gave up.
 */
public final class CancelledException extends CancellationException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int CROWD = 1_000;

    /**
     * Makes the exception.
     *
     * @param message the operation that gave up
     */
    public CancelledException(String message) {
        super(message);
    }

    /** Called by the constructor. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return Fiber.cancelledFibers() > CROWD ? this : super.fillInStackTrace();
    }
}
