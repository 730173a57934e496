package dev.weft.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.TestNG;

/** Runs the Technology Compatibility Kit, which is written for TestNG. */
class ReactiveStreamsTest {
    /** Those of the kit that make sense for what is tested; more would be skipped by the kit itself. */
    private static final int LEAST_PASSED = 20;

    @Test
    void publishersKeepTheRules() {
        assertPasses(PublisherRules.class);
    }

    @Test
    void subscribersKeepTheRules() {
        assertPasses(SubscriberRules.class);
    }

    private static void assertPasses(Class<?> rules) {
        Results results = new Results();
        TestNG kit = new TestNG(false);
        kit.setVerbose(0);
        kit.setTestClasses(new Class<?>[] {rules});
        kit.addListener(results);
        kit.run();
        assertThat(results.failed).isEmpty();
        assertThat(results.passed).as("rules that were checked").hasSizeGreaterThan(
                rules == SubscriberRules.class ? LEAST_PASSED / 2 : LEAST_PASSED);
    }

    private static final class Results implements ITestListener {
        private final List<String> passed = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();

        @Override
        public void onTestSuccess(ITestResult result) {
            passed.add(result.getName());
        }

        @Override
        public void onTestFailure(ITestResult result) {
            failed.add(result.getName() + ": " + result.getThrowable() + Stream.of(
                    result.getThrowable().getStackTrace()).limit(6).toList());
        }
    }
}
