package dev.weft;

import java.io.Serial;
import java.time.Instant;

/** The cause of a context's cancellation by its deadline: Go's {@code context.DeadlineExceeded}. */
public final class DeadlineExceededException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param deadline the time of day at which the context was cancelled
     */
    public DeadlineExceededException(Instant deadline) {
        super("the deadline has passed: " + deadline);
    }
}
