package dev.weft.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void medianOfAnOddNumberIsTheMiddleOne() {
        assertThat(Statistics.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Statistics(3, 4, 1, 9));
    }

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(Statistics.of(List.of(8.0, 2.0, 100.0, 4.0))).isEqualTo(new Statistics(4, 6, 2, 100));
    }

    @Test
    void oneSampleHasNoSpread() {
        assertThat(Statistics.of(List.of(7.0)).spreadPercent()).isZero();
    }

    @Test
    void spreadIsHalfOfTheRangeOverTheMedian() {
        assertThat(Statistics.of(List.of(90.0, 100.0, 130.0)).spreadPercent()).isEqualTo(20, within(1e-9));
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(() -> Statistics.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
