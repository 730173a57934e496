package dev.weft.internal.park;

import org.jspecify.annotations.Nullable;

/**
 * Waiting goroutines, first in, first out. Guarded by the lock of its owner (a channel, a mutex, ...); nothing here
 * synchronises.
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) {@code head == null} if and only if {@code tail == null}.
 *   <li>(I2) {@code node.queue == this} if and only if {@code node} is reachable from {@code head}. Removing is
 *       therefore idempotent and takes constant time: the loser of a select, or an interrupted waiter, leaves no
 *       garbage behind.
 * </ol>
 */
public final class WaitQueue {
    private @Nullable WaitNode head;
    private @Nullable WaitNode tail;

    public WaitQueue() {}

    public boolean isEmpty() {
        return head == null;
    }

    /** Appends a node that is in no queue. */
    public void add(WaitNode node) {
        assert node.queue == null : "a node waits in one queue at a time";
        node.queue = this;
        node.next = null;
        node.previous = tail;
        if (tail == null) {
            head = node;
        } else {
            tail.next = node;
        }
        tail = node;
    }

    /** Puts a node that is in no queue before all others: it has waited already, and lost a race. */
    public void addFirst(WaitNode node) {
        assert node.queue == null : "a node waits in one queue at a time";
        node.queue = this;
        node.previous = null;
        node.next = head;
        if (head == null) {
            tail = node;
        } else {
            head.previous = node;
        }
        head = node;
    }

    /** The longest waiting node, without removing it. */
    public @Nullable WaitNode peek() {
        return head;
    }

    /**
     * Removes the longest waiting node whose operation the caller may complete, and claims it. Nodes of selects that
     * another channel has won are dropped on the way.
     */
    public @Nullable WaitNode pollClaimed() {
        WaitNode node = head;
        while (node != null) {
            remove(node);
            if (node.claim()) {
                return node;
            }
            node = head;
        }
        return null;
    }

    /** Whether {@link #pollClaimed} would find a node just now. */
    public boolean hasClaimable() {
        for (WaitNode node = head; node != null; node = node.next) {
            if (node.isClaimable()) {
                return true;
            }
        }
        return false;
    }

    /** Removes {@code node} if it is in this queue; says whether it was. */
    public boolean remove(WaitNode node) {
        if (node.queue != this) {
            return false;
        }
        WaitNode before = node.previous;
        WaitNode after = node.next;
        if (before == null) {
            head = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            tail = before;
        } else {
            after.previous = before;
        }
        node.queue = null;
        node.previous = null;
        node.next = null;
        return true;
    }

    /**
     * Empties the queue, claiming each node, and returns the claimed ones as a list linked by
     * {@link WaitNode#nextInList}. Iterative and without allocation: a million waiters are no danger to the stack or
     * the heap.
     */
    public @Nullable WaitNode claimAll() {
        return claim(Integer.MAX_VALUE);
    }

    /** As {@link #claimAll}, but the {@code most} longest waiting ones only. */
    public @Nullable WaitNode claim(int most) {
        WaitNode first = null;
        WaitNode last = null;
        int left = most;
        for (WaitNode node = pollClaimed(); node != null; node = --left > 0 ? pollClaimed() : null) {
            if (last == null) {
                first = node;
            } else {
                last.next = node;
            }
            last = node;
        }
        return first;
    }

    /** The number of nodes, claimed by others or not. Linear; for reports and tests. */
    public int size() {
        int size = 0;
        for (WaitNode node = head; node != null; node = node.next) {
            size++;
        }
        return size;
    }

    /** Checks I1 and I2; for tests. */
    public boolean isConsistent() {
        if ((head == null) != (tail == null)) {
            return false;
        }
        WaitNode before = null;
        for (WaitNode node = head; node != null; node = node.next) {
            if (node.queue != this || node.previous != before) {
                return false;
            }
            before = node;
        }
        return before == tail;
    }
}
