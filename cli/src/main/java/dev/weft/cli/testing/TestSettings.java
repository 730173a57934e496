package dev.weft.cli.testing;

import dev.weft.testkit.Schedule;
import dev.weft.testkit.junit.TestProperties;
import java.util.Optional;

/**
 * What tests are run, and how.
 *
 * @param only the name of the only test method to run
 * @param seed in place of the tests' own
 * @param schedules how many, in place of the tests' own number
 * @param replay the only schedule to run
 */
public record TestSettings(
        Optional<String> only, Optional<Long> seed, Optional<Long> schedules, Optional<Schedule> replay) {
    /** Tells the test kit, which looks when a test starts. */
    void apply() {
        seed.ifPresent(number -> System.setProperty(TestProperties.SEED, Long.toString(number)));
        schedules.ifPresent(number -> System.setProperty(TestProperties.SCHEDULES, Long.toString(number)));
        replay.ifPresent(schedule -> System.setProperty(TestProperties.REPLAY, schedule.toString()));
        System.setProperty(TestProperties.PROGRESS, "true");
    }
}
