package dev.weft.internal.scheduler;

import dev.weft.internal.jdk.CustomSchedulers;
import dev.weft.internal.park.Fiber;

/** Says which goroutine computes for long while others wait, and where. Each once. Monitor only. */
final class Hogs {
    private static final int MOST_FRAMES = 16;

    private final boolean enabled;

    /** The last one that was reported; later ones have higher ids or are new slices of other goroutines. */
    private long lastReported = -1;

    private long found;

    Hogs(boolean enabled) {
        this.enabled = enabled;
    }

    /** How many times a goroutine was found computing for too long. */
    long found() {
        return found;
    }

    void found(Carrier carrier, long nanos) {
        found++;
        Runnable executing = carrier.processor.executing();
        Runnable continuation = executing instanceof Turnstile.Visit visit ? visit.continuation() : executing;
        Thread thread = enabled && continuation != null ? CustomSchedulers.threadOf(continuation) : null;
        if (thread != null && thread.threadId() != lastReported) {
            lastReported = thread.threadId();
            report(thread, nanos);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void report(Thread thread, long nanos) {
        StringBuilder text = new StringBuilder("weft: ").append(nameOf(thread)).append(" has computed for ")
                .append(nanos / 1_000_000).append(" ms while others wait for its processor (weft.hogs)\n");
        int frames = 0;
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (!isMachinery(frame.getClassName()) && frames++ < MOST_FRAMES) {
                text.append("    at ").append(frame).append('\n');
            }
        }
        System.err.print(text);
    }

    private static String nameOf(Thread thread) {
        return thread.getUncaughtExceptionHandler() instanceof Fiber fiber ? fiber.toString()
                : "virtual thread " + thread.threadId();
    }

    private static boolean isMachinery(String className) {
        return className.startsWith("dev.weft.internal.")
                || className.equals("dev.weft.GoroutineFiber")
                || className.startsWith("java.lang.VirtualThread");
    }
}
