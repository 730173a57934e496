package dev.weft.testkit.internal.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Stacks as users want to see them. */
public final class Frames {
    /**
     * Classes of the runtime and of the JDK's threads, and public ones that stand between the program and the runtime.
     */
    private static final Pattern MACHINERY = Pattern.compile(String.join("|",
            "java\\.lang\\.(VirtualThread|Thread|ThreadBuilders|reflect\\.Method).*",
            "java\\.util\\.concurrent\\.locks\\.LockSupport.*",
            "jdk\\.internal\\..*",
            "org\\.junit\\.platform\\.commons\\..*",
            "dev\\.weft\\.internal\\..*",
            "dev\\.weft\\.(sync|time|flow|parallel|diagnostics)\\.[A-Z].*",
            "dev\\.weft\\.(Weft|Goroutine|Context|Cancellation|Scope|Select|Case|Program|Channel|Send|Receive|Sleeping)"
                    + "\\w*(\\$.*)?",
            "dev\\.weft\\.testkit\\.internal\\..*",
            "dev\\.weft\\.testkit\\.(Bubble|Chaos|junit\\.Lifecycle)(\\$.*)?"));

    private Frames() {}

    /** The frames of the program and of what it uses. */
    public static List<StackTraceElement> ofUser(StackTraceElement[] stack) {
        return ofUser(Arrays.asList(stack));
    }

    /** The frames of the program and of what it uses. */
    public static List<StackTraceElement> ofUser(List<StackTraceElement> stack) {
        List<StackTraceElement> frames = new ArrayList<>();
        for (StackTraceElement frame : stack) {
            if (!MACHINERY.matcher(frame.getClassName()).matches()) {
                frames.add(frame);
            }
        }
        return frames;
    }
}
