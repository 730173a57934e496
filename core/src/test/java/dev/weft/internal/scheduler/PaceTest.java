package dev.weft.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long BEGIN = 5_000_000;
    private static final long LOOK = 40_000;

    private final Pace pace = new Pace();

    @Test
    void oneLookTellsNothing() {
        assertThat(pace.look(1_000, BEGIN)).isEqualTo(Pace.Verdict.UNKNOWN);
        assertThat(pace.look(1_000, BEGIN + LOOK - 1)).isEqualTo(Pace.Verdict.UNKNOWN);
    }

    @Test
    void manyTicksBetweenTwoLooksAreBrisk() {
        pace.look(1_000, BEGIN);
        assertThat(pace.look(1_040, BEGIN + LOOK)).isEqualTo(Pace.Verdict.BRISK);
    }

    @Test
    void fewTicksBetweenTwoLooksAreSlow() {
        pace.look(1_000, BEGIN);
        assertThat(pace.look(1_039, BEGIN + LOOK)).isEqualTo(Pace.Verdict.SLOW);
    }

    @Test
    void theVerdictStandsUntilTheNextLookCounts() {
        pace.look(1_000, BEGIN);
        pace.look(1_100, BEGIN + LOOK);
        assertThat(pace.look(1_100, BEGIN + 2 * LOOK - 1)).isEqualTo(Pace.Verdict.BRISK);
        assertThat(pace.look(1_100, BEGIN + 2 * LOOK)).isEqualTo(Pace.Verdict.SLOW);
    }

    @Test
    void whatWasSeenLongAgoTellsNothing() {
        pace.look(1_000, BEGIN);
        assertThat(pace.look(1_000_000, BEGIN + 1_000_000)).isEqualTo(Pace.Verdict.UNKNOWN);
    }
}
