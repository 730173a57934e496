package dev.weft.flow;

import java.io.Serial;

/** A task of a pool, or a function of an operator, threw a checked exception, which is the cause. */
public final class FlowException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param cause what was thrown
     */
    public FlowException(Throwable cause) {
        super(cause.toString(), cause);
    }
}
