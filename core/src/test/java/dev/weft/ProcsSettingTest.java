package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.programs.Settings;
import dev.weft.testing.Fork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start value of maxProcs. */
class ProcsSettingTest {
    private static Fork settings() {
        return Fork.of(Settings.class).sameEngine();
    }

    private static int procs(Fork.Ended ended) {
        assertThat(ended.err()).isEmpty();
        assertThat(ended.status()).isZero();
        return Integer.parseInt(ended.out().strip().split(" ", -1)[1]);
    }

    @Test
    void withoutASettingItIsTheNumberOfProcessors() {
        assertThat(procs(settings().with("-XX:ActiveProcessorCount=3").run())).isEqualTo(3);
    }

    @Test
    void theEnvironmentSetsIt() {
        assertThat(procs(settings().environment("GOMAXPROCS", "3").run())).isEqualTo(3);
        assertThat(procs(settings().environment("GOMAXPROCS", " 1 ").run())).isOne();
    }

    @Test
    void anEmptyEnvironmentVariableIsNone() {
        assertThat(procs(settings().environment("GOMAXPROCS", "").with("-XX:ActiveProcessorCount=2").run()))
                .isEqualTo(2);
    }

    @Test
    void thePropertyGoesBeforeTheEnvironment() {
        assertThat(procs(settings().environment("GOMAXPROCS", "3").with("-Dweft.procs=2").run())).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "1.5", "99999999999"})
    void aWrongPropertyIsAnError(String value) {
        Fork.Ended ended = settings().with("-Dweft.procs=" + value).run();
        assertThat(ended.status()).isOne();
        assertThat(ended.err())
                .contains("system property weft.procs=" + value + ": must be a whole number of at least 1");
    }

    @Test
    void aWrongEnvironmentVariableIsAnError() {
        Fork.Ended ended = settings().environment("GOMAXPROCS", "many").run();
        assertThat(ended.status()).isOne();
        assertThat(ended.err())
                .contains("environment variable GOMAXPROCS=many: must be a whole number of at least 1");
    }
}
