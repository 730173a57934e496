package dev.weft.internal.park;

import org.jspecify.annotations.Nullable;

/**
 * Waiters whose operations were completed under a lock, to be made ready once it is released, in order. Made before the
 * lock is taken, since nothing is allocated under it; belongs to one thread.
 */
public final class ReadyList {
    private @Nullable WaitNode first;
    private @Nullable WaitNode last;

    public ReadyList() {}

    /** Adds a node that the caller has removed from its queue and claimed, and notes that its operation happened. */
    public void add(WaitNode node) {
        node.outcome = WaitNode.DONE;
        if (last == null) {
            first = node;
        } else {
            last.next = node;
        }
        last = node;
    }

    /** Lets them all go on. No lock is held. */
    public void readyAll() {
        WaitNode node = first;
        first = null;
        last = null;
        while (node != null) {
            // Read and cleared before ready: afterwards the node is its owner's again.
            WaitNode following = node.next;
            node.next = null;
            node.fiber.ready();
            node = following;
        }
    }
}
