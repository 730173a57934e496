package dev.weft.testkit;

/**
 * What came of running a program in many schedules.
 *
 * {@snippet class="dev.weft.testkit.snippets.ExplorerSnippets" region="outcome"}
 */
public sealed interface Exploration {
    /**
     * How many schedules were run.
     *
     * @return at least 1
     */
    long schedules();

    /**
     * Turns a failure into an exception, for use in tests.
     *
     * @return this, if nothing was wrong
     * @throws ScheduleFailure if something was
     */
    Exploration orThrow();

    /**
     * Nothing was wrong in any of them.
     *
     * @param schedules how many schedules were run
     * @param complete whether these stand for all that are possible
     */
    record Passed(long schedules, boolean complete) implements Exploration {
        @Override
        public Passed orThrow() {
            return this;
        }
    }

    /**
     * Something was wrong in the last of them.
     *
     * @param problem what
     * @param schedule the schedule in which it shows, for {@link Explorer#replay}
     * @param schedules how many schedules were run until it was found
     * @param report all about it, for a reader
     */
    record Failed(Problem problem, Schedule schedule, long schedules, String report) implements Exploration {
        @Override
        public Exploration orThrow() {
            throw new ScheduleFailure(this);
        }
    }
}
