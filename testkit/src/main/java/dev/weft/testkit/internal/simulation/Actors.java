package dev.weft.testkit.internal.simulation;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The actors of one schedule, by number, and which of them can take a step. Belongs to the thread that drives the
 * simulation.
 *
 * <p><b>Invariant.</b> {@code runnable[0 .. runnableCount)} are the actors that can take a step, each at its
 * {@code place}; the others have {@code place == -1}.
 */
public final class Actors {
    private final List<Actor> all = new ArrayList<>();
    private Actor[] runnable = new Actor[16];
    private int runnableCount;

    void clear() {
        all.clear();
        Arrays.fill(runnable, 0, runnableCount, null);
        runnableCount = 0;
    }

    void add(Actor actor) {
        all.add(actor);
    }

    /** How many there have been so far: the number of the next. */
    public int size() {
        return all.size();
    }

    /** The actor with a number. */
    public Actor get(int number) {
        return all.get(number);
    }

    /** All goroutines so far. */
    public List<GoroutineActor> goroutines() {
        return all.stream().filter(GoroutineActor.class::isInstance).map(GoroutineActor.class::cast).toList();
    }

    /** The goroutines that have not ended. */
    List<GoroutineActor> unended() {
        return goroutines().stream().filter(goroutine -> !goroutine.ended).toList();
    }

    // -------------------------------------------------------------------------------------------- the runnable

    /** How many can take a step. */
    public int runnableCount() {
        return runnableCount;
    }

    /** One of those who can take a step, counted from 0 in no particular but repeatable order. */
    public Actor runnable(int place) {
        return runnable[place];
    }

    /**
     * Lets the actor take a step; nothing if it can already: whoever is interrupted and made ready runs for the first
     * of the two reasons.
     *
     * @param steps how many steps have been taken: the last of them is the cause
     */
    void makeRunnable(Actor actor, Operation operation, @Nullable Object target, int steps) {
        if (actor.place >= 0) {
            return;
        }
        actor.operation = operation;
        actor.target = target;
        actor.cause = steps - 1;
        actor.afterAll = false;
        if (runnableCount == runnable.length) {
            runnable = Arrays.copyOf(runnable, 2 * runnableCount);
        }
        actor.place = runnableCount;
        runnable[runnableCount++] = actor;
    }

    void remove(Actor actor) {
        int place = actor.place;
        if (place >= 0) {
            Actor last = runnable[--runnableCount];
            runnable[place] = last;
            last.place = place;
            actor.place = -1;
        }
    }

    // ------------------------------------------------------------------------------------------------- in words

    /** What the actor's next step acts on, in words; empty when that says nothing. */
    public String targetOf(Actor actor) {
        Object target = actor.target;
        return switch (actor) {
            case TimerActor timer -> timer.purpose();
            case Actor goroutine when target instanceof Fiber fiber ->
                goroutine.operation == Operation.JOIN || goroutine.operation == Operation.CANCEL ? nameOf(fiber) : "";
            default -> target == null || target instanceof Operation ? "" : target.toString();
        };
    }

    private String nameOf(Fiber fiber) {
        for (GoroutineActor goroutine : goroutines()) {
            if (goroutine.fiber() == fiber) {
                return goroutine.describe();
            }
        }
        return fiber.toString();
    }
}
