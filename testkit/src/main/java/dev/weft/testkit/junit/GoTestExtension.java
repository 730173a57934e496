package dev.weft.testkit.junit;

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
        Replay replay = method.getAnnotation(Replay.class);
        if (replay != null) {
            configured(Explorer.replay(replay.value()), test).run(lifecycle::run).orThrow();
        } else {
            explore(test, lifecycle, FailedSchedules.of(call.getTargetClass().getName() + "#" + method.getName()));
        }
    }

    private static void explore(GoTest test, Lifecycle lifecycle, FailedSchedules failed) {
        for (Schedule schedule : failed.read()) {
            if (stillFails(test, lifecycle, schedule) instanceof Exploration.Failed again) {
                again.orThrow();
            }
            failed.remove(schedule);
        }
        Exploration exploration = configured(explorer(test), test).run(lifecycle::run);
        if (exploration instanceof Exploration.Failed fresh) {
            failed.add(fresh.schedule());
        }
        exploration.orThrow();
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
            return test.schedules() > 1 ? Explorer.exhaustive().schedules(test.schedules()) : Explorer.exhaustive();
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
        return explorer.schedules(test.schedules());
    }

    private static Explorer configured(Explorer explorer, GoTest test) {
        Explorer limited = explorer.steps(test.steps());
        return test.ignoreLeaks() ? limited.ignoringLeaks() : limited;
    }

    private static long seedOf(GoTest test) {
        return Long.getLong("weft.test.seed", test.seed());
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
