package dev.weft.testkit.internal.report;

import dev.weft.diagnostics.GoroutineState;
import dev.weft.testkit.internal.simulation.Frames;
import dev.weft.testkit.internal.simulation.GoroutineActor;

/** Goroutines of a simulation as a dump shows them, with their numbers in the simulation. */
public final class Snapshots {
    private Snapshots() {}

    /** What the goroutine is doing; it does not run. */
    public static GoroutineState of(GoroutineActor goroutine) {
        StackTraceElement[] stack = goroutine.fiber().thread().getStackTrace();
        String name = goroutine.name();
        String createdAt = goroutine.number() == 0 ? "" : goroutine.fiber().createdAt();
        return new GoroutineState(goroutine.number(), name == null ? "" : name, goroutine.waitingFor(),
                Frames.ofUser(stack), createdAt);
    }
}
