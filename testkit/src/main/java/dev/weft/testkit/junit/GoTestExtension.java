package dev.weft.testkit.junit;

import dev.weft.testkit.Bubble;
import dev.weft.testkit.Exploration;
import dev.weft.testkit.Explorer;
import dev.weft.testkit.Schedule;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs the methods that have {@link GoTest}. */
public final class GoTestExtension implements InvocationInterceptor, ParameterResolver {
    /** Called by JUnit. */
    public GoTestExtension() {}

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        Method method = call.getExecutable();
        Optional<GoTest> annotation = AnnotationSupport.findAnnotation(method, GoTest.class);
        if (annotation.isEmpty()) {
            invocation.proceed();
            return;
        }
        invocation.skip();
        GoTest test = annotation.get();
        Lifecycle lifecycle =
                new Lifecycle(call.getTargetClass(), method, call.getArguments(), seedOf(test));
        String replay = replayOf(method);
        if (test.parallel()) {
            requirePlain(test, replay);
            Bubble.runParallel(lifecycle::run);
        } else if (replay != null) {
            configured(Explorer.replay(replay), test).run(lifecycle::run).orThrow();
        } else {
            FailedSchedules failed = FailedSchedules.of(call.getTargetClass().getName() + "#" + method.getName());
            explore(test, lifecycle, failed, context);
        }
    }

    private static void requirePlain(GoTest test, @Nullable String replay) {
        if (explores(test) || test.ignoreLeaks() || replay != null) {
            throw new IllegalStateException("@GoTest: what runs in parallel has no schedules to explore or to replay,"
                    + " and leaves no goroutines behind; remove parallel, or schedules, strategy, ignoreLeaks and"
                    + " @Replay");
        }
    }

    private static @Nullable String replayOf(Method method) {
        String asked = System.getProperty(TestProperties.REPLAY);
        Replay annotation = method.getAnnotation(Replay.class);
        return asked != null || annotation == null ? asked : annotation.value();
    }

    private static void explore(
            GoTest test, Lifecycle lifecycle, FailedSchedules failed, ExtensionContext context) {
        for (Schedule schedule : failed.read()) {
            if (stillFails(test, lifecycle, schedule) instanceof Exploration.Failed again) {
                again.orThrow();
            }
            failed.remove(schedule);
        }
        Exploration exploration = configured(explorer(test), test).onProgress(count -> tell(context, count))
                .run(lifecycle::run);
        if (exploration instanceof Exploration.Failed fresh) {
            failed.add(fresh.schedule());
        } else if (explores(test)) {
            String all = exploration instanceof Exploration.Passed passed && passed.complete() ? "all " : "";
            context.publishReportEntry(TestProperties.SCHEDULES_ENTRY, all + exploration.schedules());
        }
        exploration.orThrow();
    }

    private static boolean explores(GoTest test) {
        return test.schedules() > 0 || test.strategy() == Strategy.EXHAUSTIVE;
    }

    /** For tools that show how far a test has come; others print each entry, which would be too much. */
    private static void tell(ExtensionContext context, long schedules) {
        if (Boolean.getBoolean(TestProperties.PROGRESS)) {
            context.publishReportEntry(TestProperties.PROGRESS_ENTRY, Long.toString(schedules));
        }
    }

    private static Exploration stillFails(GoTest test, Lifecycle lifecycle, Schedule schedule) {
        try {
            return configured(Explorer.replay(schedule), test).run(lifecycle::run);
        } catch (IllegalArgumentException e) {
            // The test has changed, so that the schedule does not fit it any more: that is no failure.
            return new Exploration.Passed(1, false);
        }
    }

    private static Explorer explorer(GoTest test) {
        long seed = seedOf(test);
        if (test.strategy() == Strategy.EXHAUSTIVE) {
            return test.schedules() > 1 ? Explorer.exhaustive().schedules(schedulesOf(test)) : Explorer.exhaustive();
        }
        if (test.schedules() == 0) {
            return Explorer.replay("");
        }
        Explorer explorer = switch (test.strategy()) {
            case RANDOM -> Explorer.random(seed);
            case PRIORITIES -> Explorer.priorities(seed, test.depth());
            case PARTIAL_ORDERS -> Explorer.partialOrders(seed);
            case EXHAUSTIVE -> Explorer.exhaustive();
        };
        return explorer.schedules(schedulesOf(test));
    }

    private static Explorer configured(Explorer explorer, GoTest test) {
        Explorer limited = explorer.steps(test.steps());
        return test.ignoreLeaks() ? limited.ignoringLeaks() : limited;
    }

    private static long seedOf(GoTest test) {
        return Long.getLong(TestProperties.SEED, test.seed());
    }

    private static long schedulesOf(GoTest test) {
        return Long.getLong(TestProperties.SCHEDULES, test.schedules());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Random.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // A place holder: each schedule gets its own.
        return new Random(0);
    }
}
