package dev.weft.testkit.primitives;

import dev.weft.CancelledException;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.SpinLock;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;
import dev.weft.sync.Mutex;

/** A condition, as simple as can be, with a place for a mistake. */
final class TwinCond extends SpinLock {
    /** What is wrong with it. */
    enum Mistake {
        /** Unlocks the mutex before it is in the queue: a signal in between is missed. */
        UNLOCKS_BEFORE_IT_WAITS,

        /** A waiter that is cancelled does not lock the mutex again. */
        LEAVES_WITHOUT_THE_MUTEX,

        /** A waiter that is cancelled when it has been signalled takes the signal with it. */
        LEAVES_WITH_THE_SIGNAL
    }

    private final Mistake mistake;
    private final Mutex mutex;
    private final WaitQueue queue = new WaitQueue();

    TwinCond(Mistake mistake, Mutex mutex) {
        this.mistake = mistake;
        this.mutex = mutex;
    }

    void await() {
        Fiber fiber = Fiber.current();
        WaitNode node = fiber.node().reset(null);
        if (mistake == Mistake.UNLOCKS_BEFORE_IT_WAITS) {
            mutex.unlock();
        }
        Probe.announce(Operation.AWAIT, this);
        lock();
        fiber.prepareToPark(WaitReason.CONDITION, this);
        queue.add(node);
        unlock();
        if (mistake != Mistake.UNLOCKS_BEFORE_IT_WAITS) {
            mutex.unlock();
        }
        boolean signalled = fiber.park();
        if (!signalled) {
            lock();
            boolean left = queue.remove(node);
            unlock();
            if (left) {
                fiber.abandon();
            } else {
                fiber.parkUntilReady();
                signalled = mistake != Mistake.LEAVES_WITH_THE_SIGNAL;
            }
        }
        if (signalled || mistake != Mistake.LEAVES_WITHOUT_THE_MUTEX) {
            fiber.beginShield();
            mutex.lock();
            fiber.endShield();
        }
        if (!signalled) {
            throw new CancelledException("await: the goroutine was cancelled");
        }
    }

    void signal() {
        Probe.announce(Operation.SIGNAL, this);
        lock();
        WaitNode node = queue.pollClaimed();
        unlock();
        if (node != null) {
            node.fiber.ready();
        }
    }

    @Override
    public String toString() {
        return "twin cond";
    }
}
