package dev.weft;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.SpinLock;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;

/**
 * Counts the goroutines of a scope, and lets others wait for their end.
 *
 * <p>Invariants, guarded by the lock: (I1) {@code running} is the number of goroutines that have entered and not left.
 * (I2) {@code waiters} has members only while {@code running > 0}. (I3) Once {@code closed}, nobody enters.
 */
final class ScopeMembers extends SpinLock {
    private final Scope scope;
    private final WaitQueue waiters = new WaitQueue();
    private int running;
    private int entered;
    private boolean closed;

    ScopeMembers(Scope scope) {
        this.scope = scope;
    }

    /** One more, if so many are allowed in all. */
    void enter(String operation, int limit) {
        announce(Operation.COUNT);
        lock();
        boolean over = closed;
        boolean full = entered >= limit;
        if (!over && !full) {
            entered++;
            running++;
        }
        unlock();
        if (over) {
            throw new IllegalStateException(operation + ": the scope is closed (" + scope + ")");
        }
        if (full) {
            throw new IllegalStateException(
                    operation + ": the scope has had its " + limit + " goroutines (" + scope + ")");
        }
    }

    /** One has ended. */
    void leave() {
        announce(Operation.COUNT);
        lock();
        WaitNode node = --running == 0 ? waiters.claimAll() : null;
        unlock();
        while (node != null) {
            WaitNode following = node.nextInList();
            node.fiber.ready();
            node = following;
        }
    }

    /** Lets nobody in any more; says whether this call did. */
    boolean close() {
        announce(Operation.CLOSE);
        lock();
        boolean first = !closed;
        closed = true;
        unlock();
        return first;
    }

    /** Waits until all have ended; false if the caller was cancelled first. */
    boolean await() {
        announce(Operation.AWAIT);
        Fiber fiber = Fiber.current();
        if (fiber.isCancelled()) {
            return false;
        }
        WaitNode node = fiber.node().reset(null);
        if (!queueUnlessDone(fiber, node) || fiber.park()) {
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

    /** Waits until all have ended, cancelled or not. */
    void awaitUninterruptibly() {
        announce(Operation.AWAIT);
        Fiber fiber = Fiber.current();
        if (queueUnlessDone(fiber, fiber.node().reset(null))) {
            fiber.parkUntilReady();
        }
    }

    private boolean queueUnlessDone(Fiber fiber, WaitNode node) {
        lock();
        boolean wait = running > 0;
        if (wait) {
            fiber.prepareToPark(WaitReason.SCOPE_JOIN, scope);
            waiters.add(node);
        }
        unlock();
        return wait;
    }

    void announce(Operation operation) {
        if (Probe.ON) {
            Probe.announce(operation, this);
        }
    }

    @Override
    public String toString() {
        return scope.toString();
    }
}
