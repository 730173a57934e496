package dev.weft.testkit;

import java.io.Serial;

/**
 * A program failed in one of its schedules. The message is the report; the cause is what the program threw, if it did.
 */
public final class ScheduleFailure extends AssertionError {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Exploration.Failed failed;

    /**
     * Makes the exception.
     *
     * @param failed what was found
     */
    public ScheduleFailure(Exploration.Failed failed) {
        super(failed.report(), failed.problem() instanceof Problem.Thrown thrown ? thrown.failure() : null);
        this.failed = failed;
    }

    /**
     * What was found.
     *
     * @return the problem, its schedule and its report
     */
    public Exploration.Failed failed() {
        return failed;
    }
}
