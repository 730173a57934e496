package dev.weft.testkit.internal.strategy;

import dev.weft.testkit.internal.simulation.Actor;
import dev.weft.testkit.internal.simulation.GoroutineActor;
import dev.weft.testkit.internal.simulation.Simulation;
import dev.weft.testkit.internal.simulation.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of a bubble, once for each point at which main can be cancelled: before each of its operations, and
 * while it waits in one. Even points are before an operation, odd ones in it.
 */
public final class Cancelling extends Strategy {
    private int point;
    private int operations;
    private boolean done;
    private boolean repeats;

    /** How often {@link #begin} may still be called, for a repetition. */
    private int left = Integer.MAX_VALUE;

    public Cancelling() {
        point = -1;
    }

    @Override
    public boolean begin() {
        // An operation that did not wait was only cancelled at its even point; main that ended before was not at all.
        boolean over = point >= 0 && !done && operations <= point / 2;
        if (over || left-- <= 0) {
            return false;
        }
        point += repeats ? 0 : 1;
        operations = 0;
        done = false;
        return true;
    }

    @Override
    public Actor next(Simulation simulation) {
        Actor main = simulation.actors().get(0);
        if (!done && point % 2 == 1 && operations == point / 2 + 1 && !main.isRunnable()) {
            cancel(main);
        }
        Actor chosen = Fallbacks.next(simulation);
        if (chosen == main && !Dependence.isLocal(main.operation())) {
            if (!done && point % 2 == 0 && operations == point / 2) {
                cancel(main);
            }
            operations++;
        }
        return chosen;
    }

    private void cancel(Actor main) {
        done = true;
        if (main instanceof GoroutineActor goroutine && !goroutine.hasEnded()) {
            goroutine.fiber().thread().interrupt();
        }
    }

    @Override
    public int choose(Simulation simulation, int bound) {
        return 0;
    }

    @Override
    public @Nullable Strategy repetition() {
        Cancelling again = new Cancelling();
        again.point = point;
        again.repeats = true;
        again.left = 1;
        return again;
    }

    /** Where main was cancelled in the last schedule. */
    public String where() {
        return (point % 2 == 0 ? "before" : "while it waited in") + " its operation number " + (point / 2 + 1);
    }
}
