package dev.weft.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.stress.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever overlaps, the results are as if each operation had happened at one instant. Lincheck makes random scenarios;
 * it runs them on real threads, and under a scheduler of its own that switches between any two accesses to memory. The
 * system property {@code lincheck.scenarios} says how many scenarios the long forms try (100).
 */
class LinearizabilityTest {
    private static final String SCENARIOS = System.getProperty("lincheck.scenarios", "100");

    @TempDir
    private Path scratch;

    private ForkedJvm.Ended run(String mode, Class<?> operations, String scenarios, String invocations)
            throws Exception {
        return ForkedJvm.in(scratch).with("-Xmx1g", "-XX:+EnableDynamicAgentLoading").run(Duration.ofHours(2),
                LinearizabilityRun.class.getName(), mode, operations.getName(), scenarios, invocations);
    }

    private void assertLinearizable(String mode, String scenarios, String invocations) throws Exception {
        ForkedJvm.Ended ended = run(mode, ChannelOperations.class, scenarios, invocations);
        assertThat(ended.output()).contains("linearizable: " + scenarios + " scenarios");
        assertThat(ended.status()).as(ended.output()).isZero();
    }

    @Test
    @Timeout(300)
    void operationsOnThreadsAreLinearizable() throws Exception {
        assertLinearizable("threads", "2", "300");
    }

    @Test
    @Timeout(300)
    void operationsSwitchedAnywhereAreLinearizable() throws Exception {
        assertLinearizable("switching", "2", "200");
    }

    @Test
    @Tag("long")
    @Timeout(7200)
    void manyScenariosOnThreadsAreLinearizable() throws Exception {
        assertLinearizable("threads", SCENARIOS, "10000");
    }

    @Test
    @Tag("long")
    @Timeout(7200)
    void manyScenariosSwitchedAnywhereAreLinearizable() throws Exception {
        assertLinearizable("switching", SCENARIOS, "3000");
    }

    @Test
    @Timeout(300)
    void brokenTwinIsCaught() throws Exception {
        ForkedJvm.Ended ended = run("switching", OneAfterTheOther.class, "100", "1000");
        assertThat(ended.status()).as(ended.output()).isEqualTo(LinearizabilityRun.NOT_LINEARIZABLE);
        assertThat(ended.output()).contains("Invalid execution results");
    }
}
