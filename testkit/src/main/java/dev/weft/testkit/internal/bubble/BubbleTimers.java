package dev.weft.testkit.internal.bubble;

import dev.weft.internal.park.Clock;
import dev.weft.internal.park.Timers;
import dev.weft.testkit.internal.simulation.Deadlines;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Virtual time for goroutines that run in parallel. */
final class BubbleTimers implements Timers {
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@code lock}, but for the clock. */
    private final Deadlines deadlines = new Deadlines();

    BubbleTimers() {}

    @Override
    public Clock clock() {
        return deadlines.clock();
    }

    @Override
    public void schedule(Timer timer, long nanos) {
        lock.lock();
        try {
            deadlines.add(timer, nanos);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean cancel(Timer timer) {
        lock.lock();
        try {
            return deadlines.remove(timer);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int pending() {
        lock.lock();
        try {
            return deadlines.armed();
        } finally {
            lock.unlock();
        }
    }

    /** Jumps to the next deadline and fires what is due; false when there is no deadline. */
    boolean advance() {
        List<Timer> due;
        lock.lock();
        try {
            due = deadlines.advance();
        } finally {
            lock.unlock();
        }
        for (Timer timer : due) {
            // Whoever an earlier one has woken may have cancelled it.
            if (cancel(timer)) {
                timer.fireNow();
            }
        }
        return !due.isEmpty();
    }
}
