package dev.weft.internal.park;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A gate that opens once and stays open; whoever comes before waits. What happened before {@link #open} is visible
 * after {@link #await}.
 *
 * <p>Invariant: {@code waiters} has members only while {@code open} is false. Both are guarded by the lock;
 * {@code open} is also read without it.
 */
public final class Latch extends Selectable {
    private static final AtomicLong NEXT_ID = new AtomicLong();
    private static final VarHandle ID;

    static {
        try {
            ID = MethodHandles.lookup().findVarHandle(Latch.class, "id", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final WaitQueue waiters = new WaitQueue();
    private volatile boolean open;

    /** 0 until a select asks for the order of locks, which few do. Changed by compare-and-set. */
    private volatile long id;

    public Latch() {}

    /** A gate that is open from the start. */
    public static Latch opened() {
        Latch latch = new Latch();
        latch.open = true;
        return latch;
    }

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
            node.outcome = WaitNode.DONE;
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

    // ----------------------------------------------------------------------------------------------- selects

    @Override
    public long order() {
        if (id == 0) {
            ID.compareAndSet(this, 0L, NEXT_ID.incrementAndGet());
        }
        return order(id, 3);
    }

    @Override
    public boolean looksReady(SelectCase operation) {
        return open;
    }

    @Override
    public boolean isReadyLocked(SelectCase operation) {
        return open;
    }

    /** Needs no lock: what is open stays so. */
    @Override
    public boolean attempt(SelectCase operation) {
        return attemptLocked(operation);
    }

    @Override
    public boolean attemptLocked(SelectCase operation) {
        return open && operation.complete(null, WaitNode.DONE);
    }

    @Override
    public WaitQueue queueLocked(SelectCase.Kind kind) {
        return waiters;
    }
}
