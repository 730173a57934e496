package dev.weft.verify.conservation;

import dev.weft.Attempt;
import dev.weft.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;

/** A handful of channels that everybody uses. One that is closed is replaced by a new one at once. */
final class Slots {
    /** A channel with its number in the journals. */
    record Slot(int number, Channel<Long> channel) {}

    private final List<Integer> capacities;
    private final AtomicReferenceArray<Slot> current;
    private final ReentrantLock lock = new ReentrantLock();

    /** Every channel there has been; guarded by the lock. */
    private final List<Slot> all = new ArrayList<>();

    Slots(List<Integer> capacities) {
        this.capacities = capacities;
        current = new AtomicReferenceArray<>(capacities.size());
        for (int i = 0; i < capacities.size(); i++) current.set(i, fresh(i));
    }

    private Slot fresh(int place) {
        int capacity = capacities.get(place);
        Channel<Long> channel = capacity == 0 ? Channel.unbuffered() : Channel.buffered(capacity);
        lock.lock();
        try {
            Slot slot = new Slot(all.size(), channel);
            all.add(slot);
            return slot;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        return capacities.size();
    }

    Slot get(int place) {
        return current.get(place);
    }

    /** Puts a new channel into a place and closes the old one, on which others may be blocked. */
    void replace(int place) {
        current.getAndSet(place, fresh(place)).channel().close();
    }

    /** Closes the channels that are still open; nobody may replace one any more. */
    void closeAll() {
        for (int i = 0; i < capacities.size(); i++) current.get(i).channel().close();
    }

    /** Takes what is left in the channels, all closed and used by nobody, and returns how many channels there were. */
    int drain(Journal journal) {
        lock.lock();
        try {
            for (Slot slot : all) {
                while (slot.channel().tryReceive() instanceof Attempt.Value<Long>(Long value)) {
                    journal.received(slot.number(), value);
                }
            }
            return all.size();
        } finally {
            lock.unlock();
        }
    }
}
