package dev.weft.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.programs.Hog;
import dev.weft.testing.Fork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A goroutine that computes for long: others overtake it, or it is reported, as the settings say. */
@EnabledIfSystemProperty(named = "weft.engine", matches = "own")
class HogPolicyTest {
    private static Fork hog(long millis) {
        return Fork.of(Hog.class).engine("own").with("-Dweft.procs=1", "-Dhog.millis=" + millis);
    }

    @Test
    void othersOvertakeItUnlessThatIsSwitchedOff() {
        Fork.Ended ended = hog(20_000).run();
        assertThat(ended.out()).isEqualToNormalizingNewlines("quick\nhog\n");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void offLetsThemWait() {
        Fork.Ended ended = hog(300).with("-Dweft.hogs=off").run();
        assertThat(ended.out()).isEqualToNormalizingNewlines("hog\nquick\n");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void reportLetsThemWaitAndSaysWhere() {
        Fork.Ended ended = hog(1_000).with("-Dweft.hogs=report").run();
        assertThat(ended.out()).isEqualToNormalizingNewlines("hog\nquick\n");
        assertThat(ended.err())
                .containsPattern("weft: goroutine \\d+ \"hog\" has computed for \\d+ ms while others wait")
                .contains("at dev.weft.programs.Hog.compute(Hog.java:");
    }

    @Test
    void theEnvironmentAsksForTheReportAlone() {
        Fork.Ended ended = hog(20_000).environment("WEFT_DEBUG", "hogs").run();
        assertThat(ended.out()).isEqualToNormalizingNewlines("quick\nhog\n");
        assertThat(ended.err()).contains("\"hog\" has computed for");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "weft.hogs=kill | system property weft.hogs=kill: no such policy; use handoff, report or off",
            "weft.debug=noise | system property weft.debug: \"noise\" is unknown; use schedtrace=MILLISECONDS or hogs",
            "weft.debug=schedtrace | system property weft.debug: \"schedtrace\" needs a number of milliseconds",
            "weft.debug=hogs,schedtrace=0 | \"schedtrace=0\" needs a number of milliseconds, at least 1",
    })
    void wrongSettingsAreErrors(String setting, String message) {
        Fork.Ended ended = hog(1).with("-D" + setting).run();
        assertThat(ended.status()).isOne();
        assertThat(ended.err()).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hogs", "HOGS, schedtrace=10"})
    void debugSettingsAreAList(String text) {
        DebugSettings settings = DebugSettings.parse("here", text);
        assertThat(settings.hogs()).isEqualTo(!text.isBlank());
        assertThat(settings.schedTraceMillis()).isEqualTo(text.contains("10") ? 10 : 0);
    }
}
