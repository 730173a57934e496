package dev.weft.testkit.internal.simulation;

import dev.weft.internal.park.Clock;
import dev.weft.internal.park.Timers;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Time that stands still while anybody can run, and then jumps to the next deadline. A timer that is due has an actor,
 * which is runnable until it fires or is cancelled.
 */
final class VirtualTimers implements Timers {
    private final Simulation simulation;
    private final Deadlines deadlines = new Deadlines();
    private final IdentityHashMap<Timer, Actor> due = new IdentityHashMap<>();

    VirtualTimers(Simulation simulation) {
        this.simulation = simulation;
    }

    void reset() {
        deadlines.reset();
        due.clear();
    }

    @Override
    public Clock clock() {
        return deadlines.clock();
    }

    @Override
    public void schedule(Timer timer, long nanos) {
        deadlines.add(timer, nanos);
    }

    @Override
    public boolean cancel(Timer timer) {
        boolean wasArmed = deadlines.remove(timer);
        Actor actor = due.remove(timer);
        if (actor != null) {
            simulation.withdraw(actor);
        }
        return wasArmed;
    }

    @Override
    public int pending() {
        return deadlines.armed();
    }

    /** The timer fires now. */
    void fired(Timer timer) {
        deadlines.remove(timer);
        due.remove(timer);
    }

    /** Jumps to the next deadline, and makes actors of all timers that are due then; false when there is none. */
    boolean advance() {
        List<Timer> next = deadlines.advance();
        for (Timer timer : next) {
            due.put(timer, simulation.due(timer));
        }
        return !next.isEmpty();
    }
}
