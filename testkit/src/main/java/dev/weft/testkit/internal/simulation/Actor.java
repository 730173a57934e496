package dev.weft.testkit.internal.simulation;

import dev.weft.internal.park.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who takes steps in a simulation: a goroutine, or a timer that is due. While it is runnable its next step is
 * known: {@link #operation()} on {@link #target()}. All of it belongs to the thread that drives the simulation.
 */
public abstract class Actor {
    private final int number;

    Operation operation = Operation.START;
    @Nullable Object target;
    int cause = -1;
    boolean afterAll;

    /** Where it is in the simulation's list of the runnable, or -1 when it is not. */
    int place = -1;

    /** For strategies, which may order actors by it; 0 at the beginning. */
    public long rank;

    Actor(int number) {
        this.number = number;
    }

    /** Counted from 0, which is the main goroutine, in the order of creation; the same in every replay. */
    public final int number() {
        return number;
    }

    /** What the next step does. */
    public final Operation operation() {
        return operation;
    }

    /** What the next step acts on; null when that is not known, or when nobody else can tell. */
    public final @Nullable Object target() {
        return target;
    }

    /** The step that made this actor runnable last, counted from 0; -1 for the main goroutine at its start. */
    public final int cause() {
        return cause;
    }

    /**
     * Whether it became runnable because nobody else was, so that all steps up to {@link #cause} come before its own.
     */
    public final boolean isAfterAll() {
        return afterAll;
    }

    /** Whether a step can be taken. */
    public final boolean isRunnable() {
        return place >= 0;
    }

    /** Takes the step and whatever follows it up to the next; on the driving thread. */
    abstract void proceed();

    /** For reports, for example {@code goroutine 3 "worker"}. */
    public abstract String describe();
}
