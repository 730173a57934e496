package dev.weft;

import java.io.Serial;

/**
 * All goroutines are asleep, and nothing can wake them: thrown by {@link Weft#run} in the place of Go's fatal error.
 * Its message begins as Go's does and is followed by the goroutine dump.
 */
public final class DeadlockException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What was found, followed by every goroutine with what it waits for. */
    private final String dump;

    /**
     * Makes the exception.
     *
     * @param problem the first line, for example {@code all goroutines are asleep - deadlock!}
     * @param dump every goroutine with what it waits for
     */
    public DeadlockException(String problem, String dump) {
        super(problem + "\n\n" + dump);
        this.dump = dump;
    }

    /**
     * The goroutine dump.
     *
     * @return every goroutine, where it was, and what it waited for
     */
    public String dump() {
        return dump;
    }
}
