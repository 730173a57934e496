package dev.weft.testkit.internal.simulation;

import dev.weft.internal.park.Clock;
import dev.weft.internal.park.Timers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still while anybody can run, and then jumps to the next deadline.
 *
 * <p>Invariants: (I1) {@code armed} maps each timer that has been scheduled and has neither fired nor been cancelled to
 * its entry. (I2) An entry is in {@code queue} until it is due, and cancelled entries may still be there; a due one has
 * an actor, which is runnable until it fires or is cancelled.
 */
final class VirtualTimers implements Timers {
    /** When every simulation begins. A time that nobody takes for the present. */
    static final Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");

    private final Simulation simulation;
    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private final IdentityHashMap<Timer, Entry> armed = new IdentityHashMap<>();
    private long now;
    private long scheduled;

    private final Clock clock = new Clock() {
        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public Instant now() {
            return BEGINNING.plusNanos(now);
        }
    };

    VirtualTimers(Simulation simulation) {
        this.simulation = simulation;
    }

    /** Equal deadlines are in the order of scheduling, so that the same timers have the same numbers each time. */
    private static final class Entry implements Comparable<Entry> {
        private final Timer timer;
        private final long deadline;
        private final long order;
        private boolean cancelled;
        private @Nullable Actor due;

        Entry(Timer timer, long deadline, long order) {
            this.timer = timer;
            this.deadline = deadline;
            this.order = order;
        }

        @Override
        public int compareTo(Entry other) {
            int byDeadline = Long.compare(deadline, other.deadline);
            return byDeadline != 0 ? byDeadline : Long.compare(order, other.order);
        }
    }

    void reset() {
        if (scheduled > 0) {
            queue.clear();
            armed.clear();
        }
        now = 0;
        scheduled = 0;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void schedule(Timer timer, long nanos) {
        long deadline = now + Math.max(0, Math.min(nanos, Long.MAX_VALUE / 2));
        // Deadlines past the end of time are at its end.
        Entry entry = new Entry(timer, deadline < 0 ? Long.MAX_VALUE : deadline, scheduled++);
        armed.put(timer, entry);
        queue.add(entry);
    }

    @Override
    public boolean cancel(Timer timer) {
        Entry entry = armed.remove(timer);
        if (entry == null) {
            return false;
        }
        entry.cancelled = true;
        if (entry.due != null) {
            simulation.withdraw(entry.due);
        }
        return true;
    }

    @Override
    public int pending() {
        return armed.size();
    }

    /** The timer fires now. */
    void fired(Timer timer) {
        armed.remove(timer);
    }

    /** Jumps to the next deadline, and makes actors of all timers that are due then; false when there is none. */
    boolean advance() {
        List<Entry> due = new ArrayList<>();
        for (Entry first = queue.peek(); first != null; first = queue.peek()) {
            if (!first.cancelled) {
                if (!due.isEmpty() && first.deadline != due.getFirst().deadline) {
                    break;
                }
                due.add(first);
            }
            queue.remove();
        }
        for (Entry entry : due) {
            now = entry.deadline;
            entry.due = simulation.due(entry.timer);
        }
        return !due.isEmpty();
    }
}
