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

/** A weighted semaphore, as simple as can be, with a place for a mistake. */
final class TwinSemaphore extends SpinLock {
    /** What is wrong with it. */
    enum Mistake {
        NONE,

        /** A big request that leaves does not let the small ones behind it go on. */
        FORGETS_THOSE_BEHIND,

        /** Whoever comes may go first, if there is enough for it. */
        OVERTAKES,

        /** A waiter that is cancelled when it has been given its permits leaves with them. */
        LEAVES_WITH_PERMITS
    }

    private final Mistake mistake;
    private final WaitQueue queue = new WaitQueue();
    private long free;

    TwinSemaphore(Mistake mistake, long permits) {
        this.mistake = mistake;
        this.free = permits;
    }

    void acquire(long n) {
        Probe.announce(Operation.ACQUIRE, this);
        Fiber fiber = Fiber.current();
        WaitNode node = fiber.node().reset(null);
        node.amount = n;
        lock();
        if (free >= n && (queue.isEmpty() || mistake == Mistake.OVERTAKES)) {
            free -= n;
            unlock();
            return;
        }
        fiber.prepareToPark(WaitReason.SEMAPHORE, this);
        queue.add(node);
        unlock();
        if (!fiber.park()) {
            giveUp(fiber, node);
        }
    }

    private void giveUp(Fiber fiber, WaitNode node) {
        ReadyList served = new ReadyList();
        lock();
        boolean left = queue.remove(node);
        if (left && mistake != Mistake.FORGETS_THOSE_BEHIND) {
            serveLocked(served);
        }
        unlock();
        served.readyAll();
        if (left) {
            fiber.abandon();
        } else {
            fiber.parkUntilReady();
        }
        if (left || mistake == Mistake.LEAVES_WITH_PERMITS) {
            throw new CancelledException("acquire: the goroutine was cancelled");
        }
    }

    void release(long n) {
        Probe.announce(Operation.RELEASE, this);
        ReadyList served = new ReadyList();
        lock();
        free += n;
        serveLocked(served);
        unlock();
        served.readyAll();
    }

    private void serveLocked(ReadyList served) {
        for (WaitNode first = queue.peek(); first != null && first.amount <= free; first = queue.peek()) {
            queue.remove(first);
            free -= first.amount;
            served.add(first);
        }
    }

    @Override
    public String toString() {
        return "twin semaphore";
    }
}
