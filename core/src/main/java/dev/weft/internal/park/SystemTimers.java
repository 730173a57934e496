package dev.weft.internal.park;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is to happen later: a heap of timers and a thread that waits for the first.
 *
 * <p><b>Invariants</b>, guarded by the lock.
 * <ol>
 *   <li>(I1) {@code heap[0 .. size)} is a four-ary heap by {@code deadline}: no timer is due before its parent.
 *       {@code deadlines[i]} is that of {@code heap[i]}, so that the search for the first of four children reads one
 *       line of the cache and not four objects.
 *   <li>(I2) {@code timer.index} is the timer's place in the heap, or -1 when it is in none. Cancelling is therefore
 *       exact and leaves nothing behind: a timed select that ends early costs no memory later.
 *   <li>(I3) The thread sleeps until {@code wakeAt} at the latest; {@code wakeAt} is at most the first deadline, or
 *       whoever put an earlier timer in has unparked the thread.
 * </ol>
 * Nothing fires early. How late: what the operating system takes to wake a thread, 0.05 to 0.2 ms on Linux, and the
 * wait for a processor.
 *
 * <p><b>Rejected:</b> cancelling by a mark, as Go does, with a sweep when a quarter of the heap is marked: cheaper on
 * average, but the sweep of a million timers would hold the lock for milliseconds. A timing wheel, which is cheaper
 * still, is late by half a tick, and fires in no order within one.
 *
 * <p>A timer fires on the timer thread, without the lock, and must not block: it claims a fiber and makes it ready, or
 * starts a goroutine.
 */
final class SystemTimers extends SpinLock implements Timers {
    private static final int ARITY = 4;

    private final Clock clock = Clock.SYSTEM;
    private @Nullable Timer[] heap = new Timer[64];
    private long[] deadlines = new long[64];
    private int size;

    /** Whether a timer is out of the heap and has perhaps not done its work yet. */
    private boolean firing;
    private long wakeAt;
    private @Nullable Thread thread;

    /** When the clock was last read: what was due then needs no other look. The timer thread's own. */
    private long now;

    SystemTimers() {}

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void schedule(Timer timer, long nanos) {
        long now = clock.nanoTime();
        // Some 146 years is as good as for ever, and keeps the differences of deadlines in range.
        long deadline = now + Math.max(0, Math.min(nanos, Long.MAX_VALUE / 2));
        @Nullable Timer[] larger = null;
        long[] largerDeadlines = deadlines;
        while (true) {
            lock();
            if (size < heap.length) {
                break;
            }
            int length = heap.length;
            if (larger != null && larger.length > length) {
                System.arraycopy(heap, 0, larger, 0, size);
                System.arraycopy(deadlines, 0, largerDeadlines, 0, size);
                heap = larger;
                deadlines = largerDeadlines;
                break;
            }
            unlock();
            larger = new Timer[length * 2];
            largerDeadlines = new long[length * 2];
        }
        timer.deadline = deadline;
        siftUp(size++, timer);
        boolean first = heap[0] == timer;
        boolean wake = first && deadline - wakeAt < 0;
        if (wake) {
            wakeAt = deadline;
        }
        Thread sleeper = thread;
        unlock();
        if (sleeper == null) {
            startThread();
        } else if (wake) {
            LockSupport.unpark(sleeper);
        }
    }

    @Override
    public boolean cancel(Timer timer) {
        lock();
        int index = timer.index;
        if (index >= 0) {
            removeAt(index);
        }
        unlock();
        return index >= 0;
    }

    @Override
    public int pending() {
        lock();
        int pending = firing ? size + 1 : size;
        unlock();
        return pending;
    }

    @Override
    public boolean mayWakeSomebody() {
        lock();
        boolean found = firing;
        // Ends with the first, unless nobody waits for any of them.
        for (int i = 0; i < size && !found; i++) {
            found = at(i).mayWakeSomebody();
        }
        unlock();
        return found;
    }

    private void startThread() {
        Thread newThread = RuntimeThreads.daemon("weft-timers", this::run);
        lock();
        boolean mine = thread == null;
        if (mine) {
            thread = newThread;
        }
        unlock();
        if (mine) {
            newThread.start();
        }
    }

    private void run() {
        now = clock.nanoTime();
        while (true) {
            Timer due = takeDue();
            if (due == null) {
                continue;
            }
            try {
                due.fire();
            } catch (Throwable failure) {
                // One timer's failure must not stop the others; the thread's handler reports it.
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, failure);
            }
        }
    }

    /** Removes a timer that is due; otherwise sleeps until one may be, and returns null. */
    private @Nullable Timer takeDue() {
        lock();
        Timer due = takeDueLocked();
        unlock();
        if (due != null) {
            return due;
        }
        now = clock.nanoTime();
        lock();
        due = takeDueLocked();
        if (due != null) {
            unlock();
            return due;
        }
        firing = false;
        long wait = size == 0 ? Long.MAX_VALUE : deadlines[0] - now;
        wakeAt = size == 0 ? now + Long.MAX_VALUE / 2 : deadlines[0];
        unlock();
        if (wait == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, wait);
        }
        return null;
    }

    // -------------------------------------------------------------------------------------- the heap (locked)

    private @Nullable Timer takeDueLocked() {
        if (size == 0 || deadlines[0] - now > 0) {
            return null;
        }
        Timer first = at(0);
        removeAt(0);
        firing = true;
        return first;
    }

    private void removeAt(int index) {
        Timer removed = at(index);
        removed.index = -1;
        Timer last = at(--size);
        heap[size] = null;
        if (last != removed) {
            siftDown(index, last);
            if (at(index) == last) {
                siftUp(index, last);
            }
        }
    }

    private void siftUp(int from, Timer timer) {
        int index = from;
        while (index > 0) {
            int parentIndex = (index - 1) / ARITY;
            if (timer.deadline - deadlines[parentIndex] >= 0) {
                break;
            }
            put(index, at(parentIndex), deadlines[parentIndex]);
            index = parentIndex;
        }
        put(index, timer, timer.deadline);
    }

    private void siftDown(int from, Timer timer) {
        int index = from;
        long deadline = timer.deadline;
        while (true) {
            int best = ARITY * index + 1;
            if (best >= size) {
                break;
            }
            int end = Math.min(best + ARITY, size);
            for (int child = best + 1; child < end; child++) {
                if (deadlines[child] - deadlines[best] < 0) {
                    best = child;
                }
            }
            if (deadlines[best] - deadline >= 0) {
                break;
            }
            put(index, at(best), deadlines[best]);
            index = best;
        }
        put(index, timer, deadline);
    }

    private Timer at(int index) {
        Timer timer = heap[index];
        if (timer == null) {
            throw new IllegalStateException("timer heap: no timer at " + index + " of " + Arrays.toString(heap));
        }
        return timer;
    }

    private void put(int index, Timer timer, long deadline) {
        heap[index] = timer;
        deadlines[index] = deadline;
        timer.index = index;
    }
}
