package dev.weft;

import java.io.Serial;

/**
 * A goroutine started with {@code go} failed while {@link Weft#run} was running its program: what Go calls a panic that
 * nobody recovered. The cause is what the goroutine threw, with its own stack.
 */
public final class GoroutineFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message which goroutine failed, and where it was created
     * @param cause what the goroutine threw
     */
    public GoroutineFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
