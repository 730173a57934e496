package dev.weft.testkit.primitives;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.SpinLock;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;
import org.jspecify.annotations.Nullable;

/** A wait group, as simple as can be, with a place for a mistake. */
final class TwinWaitGroup extends SpinLock {
    /** What is wrong with it. */
    enum Mistake {
        NONE,

        /** Looks at the counter, and queues later without looking again. */
        DOES_NOT_LOOK_AGAIN,

        /** Whoever counts down to zero wakes one of those who wait. */
        WAKES_ONE,

        /** Reads the counter, and writes it later. */
        COUNTS_IN_TWO_STEPS
    }

    private final Mistake mistake;
    private final WaitQueue waiters = new WaitQueue();
    private int count;

    TwinWaitGroup(Mistake mistake, int count) {
        this.mistake = mistake;
        this.count = count;
    }

    void done() {
        Probe.announce(Operation.COUNT, this);
        lock();
        int before = count;
        if (mistake == Mistake.COUNTS_IN_TWO_STEPS) {
            unlock();
            Probe.announce(Operation.COUNT, this);
            lock();
        }
        count = before - 1;
        WaitNode node = count == 0 ? released() : null;
        unlock();
        while (node != null) {
            WaitNode following = node.nextInList();
            node.fiber.ready();
            node = following;
        }
    }

    private @Nullable WaitNode released() {
        return mistake == Mistake.WAKES_ONE ? waiters.pollClaimed() : waiters.claimAll();
    }

    void await() {
        Probe.announce(Operation.AWAIT, this);
        Fiber fiber = Fiber.current();
        WaitNode node = fiber.node().reset(null);
        lock();
        boolean over = count == 0;
        if (mistake == Mistake.DOES_NOT_LOOK_AGAIN) {
            unlock();
            Probe.announce(Operation.AWAIT, this);
            lock();
        }
        if (over) {
            unlock();
            return;
        }
        fiber.prepareToPark(WaitReason.WAIT_GROUP, this);
        waiters.add(node);
        unlock();
        fiber.parkUntilReady();
    }

    @Override
    public String toString() {
        return "twin wait group";
    }
}
