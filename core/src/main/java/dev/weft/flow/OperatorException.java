package dev.weft.flow;

import java.io.Serial;

/** A function that an operator called threw a checked exception, which is the cause. */
public final class OperatorException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param cause what the function threw
     */
    public OperatorException(Throwable cause) {
        super("an operator's function failed: " + cause, cause);
    }
}
