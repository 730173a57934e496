package dev.weft.internal.park;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Things that one may have to find, without keeping them: a doubly linked ring of weak references. Adding and removing
 * take constant time and no branch, so that the JIT has none to guess wrong when very many goroutines end for the first
 * time; what was collected is dropped when the list is read.
 *
 * <p>Invariant, guarded by the lock: an entry is listed if and only if it is reachable from {@code ring}, which is none
 * itself, and {@code size} counts them; an entry that is not listed is a ring of its own. {@code dropped} counts those
 * that were dropped.
 */
public final class WeakList<T> extends SpinLock {
    private final Entry<T> ring = new Entry<>(null);
    private int size;
    private long dropped;

    public WeakList() {}

    /** A place in the list, to be kept by whoever wants to leave it. */
    public static final class Entry<T> extends WeakReference<T> {
        private Entry<T> previous = this;
        private Entry<T> next = this;
        private boolean listed;

        private Entry(@Nullable T member) {
            super(member);
        }
    }

    public Entry<T> add(T member) {
        Entry<T> entry = new Entry<>(member);
        lock();
        Entry<T> first = ring.next;
        entry.next = first;
        entry.previous = ring;
        first.previous = entry;
        ring.next = entry;
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
        before.next = after;
        after.previous = before;
        entry.previous = entry;
        entry.next = entry;
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
        Entry<T> entry = ring.next;
        while (entry != ring) {
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
