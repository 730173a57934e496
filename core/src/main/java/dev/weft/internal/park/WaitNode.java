package dev.weft.internal.park;

import org.jspecify.annotations.Nullable;

/**
 * A goroutine's place in one wait queue. A plain operation has one node (kept in its fiber and used again); a select
 * has one for each case.
 *
 * <p>Who may touch what: {@code previous}, {@code next} and {@code queue} are guarded by the lock of the object that
 * owns the queue. {@code item} and {@code outcome} belong to the owner before the node is queued and after the owner
 * was made ready, and to the thread that removed (and, for a select, claimed) the node in between; {@link Fiber#ready}
 * and the return of {@link Fiber#park} carry them over.
 */
public final class WaitNode {
    /** Not yet decided. */
    public static final int PENDING = 0;

    /** The operation happened. */
    public static final int DONE = 1;

    /** The operation ended because the channel was closed. */
    public static final int CLOSED = 2;

    /** {@link #round} of a node that needs no claim, because leaving the one queue it is in decides it. */
    public static final int UNCLAIMED = -1;

    /** The goroutine that waits. */
    public final Fiber fiber;

    /** What is sent, or what was received. */
    public @Nullable Object item;

    /** {@link #PENDING}, {@link #DONE} or {@link #CLOSED}. */
    public int outcome;

    /** Which case of a select this is; 0 for a plain operation. */
    public int index;

    /** The number of units asked for (weighted semaphores), or 0. */
    public long amount;

    /** The select round this node belongs to, see {@link Fiber#claim}; {@link #UNCLAIMED} for a plain operation. */
    public int round = UNCLAIMED;

    @Nullable WaitNode previous;

    @Nullable WaitNode next;

    @Nullable WaitQueue queue;

    public WaitNode(Fiber fiber) {
        this.fiber = fiber;
    }

    /** Makes the node fresh for a plain operation. */
    public WaitNode reset(@Nullable Object newItem) {
        item = newItem;
        outcome = PENDING;
        round = UNCLAIMED;
        return this;
    }

    /** Makes the node fresh for case {@code newIndex} of select round {@code newRound}. */
    public void resetForCase(@Nullable Object newItem, int newIndex, int newRound) {
        item = newItem;
        outcome = PENDING;
        index = newIndex;
        round = newRound;
    }

    /** Takes the right to complete this node's operation; false when another case of the same select was taken. */
    public boolean claim() {
        return round == UNCLAIMED || fiber.claim(round);
    }

    /** Whether {@link #claim} would have succeeded just now; for operations that only look. */
    public boolean isClaimable() {
        return round == UNCLAIMED || fiber.isOpen(round);
    }

    /** Returns the item and forgets it, so that an idle fiber holds no user data. */
    public @Nullable Object takeItem() {
        Object taken = item;
        item = null;
        return taken;
    }

    /** The node behind this one in a list returned by {@link WaitQueue#claimAll}. */
    public @Nullable WaitNode nextInList() {
        return next;
    }

    /** Tells all of a list returned by {@link WaitQueue#claimAll} that what they wait for is closed. */
    public static void readyClosed(@Nullable WaitNode first) {
        WaitNode node = first;
        while (node != null) {
            // Read before ready: afterwards the node is its owner's again.
            WaitNode following = node.next;
            node.outcome = CLOSED;
            node.fiber.ready();
            node = following;
        }
    }
}
