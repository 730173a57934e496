package dev.weft.internal.park;

/**
 * A gate that opens once and stays open; whoever comes before waits. What happened before {@link #open} is visible
 * after {@link #await}.
 *
 * <p>Invariant: {@code waiters} has members only while {@code open} is false. Both are guarded by the lock;
 * {@code open} is also read without it.
 */
public final class Latch extends SpinLock {
    private final WaitQueue waiters = new WaitQueue();
    private volatile boolean open;

    public Latch() {}

    public boolean isOpen() {
        return open;
    }

    /** Opens the gate; says whether this call did. */
    public boolean open() {
        if (Probe.ON) {
            Probe.announce(Operation.OPEN, this);
        }
        lock();
        if (open) {
            unlock();
            return false;
        }
        open = true;
        WaitNode node = waiters.claimAll();
        unlock();
        while (node != null) {
            WaitNode following = node.nextInList();
            node.fiber.ready();
            node = following;
        }
        return true;
    }

    /**
     * Waits until the gate is open.
     *
     * @return false if the fiber was cancelled first
     */
    public boolean await(WaitReason reason, Object target) {
        if (Probe.ON) {
            Probe.announce(Operation.AWAIT, this);
        }
        Fiber fiber = Fiber.current();
        if (fiber.isCancelled()) {
            return false;
        }
        WaitNode node = fiber.node().reset(null);
        if (!enter(fiber, node, reason, target) || fiber.park()) {
            return true;
        }
        lock();
        boolean left = waiters.remove(node);
        unlock();
        if (left) {
            fiber.abandon();
        } else {
            fiber.parkUntilReady();
        }
        return !left;
    }

    /** Waits until the gate is open, whatever happens. */
    public void awaitUninterruptibly(WaitReason reason, Object target) {
        Fiber fiber = Fiber.current();
        if (enter(fiber, fiber.node().reset(null), reason, target)) {
            fiber.parkUntilReady();
        }
    }

    /** Queues the node; false when the gate is open already. */
    private boolean enter(Fiber fiber, WaitNode node, WaitReason reason, Object target) {
        lock();
        if (open) {
            unlock();
            return false;
        }
        fiber.prepareToPark(reason, target);
        waiters.add(node);
        unlock();
        return true;
    }
}
