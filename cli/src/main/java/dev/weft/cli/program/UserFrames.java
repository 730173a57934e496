package dev.weft.cli.program;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Cuts stack traces down to what the author of a program can act on: the machinery that started a goroutine, below its
 * first own frame, and the runtime's internals anywhere are left out.
 */
final class UserFrames {
    /** Packages whose frames, at the bottom of a stack, only show how the goroutine came to run. */
    private static final List<String> STARTERS =
            List.of("dev.weft.", "java.lang.", "java.lang.reflect.", "jdk.internal.", "java.util.", "org.junit.");

    private static final String INTERNALS = "dev.weft.internal.";

    private final Predicate<String> isOwnClass;

    /**
     * A filter.
     *
     * @param isOwnClass whether a class, given by its binary name, belongs to the program
     */
    UserFrames(Predicate<String> isOwnClass) {
        this.isOwnClass = isOwnClass;
    }

    /**
     * Cuts the traces of a failure, its causes and everything suppressed; they are changed in place. Where none of them
     * shows a class of the program, all stay whole: then the fault is not the program's.
     *
     * @return whether one of them shows a class of the program
     */
    boolean keepIn(Throwable failure) {
        Set<Throwable> all = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(failure, all);
        boolean shown = all.stream().anyMatch(thrown -> Arrays.stream(thrown.getStackTrace()).anyMatch(this::isOwn));
        if (shown) {
            all.forEach(thrown -> thrown.setStackTrace(cut(thrown.getStackTrace())));
        }
        return shown;
    }

    private static void collect(Throwable failure, Set<Throwable> all) {
        if (!all.add(failure)) {
            return;
        }
        if (failure.getCause() != null) {
            collect(failure.getCause(), all);
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            collect(suppressed, all);
        }
    }

    /** The frames worth showing. */
    private StackTraceElement[] cut(StackTraceElement[] trace) {
        int end = trace.length;
        while (end > 0 && isStarter(trace[end - 1])) {
            end--;
        }
        return Arrays.stream(trace, 0, end)
                .filter(frame -> isOwn(frame) || !frame.getClassName().startsWith(INTERNALS))
                .toArray(StackTraceElement[]::new);
    }

    private boolean isStarter(StackTraceElement frame) {
        return !isOwn(frame) && STARTERS.stream().anyMatch(frame.getClassName()::startsWith);
    }

    private boolean isOwn(StackTraceElement frame) {
        return isOwnClass.test(frame.getClassName());
    }
}
