package dev.weft.internal.scheduler;

import dev.weft.internal.park.SpinLock;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who sleeps, who searches, and how work and sleepers find each other.
 *
 * <p><b>The protocol</b>, after the head comment of Go's {@code proc.go}. A carrier without work <i>searches</i> for a
 * while, then <i>sleeps</i>. At most half of the busy processors' number search at the same time. Whoever adds work
 * wakes one sleeper, unless somebody searches already, for the searcher will find it; a searcher that finds work wakes
 * another in its place, so that a burst of work wakes as many as it needs, one after the other.
 *
 * <p><b>No wake-up is lost.</b> There are two pairs of steps that must not miss each other:
 * <pre>
 *   who adds work                     who goes to sleep
 *   (a1) publish the task             (s1) enter the list of sleepers     (volatile)
 *   (a2) look for sleepers            (s2) stop searching                 (volatile)
 *        and searchers                (s3) look at all queues once more
 *                                     (s4) sleep until taken off the list
 * </pre>
 * All six accesses are sequentially consistent (volatile or stronger). If (a2) sees no sleeper, then (s1), and so (s3),
 * is later than (a1), and (s3) sees the task. If (a2) sees a searcher, then that searcher's (s2), and so its (s3), is
 * later than (a1). In both cases somebody looks at the queues after the task is there. The hand-off slot is left out of
 * this on purpose: its owner runs it next. Who is woken for it may come too late or not see it; the {@link Monitor}
 * sees to it when the owner does not come.
 *
 * <p><b>The watcher.</b> Where others have work that is not worth taking (see {@link Pace}), one searcher at most stays
 * awake for it: it waits for {@code WorkSearch.WATCH_NANOS} between two looks, instead of spinning. To everyone else it
 * is a searcher, so those who add work wake nobody, which would cost them more than the work does. Who goes to sleep
 * while there is a watcher looks at the global queue only at (s3), since it could take nothing else. That loses no
 * wake-up: a watcher ends its watch before its own (s2), so its (s3) is later than the sleeper's; there it looks at all
 * queues, unless another watches by then, for whom the same holds. What comes from outside rouses the watcher.
 *
 * <p><b>A sleeper that is taken off the list</b> was taken by exactly one other, under the lock; that one made it a
 * searcher (the count is raised before the wake-up) and unparks it. A sleeper that finds work at (s3) takes itself off;
 * if it is no longer there, it has been woken, and is a searcher.
 */
final class IdleProcessors extends SpinLock {
    /** Carriers asleep, most recently asleep last: that one is warm, so it is woken first. Guarded by the lock. */
    private final ArrayDeque<Carrier> sleepers = new ArrayDeque<>(1024);

    /** The size of {@link #sleepers}. Written under the lock, read by all. */
    private volatile int sleeping;

    private final AtomicInteger searching = new AtomicInteger();

    /** The watcher, or null. */
    private final AtomicReference<@Nullable Carrier> watcher = new AtomicReference<>();

    int sleeping() {
        return sleeping;
    }

    int searching() {
        return searching.get();
    }

    /** Step (s1). */
    void add(Carrier carrier) {
        lock();
        sleepers.addLast(carrier);
        sleeping = sleepers.size();
        unlock();
    }

    /** A sleeper takes itself off the list; false when somebody else has. */
    boolean remove(Carrier carrier) {
        lock();
        boolean removed = sleepers.removeLastOccurrence(carrier);
        sleeping = sleepers.size();
        unlock();
        return removed;
    }

    /** Whether work that was just added needs someone to be woken. Step (a2), to be called after (a1). */
    boolean shouldWake() {
        return sleeping != 0 && searching.get() == 0;
    }

    /** Takes this carrier off the list, as a searcher, if it is on it. */
    boolean takeThis(Carrier carrier) {
        searching.incrementAndGet();
        boolean taken = remove(carrier);
        if (!taken) {
            searching.decrementAndGet();
        }
        return taken;
    }

    /** Takes a sleeper off the list, as a searcher; null when there is none or somebody searches already. */
    @Nullable Carrier takeSearcher() {
        if (sleeping == 0 || !searching.compareAndSet(0, 1)) {
            return null;
        }
        Carrier carrier = take();
        if (carrier == null) {
            searching.decrementAndGet();
        }
        return carrier;
    }

    /** Takes a sleeper off the list, as a searcher, however many search already; for the monitor. */
    @Nullable Carrier takeAnother() {
        searching.incrementAndGet();
        Carrier carrier = take();
        if (carrier == null) {
            searching.decrementAndGet();
        }
        return carrier;
    }

    private @Nullable Carrier take() {
        lock();
        Carrier carrier = sleepers.pollLast();
        sleeping = sleepers.size();
        unlock();
        return carrier;
    }

    /** Becomes a searcher if there are not too many; {@code processors} is how many could be. */
    boolean beginSearch(int processors) {
        int now = searching.get();
        int busy = processors - sleeping;
        if (2 * now >= busy) {
            return false;
        }
        searching.incrementAndGet();
        return true;
    }

    /** Becomes the watcher, or stays it; false when another searcher is. */
    boolean beginWatch(Carrier carrier) {
        return watcher.get() == carrier || watcher.compareAndSet(null, carrier);
    }

    /** To be called by a searcher before it stops being one, watcher or not. */
    void endWatch(Carrier carrier) {
        if (watcher.get() == carrier) {
            watcher.set(null);
        }
    }

    boolean isWatched() {
        return watcher.get() != null;
    }

    /** The watcher looks at once, if there is one. */
    void rouseWatcher() {
        Carrier carrier = watcher.get();
        if (carrier != null) {
            LockSupport.unpark(carrier);
        }
    }

    /** Whether somebody sleeps or searches; a guess. */
    boolean isAnyFree() {
        return sleeping != 0 || searching.get() != 0;
    }

    /** Stops being a searcher; says whether that was the last one. Step (s2). */
    boolean endSearch() {
        return searching.decrementAndGet() == 0;
    }

    /** Corrects what a carrier that has died counted as. */
    void forget(Carrier dead) {
        remove(dead);
        endWatch(dead);
        if (dead.searching) {
            dead.searching = false;
            endSearch();
        }
    }
}
