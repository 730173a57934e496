package dev.weft.cli.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.weft.testkit.junit.TestProperties;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What is shown while a test runs. */
class TestProgressTest {
    private static TestIdentifier someTest() {
        TestPlan plan = LauncherFactory.create().discover(LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(TestProgressTest.class, "terminalShowsHowFarATestHasCome")).build());
        return plan.getRoots().stream().flatMap(root -> plan.getDescendants(root).stream())
                .filter(TestIdentifier::isTest).findFirst().orElseThrow();
    }

    private static String shown(boolean terminal) {
        StringWriter text = new StringWriter();
        TestProgress progress = new TestProgress(new PrintWriter(text), terminal, 0);
        TestIdentifier test = someTest();
        progress.executionStarted(test);
        progress.reportingEntryPublished(test, ReportEntry.from(Map.of(TestProperties.PROGRESS_ENTRY, "12345")));
        progress.reportingEntryPublished(test, ReportEntry.from(Map.of(TestProperties.SCHEDULES_ENTRY, "all 20000")));
        progress.executionFinished(test, TestExecutionResult.successful());
        assertThat(progress.passed()).isEqualTo(1);
        return text.toString().replace("terminalShowsHowFarATestHasCome", "test").replace("\r\033[K", "|")
                .replaceAll("\\d+\\.\\d s", "T s").replace(System.lineSeparator(), "\n");
    }

    @Test
    void terminalShowsHowFarATestHasCome() {
        assertThat(shown(true)).isEqualTo(
                "|  test  ...|  test  12,345 schedules ...|  test  passed, all 20,000 schedules (T s)\n");
    }

    @Test
    void filesGetTheResultOnly() {
        assertThat(shown(false)).isEqualTo("  test  passed, all 20,000 schedules (T s)\n");
    }
}
