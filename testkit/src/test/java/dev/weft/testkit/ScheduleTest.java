package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @Test
    void textNamesActorsAndCountsRepetitions() {
        Schedule schedule = Schedule.of(new int[] {0, 1, 1, 1, 25, 26, 26, 700}, new int[] {2, 0});
        assertThat(schedule).hasToString("ab3zBa2BAy-ca");
        assertThat(schedule.length()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab3zBa2BAy-ca", "-b", "b12"})
    void textCanBeReadAgain(String text) {
        assertThat(Schedule.parse(text)).hasToString(text);
        assertThat(Schedule.parse(text)).isEqualTo(Schedule.parse(text)).hasSameHashCodeAs(Schedule.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "aB", "a b", "a-b-c"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> Schedule.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("schedule: a letter from a to z is missing in \"" + text + "\"");
    }
}
