package dev.weft;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.ReadyList;
import dev.weft.internal.park.SpinLock;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;

/**
 * How many goroutines of a {@link Group} are alive, who waits for there to be fewer, and who for there to be none.
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) Whenever the lock is free, nobody is in {@code entering} unless {@code live >= limit}; so whoever finds
 *       room overtakes nobody, and each end and each new limit lets in as many as fit, in the order in which they came.
 *   <li>(I2) Whenever the lock is free, nobody is in {@code awaiting} unless {@code live > 0}.
 *   <li>(I3) {@code live} counts those that are let in before they are made ready: nobody takes their place.
 * </ol>
 * {@code live} may be above {@code limit}: the limit was lowered, or members have started others, who never wait.
 */
final class GroupMembers extends SpinLock {
    private final Group group;

    // Guarded by the lock.
    private final WaitQueue entering = new WaitQueue();
    private final WaitQueue awaiting = new WaitQueue();
    private int limit = Integer.MAX_VALUE;
    private int live;

    GroupMembers(Group group) {
        this.group = group;
    }

    /** One more, once there is room. */
    void enter() {
        announce(Operation.ACQUIRE);
        Fiber fiber = Fiber.current();
        if (fiber.isCancelled()) {
            throw cancelled("go");
        }
        WaitNode node = fiber.node().reset(null);
        lock();
        if (live < limit) {
            live++;
            unlock();
            return;
        }
        park(fiber, node, entering, WaitReason.GROUP_LIMIT, "go");
    }

    /** One more, whatever the limit. */
    void join() {
        announce(Operation.ACQUIRE);
        lock();
        live++;
        unlock();
    }

    /** One less. */
    void leave() {
        announce(Operation.RELEASE);
        ReadyList served = new ReadyList();
        lock();
        live--;
        admitLocked(served);
        if (live == 0) {
            for (WaitNode node = awaiting.pollClaimed(); node != null; node = awaiting.pollClaimed()) {
                served.add(node);
            }
        }
        unlock();
        served.readyAll();
    }

    void await() {
        announce(Operation.AWAIT);
        Fiber fiber = Fiber.current();
        if (fiber.isCancelled()) {
            throw cancelled("await");
        }
        WaitNode node = fiber.node().reset(null);
        lock();
        if (live == 0) {
            unlock();
            return;
        }
        park(fiber, node, awaiting, WaitReason.GROUP, "await");
    }

    /** Called with the lock, returns without. */
    private void park(Fiber fiber, WaitNode node, WaitQueue queue, WaitReason reason, String operation) {
        fiber.prepareToPark(reason, group);
        queue.add(node);
        unlock();
        if (fiber.park()) {
            return;
        }
        lock();
        boolean left = queue.remove(node);
        unlock();
        if (left) {
            fiber.abandon();
            throw cancelled(operation);
        }
        fiber.parkUntilReady();
    }

    private void admitLocked(ReadyList served) {
        while (live < limit) {
            WaitNode node = entering.pollClaimed();
            if (node == null) {
                return;
            }
            live++;
            served.add(node);
        }
    }

    void limit(int n) {
        announce(Operation.RELEASE);
        ReadyList served = new ReadyList();
        lock();
        limit = n;
        admitLocked(served);
        unlock();
        served.readyAll();
    }

    int limit() {
        lock();
        int now = limit;
        unlock();
        return now;
    }

    int live() {
        announce(Operation.LENGTH);
        lock();
        int now = live;
        unlock();
        return now;
    }

    private void announce(Operation operation) {
        if (Probe.ON) {
            Probe.announce(operation, group);
        }
    }

    private CancelledException cancelled(String operation) {
        return new CancelledException(operation + ": the goroutine was cancelled (" + group + ")");
    }
}
