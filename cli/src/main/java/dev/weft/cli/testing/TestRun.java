package dev.weft.cli.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.weft.cli.program.ProgramException;
import dev.weft.cli.program.SourceFiles;
import dev.weft.cli.program.TestClasses;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** One run of the tests in some source files. */
public final class TestRun {
    private static final String EXAMPLE = "Mark one with @GoTest (import dev.weft.testkit.junit.GoTest).";

    private final SourceFiles sources;
    private final TestClasses classes;
    private final TestSettings settings;

    /**
     * Prepares a run.
     *
     * @param sources where the tests come from, for messages
     * @param classes the compiled classes
     * @param settings what to run, and how
     */
    public TestRun(SourceFiles sources, TestClasses classes, TestSettings settings) {
        this.sources = sources;
        this.classes = classes;
        this.settings = settings;
    }

    /**
     * Runs the tests and prints how they go.
     *
     * @param out takes the results
     * @param terminal whether somebody watches, to whom to show how far a long test has come
     * @return whether no test failed
     * @throws ProgramException if there is no test to run
     */
    public boolean run(PrintWriter out, boolean terminal) throws ProgramException {
        settings.apply();
        Thread.currentThread().setContextClassLoader(classes.loader());
        try (LauncherSession session = LauncherFactory.openSession()) {
            TestPlan plan = session.getLauncher().discover(request());
            List<TestIdentifier> tests = testsOf(plan);
            if (tests.isEmpty()) {
                throw nothingToRun(session);
            }
            if (settings.replay().isPresent() && tests.size() > 1) {
                throw severalToReplay(tests);
            }
            TestProgress progress = new TestProgress(out, terminal, widestOf(tests));
            session.getLauncher().execute(plan, progress);
            return new TestSummary(sources, classes, out).print(progress);
        }
    }

    private LauncherDiscoveryRequest request() {
        return allTests().filters(isWanted()).build();
    }

    private LauncherDiscoveryRequestBuilder allTests() {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(classes.all().stream().map(type -> selectClass(type)).toList())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false");
    }

    /** Takes the methods that were asked for; what is above and below them comes with them. */
    private PostDiscoveryFilter isWanted() {
        return test -> {
            String wanted = settings.only().orElse(null);
            boolean other = wanted != null && test.getSource().orElse(null) instanceof MethodSource source
                    && !wanted.equals(source.getMethodName());
            return FilterResult.includedIf(!other);
        };
    }

    private static List<TestIdentifier> testsOf(TestPlan plan) {
        return plan.getRoots().stream().flatMap(root -> plan.getDescendants(root).stream())
                .filter(identifier -> identifier.getSource().orElse(null) instanceof MethodSource).toList();
    }

    private static int widestOf(List<TestIdentifier> tests) {
        return tests.stream().mapToInt(test -> TestProgress.nameOf(test).length()).max().orElse(0);
    }

    // ---------------------------------------------------------------------------------------------- complaints

    private ProgramException nothingToRun(LauncherSession session) {
        Set<String> names = testsOf(session.getLauncher().discover(allTests().build())).stream()
                .map(TestProgress::methodOf).map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
        return names.isEmpty()
                ? new ProgramException(sources.named() + ": no test in it", EXAMPLE)
                : new ProgramException(
                        sources.named() + ": no test with the name " + settings.only().orElseThrow(),
                        "There are " + String.join(", ", names) + ".");
    }

    private ProgramException severalToReplay(List<TestIdentifier> tests) {
        return new ProgramException(
                sources.named() + ": a schedule belongs to one test, and there are " + tests.size(),
                tests.stream().map(test -> "  --only " + TestProgress.methodOf(test).getName())
                        .collect(Collectors.joining("\n", "Add the one that is meant:\n", "")));
    }
}
