package dev.weft.testkit.internal.simulation;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A goroutine of a simulation. */
public final class GoroutineActor extends Actor implements Runnable {
    private final Simulation simulation;
    private final Fiber fiber;
    private final @Nullable String name;

    /**
     * Runs the goroutine's thread on the calling platform thread until it leaves; the JDK hands it over at the start.
     */
    @Nullable Runnable continuation;

    /** The schedule that this goroutine belongs to. */
    final long schedule;

    /** Waits in one of the JDK's own operations, which will hand its continuation to us when it is to go on. */
    boolean parkedByJdk;

    boolean ended;

    GoroutineActor(Simulation simulation, int number, long schedule, Fiber fiber, @Nullable String name) {
        super(number);
        this.simulation = simulation;
        this.schedule = schedule;
        this.fiber = fiber;
        this.name = name;
    }

    /** The runtime's record of the goroutine. */
    public Fiber fiber() {
        return fiber;
    }

    /** Whether the goroutine has run to its end. */
    public boolean hasEnded() {
        return ended;
    }

    /** The name that it was started with. */
    public @Nullable String name() {
        return name;
    }

    @Override
    void proceed() {
        simulation.mount(this);
    }

    void runContinuation() {
        Objects.requireNonNull(continuation, "a goroutine that has not been started").run();
    }

    /** A goroutine is its own note on how to go on: the fiber keeps it while it is parked. */
    @Override
    public void run() {
        throw new IllegalStateException("a simulated goroutine goes on when its simulation says so");
    }

    @Override
    public String describe() {
        return "goroutine " + number() + (name == null ? "" : " \"" + name + "\"");
    }

    /** What it waits for, in the words of a dump; empty when it could go on. */
    public String waitingFor() {
        if (fiber.reason() == null) {
            return parkedByJdk ? "a lock or queue of the JDK" : isRunnable() ? pendingStep() : "";
        }
        return fiber.target() == null ? fiber.reason().toString() : fiber.reason() + ": " + fiber.target();
    }

    private String pendingStep() {
        if (operation == Operation.START || operation == Operation.RESUME) {
            return "runnable";
        }
        String name = simulation.actors().targetOf(this);
        return "about to " + operation + (name.isEmpty() ? "" : ": " + name);
    }
}
