package dev.weft.verify.conservation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A select leaves nothing in the queues of the cases that were not chosen, however often it is run. */
class SelectLeakTest {
    @Test
    void selectsInALoopLeaveNothingBehind() {
        assertThat(Leftovers.problems(200_000)).isEmpty();
    }

    /** The system property {@code soak.rounds} says how many (100,000,000). */
    @Test
    @Tag("soak")
    @Timeout(7200)
    void selectsInALongLoopLeaveNothingBehind() {
        assertThat(Leftovers.problems(Long.getLong("soak.rounds", 100_000_000))).isEmpty();
    }
}
