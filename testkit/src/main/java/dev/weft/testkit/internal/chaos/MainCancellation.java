package dev.weft.testkit.internal.chaos;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Timers;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Cancels a main goroutine at a certain point: before one of its operations (even points) or while it waits in one (odd
 * points). Main's only, but for {@link #wasReached}, which is for after the run.
 */
public final class MainCancellation {
    private static final long LONGEST_WAIT_NANOS = 200_000;

    private final int point;

    /** Written by main; read when main has ended. */
    private volatile int operations;

    private boolean isDue;

    public MainCancellation(int point) {
        this.point = point;
    }

    /** Main is about to do something. */
    void before(Fiber main, Operation operation) {
        if (operation == Operation.END || operation == Operation.LEAVE) {
            return;
        }
        int number = operations;
        operations = number + 1;
        isDue = number == point / 2 && point % 2 == 1;
        if (number == point / 2 && point % 2 == 0) {
            main.thread().interrupt();
        }
    }

    /** Main is about to wait. */
    void beforeWait(Fiber main, Timers timers) {
        if (isDue) {
            isDue = false;
            timers.schedule(new Alarm(main, main.parks()), ThreadLocalRandom.current().nextLong(LONGEST_WAIT_NANOS));
        }
    }

    /** Whether main came as far as that; otherwise there are no later points either. */
    public boolean wasReached() {
        return operations > point / 2;
    }

    @Override
    public String toString() {
        return "main cancelled " + (point % 2 == 0 ? "before" : "while it waited in") + " its operation number "
                + (point / 2 + 1);
    }

    /** Interrupts main if it is still in the same wait. */
    private static final class Alarm extends Timers.Timer {
        private final Fiber main;
        private final int park;

        Alarm(Fiber main, int park) {
            this.main = main;
            this.park = park;
        }

        @Override
        protected void fire() {
            if (main.isParked() && main.parks() == park) {
                main.thread().interrupt();
            }
        }
    }
}
