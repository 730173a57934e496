package dev.weft.testkit.internal.simulation;

import java.util.List;

/** How one schedule ended. */
public sealed interface Ending {
    /** Main returned, and everybody else ended, too, or did not have to. */
    record Normal() implements Ending {
        static final Normal INSTANCE = new Normal();
    }

    /** The strategy gave up a schedule that is equivalent to another. */
    record Redundant() implements Ending {
        static final Redundant INSTANCE = new Redundant();
    }

    /** Somebody asked for it. */
    record Stopped() implements Ending {
        static final Stopped INSTANCE = new Stopped();
    }

    /** Main, or another goroutine, threw. */
    record Thrown(Throwable failure) implements Ending {}

    /** Main waits, and nobody can run any more. */
    record Deadlock() implements Ending {}

    /** Main has returned, and these wait for ever. */
    record Leak(List<GoroutineActor> goroutines) implements Ending {
        public Leak {
            goroutines = List.copyOf(goroutines);
        }
    }

    /** More steps than allowed. */
    record Endless(int steps) implements Ending {}

    /** Something happened that a simulation cannot control. */
    record Refused(Refusal refusal) implements Ending {}
}
