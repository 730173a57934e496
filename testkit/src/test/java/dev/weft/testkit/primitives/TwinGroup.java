package dev.weft.testkit.primitives;

import dev.weft.CancelledException;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.ReadyList;
import dev.weft.internal.park.SpinLock;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;

/** A group that limits how many of its goroutines are alive, as simple as can be, with a place for a mistake. */
final class TwinGroup extends SpinLock {
    /** What is wrong with it. */
    enum Mistake {
        NONE,

        /** A goroutine is counted when it begins to run, and not when it is started. */
        COUNTS_LATE,

        /** A goroutine that ends lets nobody in. */
        LETS_NOBODY_IN,

        /** Who is cancelled when it has been let in starts nothing, and keeps its place. */
        KEEPS_THE_PLACE
    }

    private final Mistake mistake;
    private final int limit;
    private final WaitQueue entering = new WaitQueue();
    private int live;

    TwinGroup(Mistake mistake, int limit) {
        this.mistake = mistake;
        this.limit = limit;
    }

    void go(Task task) {
        enter();
        Weft.go(() -> {
            if (mistake == Mistake.COUNTS_LATE) {
                countOneMore();
            }
            try {
                task.run();
            } finally {
                leave();
            }
        });
    }

    private void countOneMore() {
        Probe.announce(Operation.ACQUIRE, this);
        lock();
        live++;
        unlock();
    }

    private void enter() {
        Probe.announce(Operation.ACQUIRE, this);
        Fiber fiber = Fiber.current();
        WaitNode node = fiber.node().reset(null);
        lock();
        if (live < limit) {
            live += mistake == Mistake.COUNTS_LATE ? 0 : 1;
            unlock();
            return;
        }
        fiber.prepareToPark(WaitReason.GROUP_LIMIT, this);
        entering.add(node);
        unlock();
        if (!fiber.park()) {
            giveUp(fiber, node);
        }
    }

    private void giveUp(Fiber fiber, WaitNode node) {
        lock();
        boolean left = entering.remove(node);
        unlock();
        if (left) {
            fiber.abandon();
        } else {
            fiber.parkUntilReady();
        }
        if (left || mistake == Mistake.KEEPS_THE_PLACE) {
            throw new CancelledException("go: the goroutine was cancelled");
        }
    }

    private void leave() {
        Probe.announce(Operation.RELEASE, this);
        ReadyList served = new ReadyList();
        lock();
        live--;
        WaitNode next = mistake == Mistake.LETS_NOBODY_IN ? null : entering.pollClaimed();
        if (next != null) {
            live += mistake == Mistake.COUNTS_LATE ? 0 : 1;
            served.add(next);
        }
        unlock();
        served.readyAll();
    }

    @Override
    public String toString() {
        return "twin group";
    }
}
