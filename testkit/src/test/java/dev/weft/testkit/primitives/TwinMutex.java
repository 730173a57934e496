package dev.weft.testkit.primitives;

import dev.weft.CancelledException;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.SpinLock;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;

/** A mutex that hands itself over, as simple as can be, with a place for a mistake. */
final class TwinMutex extends SpinLock {
    /** What is wrong with it. */
    enum Mistake {
        NONE,

        /**
         * Looks whether the mutex is free, and queues later without looking again: a wake-up can get lost in between.
         */
        DOES_NOT_LOOK_AGAIN,

        /** A waiter that is cancelled when it has been handed the mutex leaves with it. */
        LEAVES_WITH_THE_MUTEX,

        /** Looks whether the mutex is free, and takes it later. */
        TAKES_WITHOUT_LOOKING
    }

    private final Mistake mistake;
    private final WaitQueue queue = new WaitQueue();
    private boolean held;

    TwinMutex(Mistake mistake) {
        this.mistake = mistake;
    }

    void acquire() {
        Probe.announce(Operation.LOCK, this);
        Fiber fiber = Fiber.current();
        WaitNode node = fiber.node().reset(null);
        lock();
        boolean free = !held;
        if (mistake == Mistake.DOES_NOT_LOOK_AGAIN || mistake == Mistake.TAKES_WITHOUT_LOOKING) {
            unlock();
            Probe.announce(Operation.LOCK, this);
            lock();
            free = mistake == Mistake.TAKES_WITHOUT_LOOKING ? free : free && !held;
        }
        if (free) {
            held = true;
            unlock();
            return;
        }
        fiber.prepareToPark(WaitReason.MUTEX_LOCK, this);
        queue.add(node);
        unlock();
        if (!fiber.park()) {
            giveUp(fiber, node);
        }
    }

    private void giveUp(Fiber fiber, WaitNode node) {
        lock();
        boolean left = queue.remove(node);
        unlock();
        if (left) {
            fiber.abandon();
            throw new CancelledException("lock: the goroutine was cancelled");
        }
        fiber.parkUntilReady();
        if (mistake == Mistake.LEAVES_WITH_THE_MUTEX) {
            throw new CancelledException("lock: the goroutine was cancelled");
        }
    }

    void release() {
        Probe.announce(Operation.UNLOCK, this);
        lock();
        WaitNode next = queue.pollClaimed();
        if (next == null) {
            held = false;
        }
        unlock();
        if (next != null) {
            next.fiber.ready();
        }
    }

    @Override
    public String toString() {
        return "twin mutex";
    }
}
