package dev.weft;

import dev.weft.internal.park.TaskWrapper;
import java.util.Optional;

/**
 * Where goroutines are created, for reports. A stack walk costs about a microsecond, several times what starting a
 * goroutine does; but each lambda has a class of its own, so walking once for each class of task is nearly as good.
 */
final class CreationSites {
    private static final StackWalker WALKER = StackWalker.getInstance();

    private static final ClassValue<String> SITES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> taskType) {
            return WALKER.walk(frames -> frames.filter(frame -> !isOurs(frame.getClassName()))
                    .findFirst())
                    .flatMap(CreationSites::place)
                    .orElse("");
        }
    };

    private CreationSites() {}

    /** Notes where the caller of {@code go} stands, if this is the first time for this class of task. */
    static void note(Task task) {
        SITES.get(typeOf(task));
    }

    /** The class that stands for the place where {@code task} was written. */
    static Class<?> typeOf(Task task) {
        return task instanceof TaskWrapper wrapper ? wrapper.wrapped().getClass() : task.getClass();
    }

    static String of(Class<?> taskType) {
        return SITES.get(taskType);
    }

    private static boolean isOurs(String className) {
        if (!className.startsWith("dev.weft.")) {
            return className.startsWith("java.lang.ClassValue");
        }
        String rest = className.substring("dev.weft.".length());
        return rest.equals("Weft")
                || rest.startsWith("CreationSites")
                || rest.startsWith("Program")
                || rest.startsWith("Context")
                || rest.startsWith("Scope")
                || rest.startsWith("sync.")
                || rest.startsWith("flow.")
                || rest.startsWith("parallel.")
                || rest.startsWith("internal.");
    }

    private static Optional<String> place(StackWalker.StackFrame frame) {
        return Optional.of(frame.toStackTraceElement().toString());
    }
}
