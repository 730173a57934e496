package dev.weft;

import dev.weft.internal.park.SpinLock;
import org.jspecify.annotations.Nullable;

/**
 * The fibers that run under a cancellable context, in the order in which they came. A linked list through the members
 * themselves: to join and to leave allocates nothing, and whoever cancels a hundred thousand goroutines finds them in
 * the order in which they lie in memory, which is quicker than the order of a hash table.
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) Links and {@code count} change under the lock only, except the links of members that were detached: those
 *       belong to the canceller.
 *   <li>(I2) The list is detached once, by the canceller. Who has come before is not unlinked any more, but counted
 *       when it leaves.
 * </ol>
 */
final class MemberList extends SpinLock {
    private Cancellation.@Nullable Member first;
    private Cancellation.@Nullable Member last;
    private int count;
    private boolean detached;

    /** Puts a member at the end; says whether it is the only one. */
    boolean add(Cancellation.Member member) {
        lock();
        member.late = detached;
        member.previous = last;
        if (last == null) {
            first = member;
        } else {
            last.next = member;
        }
        last = member;
        boolean only = count++ == 0;
        unlock();
        return only;
    }

    /** Takes a member away; says whether it was the last one. */
    boolean remove(Cancellation.Member member) {
        lock();
        if (member.late || !detached) {
            unlinkLocked(member);
        }
        boolean empty = --count == 0;
        unlock();
        return empty;
    }

    private void unlinkLocked(Cancellation.Member member) {
        Cancellation.Member before = member.previous;
        Cancellation.Member after = member.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        member.previous = null;
        member.next = null;
    }

    /** Gives all members to the canceller, linked by {@code next}. */
    Cancellation.@Nullable Member detach() {
        lock();
        Cancellation.Member all = first;
        first = null;
        last = null;
        detached = true;
        unlock();
        return all;
    }
}
