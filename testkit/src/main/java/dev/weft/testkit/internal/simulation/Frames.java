package dev.weft.testkit.internal.simulation;

import java.util.ArrayList;
import java.util.List;

/** Stacks as users want to see them. */
public final class Frames {
    private static final List<String> MACHINERY = List.of("dev.weft.internal.", "dev.weft.GoroutineFiber",
            "dev.weft.Selection", "dev.weft.Sleeping", "dev.weft.testkit.internal.", "dev.weft.testkit.junit.Lifecycle",
            "org.junit.platform.commons.", "java.lang.reflect.Method",
            "java.lang.VirtualThread", "java.lang.Thread", "java.lang.ThreadBuilders",
            "java.util.concurrent.locks.LockSupport", "jdk.internal.");

    private Frames() {}

    /** The frames of neither the runtime nor the JDK's threads. */
    public static List<StackTraceElement> ofUser(List<StackTraceElement> stack) {
        List<StackTraceElement> frames = new ArrayList<>();
        for (StackTraceElement frame : stack) {
            if (MACHINERY.stream().noneMatch(frame.getClassName()::startsWith)) {
                frames.add(frame);
            }
        }
        return frames;
    }
}
