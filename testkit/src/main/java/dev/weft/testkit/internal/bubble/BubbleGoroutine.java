package dev.weft.testkit.internal.bubble;

import dev.weft.diagnostics.GoroutineState;
import dev.weft.internal.park.Fiber;
import dev.weft.testkit.internal.simulation.Frames;
import org.jspecify.annotations.Nullable;

/** A goroutine of a bubble. */
final class BubbleGoroutine {
    private final int number;
    private final Fiber fiber;
    private final @Nullable String name;

    BubbleGoroutine(int number, Fiber fiber, @Nullable String name) {
        this.number = number;
        this.fiber = fiber;
        this.name = name;
    }

    /** Whether it waits and nothing is on its way to it: neither a waker nor an interrupt. */
    boolean isQuiet() {
        return fiber.isParked() && !fiber.thread().isInterrupted();
    }

    void cancel() {
        fiber.thread().interrupt();
    }

    /** For a report. */
    GoroutineState state() {
        String reason = fiber.reason() == null ? "" : fiber.reason().toString();
        String waitingFor = reason.isEmpty() || fiber.target() == null ? reason : reason + ": " + fiber.target();
        return new GoroutineState(number, name == null ? "" : name, waitingFor,
                Frames.ofUser(fiber.thread().getStackTrace()), number == 0 ? "" : fiber.createdAt());
    }
}
