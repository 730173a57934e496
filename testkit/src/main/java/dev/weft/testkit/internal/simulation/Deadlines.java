package dev.weft.testkit.internal.simulation;

import dev.weft.internal.park.Clock;
import dev.weft.internal.park.Timers.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Virtual time: it stands still until somebody lets it jump to the next deadline. Used by one thread at a time, but for
 * the clock, which anyone may read.
 *
 * <p>Invariants: (I1) {@code armed} maps each timer that has been added and has neither fired nor been removed to its
 * entry. (I2) An entry is in {@code queue} until it is due, and removed entries may still be there.
 */
public final class Deadlines {
    /** When virtual time begins. A time that nobody takes for the present. */
    static final Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");

    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private final IdentityHashMap<Timer, Entry> armed = new IdentityHashMap<>();
    private long added;

    /** Written by whoever lets time jump. */
    private volatile long now;

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

    public Deadlines() {}

    /** Equal deadlines are in the order of adding, so that the same timers have the same numbers each time. */
    private static final class Entry implements Comparable<Entry> {
        private final Timer timer;
        private final long deadline;
        private final long order;
        private boolean removed;

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

    /** Virtual time. */
    public Clock clock() {
        return clock;
    }

    /** Goes back to the beginning. */
    void reset() {
        if (added > 0) {
            queue.clear();
            armed.clear();
        }
        now = 0;
        added = 0;
    }

    /** Arms a timer. */
    public void add(Timer timer, long nanos) {
        long deadline = now + Math.max(0, Math.min(nanos, Long.MAX_VALUE / 2));
        // Deadlines past the end of time are at its end.
        Entry entry = new Entry(timer, deadline < 0 ? Long.MAX_VALUE : deadline, added++);
        armed.put(timer, entry);
        queue.add(entry);
    }

    /** Disarms a timer, because it is cancelled or fires; false when it was not armed. */
    public boolean remove(Timer timer) {
        Entry entry = armed.remove(timer);
        if (entry == null) {
            return false;
        }
        entry.removed = true;
        return true;
    }

    /** How many timers are armed. */
    public int armed() {
        return armed.size();
    }

    /**
     * Jumps to the next deadline; the timers that are due then, still armed, or none if there is no deadline, or if
     * nobody waits for any: a ticker that was not stopped would let time run for ever.
     */
    public List<Timer> advance() {
        List<Timer> due = new ArrayList<>();
        if (!mayWakeSomebody()) {
            return due;
        }
        long next = 0;
        for (Entry first = queue.peek(); first != null; first = queue.peek()) {
            if (!first.removed) {
                if (!due.isEmpty() && first.deadline != next) {
                    break;
                }
                next = first.deadline;
                due.add(first.timer);
            }
            queue.remove();
        }
        if (!due.isEmpty()) {
            now = next;
        }
        return due;
    }

    private boolean mayWakeSomebody() {
        for (Timer timer : armed.keySet()) {
            if (timer.mayWakeSomebody()) {
                return true;
            }
        }
        return false;
    }
}
