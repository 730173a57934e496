package dev.weft.testkit.primitives;

import dev.weft.CancelledException;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.ReadyList;
import dev.weft.internal.park.SpinLock;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;

/** A mutex for readers and writers, as simple as can be, with a place for a mistake. */
final class TwinRwMutex extends SpinLock {
    /** What is wrong with it. */
    enum Mistake {
        NONE,

        /** A writer that leaves does not let the readers in that it kept out. */
        FORGETS_READERS,

        /** The end of one reader is taken for the end of all. */
        LETS_A_WRITER_IN_TOO_EARLY
    }

    private final Mistake mistake;
    private final WaitQueue readers = new WaitQueue();
    private final WaitQueue writers = new WaitQueue();
    private int reading;
    private boolean writing;

    TwinRwMutex(Mistake mistake) {
        this.mistake = mistake;
    }

    void writeLock() {
        Probe.announce(Operation.LOCK, this);
        lock();
        boolean enters = !writing && reading == 0;
        writing |= enters;
        waitUnless(enters, writers);
    }

    void readLock() {
        Probe.announce(Operation.LOCK, this);
        lock();
        boolean enters = !writing && writers.isEmpty();
        reading += enters ? 1 : 0;
        waitUnless(enters, readers);
    }

    private void waitUnless(boolean enters, WaitQueue queue) {
        if (enters) {
            unlock();
            return;
        }
        Fiber fiber = Fiber.current();
        WaitNode node = fiber.node().reset(null);
        fiber.prepareToPark(WaitReason.WRITE_LOCK, this);
        queue.add(node);
        unlock();
        if (fiber.park()) {
            return;
        }
        ReadyList admitted = new ReadyList();
        lock();
        boolean left = queue.remove(node);
        if (left && mistake != Mistake.FORGETS_READERS) {
            admitLocked(false, admitted);
        }
        unlock();
        admitted.readyAll();
        if (left) {
            fiber.abandon();
            throw new CancelledException("lock: the goroutine was cancelled");
        }
        fiber.parkUntilReady();
    }

    void writeUnlock() {
        Probe.announce(Operation.UNLOCK, this);
        ReadyList admitted = new ReadyList();
        lock();
        writing = false;
        admitLocked(true, admitted);
        unlock();
        admitted.readyAll();
    }

    void readUnlock() {
        Probe.announce(Operation.UNLOCK, this);
        ReadyList admitted = new ReadyList();
        lock();
        reading = mistake == Mistake.LETS_A_WRITER_IN_TOO_EARLY ? 0 : reading - 1;
        admitLocked(false, admitted);
        unlock();
        admitted.readyAll();
    }

    private void admitLocked(boolean readersFirst, ReadyList admitted) {
        if (!writing && (readersFirst || writers.isEmpty())) {
            for (WaitNode node = readers.pollClaimed(); node != null; node = readers.pollClaimed()) {
                reading++;
                admitted.add(node);
            }
        }
        WaitNode writer = !writing && reading == 0 ? writers.pollClaimed() : null;
        if (writer != null) {
            writing = true;
            admitted.add(writer);
        }
    }

    @Override
    public String toString() {
        return "twin rwmutex";
    }
}
