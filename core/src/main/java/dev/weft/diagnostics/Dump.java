package dev.weft.diagnostics;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Registry;
import dev.weft.internal.park.WaitReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every goroutine that has blocked at least once and has not ended, with what it waits for and where: what Go prints
 * when a program dies. Goroutines run on while a dump is taken, so it is a picture of no single instant.
 *
 * {@snippet class="dev.weft.snippets.DiagnosticsSnippets" region="dump"}
 *
 * @param goroutines the goroutines, by number
 */
public record Dump(List<GoroutineState> goroutines) {
    /**
     * Takes a dump of the goroutines of this process.
     *
     * @return a new dump
     */
    public static Dump take() {
        return of(Registry.snapshot());
    }

    private static Dump of(List<Fiber> fibers) {
        List<GoroutineState> states = new ArrayList<>(fibers.size());
        for (Fiber fiber : fibers) {
            states.add(stateOf(fiber));
        }
        states.sort(Comparator.comparingLong(GoroutineState::id));
        return new Dump(List.copyOf(states));
    }

    private static GoroutineState stateOf(Fiber fiber) {
        WaitReason reason = fiber.reason();
        Object target = fiber.target();
        String waitingFor = reason == null ? "" : describe(reason, target);
        return new GoroutineState(
                fiber.id(), fiber.thread().getName(), waitingFor, userFrames(fiber.thread()), fiber.createdAt());
    }

    private static String describe(WaitReason reason, @Nullable Object target) {
        String what = target == null ? "" : target.toString();
        return what.isEmpty() ? reason.toString() : reason + ": " + what;
    }

    private static List<StackTraceElement> userFrames(Thread thread) {
        List<StackTraceElement> frames = new ArrayList<>();
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (!isMachinery(frame.getClassName())) {
                frames.add(frame);
            }
        }
        return List.copyOf(frames);
    }

    private static boolean isMachinery(String className) {
        return className.startsWith("dev.weft.internal.")
                || className.equals("dev.weft.GoroutineFiber")
                || className.equals("dev.weft.Selection")
                || className.equals("dev.weft.Sleeping")
                || className.startsWith("java.lang.VirtualThread")
                || className.startsWith("java.lang.Thread")
                || className.startsWith("java.lang.System$")
                || className.startsWith("java.util.concurrent.locks.LockSupport")
                || className.startsWith("jdk.internal.");
    }

    /**
     * The dump as text, one paragraph a goroutine.
     *
     * @return many lines, or {@code no goroutines}
     */
    public String text() {
        if (goroutines.isEmpty()) {
            return "no goroutines\n";
        }
        StringBuilder text = new StringBuilder();
        for (GoroutineState goroutine : goroutines) {
            text.append(text.isEmpty() ? "" : "\n").append(goroutine.text());
        }
        return text.toString();
    }
}
