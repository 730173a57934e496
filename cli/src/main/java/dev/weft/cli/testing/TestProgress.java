package dev.weft.cli.testing;

import dev.weft.testkit.ScheduleFailure;
import dev.weft.testkit.junit.TestProperties;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints a line for each test when it has ended, and on a terminal how far it has come until then. */
final class TestProgress implements TestExecutionListener {
    private static final String BACK_TO_AN_EMPTY_LINE = "\r\033[K";
    private static final double NANOS = 1e9;

    /**
     * What went wrong.
     *
     * @param test what was running
     * @param method the test method, if it was one
     * @param thrown what it threw
     */
    record Failure(String test, Optional<Method> method, Throwable thrown) {}

    private final PrintWriter out;
    private final boolean terminal;
    private final int width;
    private final List<Failure> failures = new ArrayList<>();
    private final Map<String, Long> startedAt = new HashMap<>();
    private final Map<String, String> schedules = new HashMap<>();
    private int passed;
    private int left;

    /**
     * @param width of the longest test's name
     */
    TestProgress(PrintWriter out, boolean terminal, int width) {
        this.out = out;
        this.terminal = terminal;
        this.width = width;
    }

    List<Failure> failures() {
        return failures;
    }

    int passed() {
        return passed;
    }

    /** How many tests were skipped or gave up. */
    int left() {
        return left;
    }

    static String nameOf(TestIdentifier test) {
        String shown = test.getDisplayName();
        boolean isPlain = test.getSource().orElse(null) instanceof MethodSource source
                && shown.startsWith(source.getMethodName() + "(");
        return isPlain ? methodOf(test).getName() : shown;
    }

    /** The method of a test that has one. */
    static Method methodOf(TestIdentifier test) {
        return method(test).orElseThrow();
    }

    private static Optional<Method> method(TestIdentifier test) {
        return test.getSource().filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getJavaMethod());
    }

    // -------------------------------------------------------------------------------------------------- events

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        out.flush();
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        startedAt.put(test.getUniqueId(), System.nanoTime());
        if (test.isTest()) {
            show(test, "...");
        } else if (test.getSource().orElse(null) instanceof ClassSource) {
            out.println(test.getDisplayName());
        }
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        String soFar = entry.getKeyValuePairs().get(TestProperties.PROGRESS_ENTRY);
        if (soFar != null) {
            show(test, inGroups(soFar) + " schedules ...");
        }
        String all = entry.getKeyValuePairs().get(TestProperties.SCHEDULES_ENTRY);
        if (all != null) {
            schedules.put(test.getUniqueId(), all);
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        left++;
        end(test, "skipped: " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Throwable thrown = result.getThrowable().orElse(null);
        if (result.getStatus() == TestExecutionResult.Status.FAILED && thrown != null) {
            failures.add(new Failure(nameOf(test), method(test), thrown));
            end(test, "FAILED" + inSchedule(thrown) + took(test));
        } else if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            left++;
            end(test, "gave up: " + (thrown == null ? "" : thrown.getMessage()));
        } else if (test.isTest()) {
            passed++;
            end(test, "passed" + inSchedules(test) + took(test));
        }
    }

    // --------------------------------------------------------------------------------------------------- words

    private String inSchedules(TestIdentifier test) {
        String run = schedules.get(test.getUniqueId());
        if (run == null) {
            return "";
        }
        return run.startsWith("all ") ? ", all " + inGroups(run.substring(4)) + " schedules"
                : ", " + inGroups(run) + " schedules";
    }

    private static String inSchedule(Throwable thrown) {
        return thrown instanceof ScheduleFailure failure
                ? " in schedule " + inGroups(Long.toString(failure.failed().schedules()))
                : "";
    }

    private String took(TestIdentifier test) {
        long begin = startedAt.getOrDefault(test.getUniqueId(), System.nanoTime());
        return String.format(Locale.ROOT, " (%.1f s)", (System.nanoTime() - begin) / NANOS);
    }

    private static String inGroups(String number) {
        return String.format(Locale.ROOT, "%,d", Long.parseLong(number));
    }

    private void show(TestIdentifier test, String state) {
        if (terminal) {
            out.print(BACK_TO_AN_EMPTY_LINE + row(test, state));
            out.flush();
        }
    }

    private void end(TestIdentifier test, String result) {
        out.println((terminal ? BACK_TO_AN_EMPTY_LINE : "") + row(test, result));
        out.flush();
    }

    private String row(TestIdentifier test, String state) {
        return "  " + nameOf(test) + " ".repeat(Math.max(0, width - nameOf(test).length())) + "  " + state;
    }
}
