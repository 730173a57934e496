package dev.weft.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests from tests, as a build tool does. */
final class TestRuns {
    private TestRuns() {}

    /**
     * Runs one test method.
     *
     * @param method its name, with the types of its parameters in parentheses
     * @return what the test failed with; empty if it did not
     */
    static Optional<Throwable> run(Class<?> testClass, String method) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(testClass.getName() + "#" + method))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        Throwable[] failure = {null};
        int[] tests = {0};
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                result.getThrowable().ifPresent(thrown -> failure[0] = thrown);
                tests[0] += identifier.isTest() ? 1 : 0;
            }
        });
        assertThat(tests[0]).as("tests that ran").isEqualTo(1);
        return Optional.ofNullable(failure[0]);
    }

    /**
     * Runs all tests of a class beside each other.
     *
     * @return what each method failed with; empty for those that did not
     */
    static Map<String, Optional<Throwable>> runBesideEachOther(Class<?> testClass) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .build();
        Map<String, Optional<Throwable>> results = new ConcurrentHashMap<>();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                if (identifier.getSource().orElse(null) instanceof MethodSource method) {
                    results.put(method.getMethodName(), result.getThrowable());
                }
            }
        });
        return results;
    }
}
