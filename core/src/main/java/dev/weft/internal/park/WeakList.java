package dev.weft.internal.park;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Things that one may have to find, without keeping them: a doubly linked list of weak references. Adding and removing
 * take constant time; what was collected is dropped when the list is read.
 *
 * <p>Invariant, guarded by the lock: an entry is in the list if and only if it is reachable from {@code head}, and
 * {@code size} counts them; {@code dropped} counts those that were dropped.
 */
public final class WeakList<T> extends SpinLock {
    private @Nullable Entry<T> head;
    private int size;
    private long dropped;

    public WeakList() {}

    /** A place in the list, to be kept by whoever wants to leave it. */
    public static final class Entry<T> extends WeakReference<T> {
        private @Nullable Entry<T> previous;
        private @Nullable Entry<T> next;
        private boolean listed;

        private Entry(T member) {
            super(member);
        }
    }

    public Entry<T> add(T member) {
        Entry<T> entry = new Entry<>(member);
        lock();
        entry.next = head;
        if (head != null) {
            head.previous = entry;
        }
        head = entry;
        entry.listed = true;
        size++;
        unlock();
        return entry;
    }

    /** Takes an entry out, if it is still in. */
    public void remove(Entry<T> entry) {
        lock();
        removeLocked(entry);
        unlock();
    }

    private void removeLocked(Entry<T> entry) {
        if (!entry.listed) {
            return;
        }
        Entry<T> before = entry.previous;
        Entry<T> after = entry.next;
        if (before == null) {
            head = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        entry.previous = null;
        entry.next = null;
        entry.listed = false;
        size--;
    }

    /** The members that are there now, the latest first. Drops what was collected; allocates outside the lock. */
    public List<T> snapshot() {
        int room = 0;
        while (true) {
            @Nullable Object[] found = new Object[room];
            lock();
            int needed = size;
            int count = needed <= room ? collectLocked(found) : 0;
            unlock();
            if (needed <= room) {
                return members(found, count);
            }
            room = needed + needed / 8 + 16;
        }
    }

    /** How many members readers of the list have found collected. */
    public long dropped() {
        lock();
        long count = dropped;
        unlock();
        return count;
    }

    private int collectLocked(@Nullable Object[] found) {
        int count = 0;
        Entry<T> entry = head;
        while (entry != null) {
            Entry<T> after = entry.next;
            T member = entry.get();
            if (member == null) {
                removeLocked(entry);
                dropped++;
            } else {
                found[count++] = member;
            }
            entry = after;
        }
        return count;
    }

    @SuppressWarnings("unchecked")
    private List<T> members(@Nullable Object[] found, int count) {
        List<T> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            T member = (T) found[i];
            if (member != null) {
                members.add(member);
            }
        }
        return members;
    }
}
