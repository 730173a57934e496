package dev.weft.testkit.internal.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what cannot be simulated. A goroutine that leaves its carrier without telling the simulation has been
 * taken off by the JDK; the state of its thread and its stack say why.
 */
final class Refusals {
    private static final String MOVE_OUT = "replace it with Weft's own, or test this part without simulation";

    private Refusals() {}

    /**
     * Why a goroutine that the JDK has parked cannot go on under the simulation's control; null when it can, because
     * only another goroutine will make it go on. The stack decides before the state, which changes when time is over.
     */
    static @Nullable Refusal ofParked(GoroutineActor goroutine) {
        Thread thread = goroutine.fiber().thread();
        Thread.State state = thread.getState();
        StackTraceElement[] stack = thread.getStackTrace();
        String who = goroutine.describe();
        if (touches(stack, "sun.nio.ch.") || touches(stack, "java.net.")) {
            return refusal(who + " does real input or output", "pass values through a channel in its place", stack);
        }
        Refusal timed = ofTimedWait(who, stack);
        if (timed != null) {
            return timed;
        }
        return switch (state) {
            case BLOCKED ->
                refusal(who + " waits for a monitor (synchronized) that another one holds", MOVE_OUT, stack);
            case TIMED_WAITING ->
                refusal(who + " waits in the JDK with a time limit, in real time", MOVE_OUT, stack);
            case WAITING -> calls(stack, "java.lang.Object", "wait0") || calls(stack, "java.lang.Object", "wait")
                    ? refusal(who + " waits in Object.wait", MOVE_OUT, stack)
                    : null;
            default -> refusal(who + " left its processor in state " + state, MOVE_OUT, stack);
        };
    }

    /** Why a goroutine that can go on must not: it waits, or has just waited, in real time. Null when it has not. */
    static @Nullable Refusal ofTimedWait(GoroutineActor goroutine) {
        return ofTimedWait(goroutine.describe(), goroutine.fiber().thread().getStackTrace());
    }

    private static @Nullable Refusal ofTimedWait(String who, StackTraceElement[] stack) {
        if (calls(stack, Thread.class.getName(), "sleep")) {
            return refusal(who + " sleeps with Thread.sleep, in real time", "use Weft.sleep, which is virtual here",
                    stack);
        }
        return calls(stack, "java.lang.VirtualThread", "parkNanos")
                ? refusal(who + " waits in the JDK with a time limit, in real time", MOVE_OUT, stack)
                : null;
    }

    /** Whether the thread is the one by which the JDK ends the sleeps and timed waits of virtual threads. */
    static boolean isTimerOfTheJdk(Thread thread) {
        return thread.getName().equals("VirtualThread-unparker");
    }

    static Refusal pinned(GoroutineActor goroutine) {
        return refusal(
                goroutine.describe() + " would have to wait with a native method or a class initialiser on its stack",
                "call what waits from elsewhere", Thread.currentThread().getStackTrace());
    }

    static Refusal foreignVirtualThread() {
        return refusal("a virtual thread is started in a simulation, but not with go", "start it with go",
                Thread.currentThread().getStackTrace());
    }

    static Refusal foreignWaker(String what) {
        Thread thread = Thread.currentThread();
        return refusal("thread \"" + thread.getName() + "\", which does not belong to the simulation, " + what,
                "start goroutines instead of threads", thread.getStackTrace());
    }

    static Refusal otherSchedule(GoroutineActor goroutine) {
        return refusal("an object of an earlier schedule is used again: " + goroutine.describe() + " still waits on it",
                "make channels, mutexes and the like inside the explored task, not outside or in static fields",
                Thread.currentThread().getStackTrace());
    }

    static Refusal threadsAlive(List<Thread> threads) {
        List<StackTraceElement> stack = new ArrayList<>();
        StringBuilder names = new StringBuilder();
        for (Thread thread : threads) {
            names.append(names.isEmpty() ? "" : ", ").append('"').append(thread.getName()).append('"');
            if (stack.isEmpty()) {
                stack.addAll(Arrays.asList(thread.getStackTrace()));
            }
        }
        return new Refusal("no goroutine can go on, but threads that the test has started may still wake one: " + names,
                "start goroutines instead of threads", Frames.ofUser(stack));
    }

    static Refusal diverged(String how) {
        return new Refusal("the program did not do the same in the same schedule: " + how,
                "look for what changes from run to run: static fields, real time, random numbers without a fixed seed,"
                        + " the order of hash codes, work done only once",
                List.of());
    }

    private static Refusal refusal(String problem, String advice, StackTraceElement[] stack) {
        return new Refusal(problem, advice, Frames.ofUser(stack));
    }

    private static boolean touches(StackTraceElement[] stack, String prefix) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().startsWith(prefix)) {
                return true;
            }
            if (!frame.getClassName().startsWith("java.") && !frame.getClassName().startsWith("jdk.")) {
                return false;
            }
        }
        return false;
    }

    private static boolean calls(StackTraceElement[] stack, String className, String method) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals(className) && frame.getMethodName().equals(method)) {
                return true;
            }
            if (!frame.getClassName().startsWith("java.lang.") && !frame.getClassName().startsWith("jdk.")) {
                return false;
            }
        }
        return false;
    }
}
