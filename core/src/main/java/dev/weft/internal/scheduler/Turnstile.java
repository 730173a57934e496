package dev.weft.internal.scheduler;

import dev.weft.internal.jdk.CustomSchedulers;
import dev.weft.internal.jdk.SocketPollers;
import dev.weft.internal.park.SpinLock;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many goroutines of a group execute at once, on the own scheduler.
 *
 * <p><b>How.</b> A turnstile is the {@link Executor} that the JDK knows as the scheduler of the group's virtual
 * threads. What it passes on to the real scheduler is the thread's continuation inside a {@link Visit}, which, when a
 * carrier executes it, first asks to be let in. If as many as may be are in, the visit joins the queue here and the
 * carrier goes on with something else; otherwise it runs the continuation, and when the goroutine has left the carrier,
 * the visit leaves and lets the first of the queue in. So run queues, stealing and hand-offs know nothing of groups,
 * and goroutines without one pay nothing at all. Virtual threads that a member starts by itself (guests) get their
 * parent's scheduler from the JDK, which is this: they cannot go round the limit.
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) {@code inside} counts the visits that run, those that were {@code admitted} and wait in a run queue, and
 *       nothing else. It is above {@code limit} only after the limit was lowered, or after {@link #enterAnyway}.
 *   <li>(I2) Whenever the lock is free, the queue is empty or {@code inside >= limit}: nobody waits for nothing. Every
 *       step that lowers the one or raises the other admits.
 *   <li>(I3) A visit that was admitted is pushed into a run queue exactly once for it, and whichever run of it comes
 *       next uses that up. (A visit may be in a run queue twice, after an interrupt or a dump; see
 *       {@link YieldBlocker}. One that comes while it is queued here is forgotten: the queued one is still to come.)
 *   <li>(I4) The queue is first in, first out, and newcomers do not overtake, by (I2).
 * </ol>
 *
 * <p><b>What counts as executing</b> is being mounted. A member that is blocked in native code or in a file keeps its
 * place. One that waits in an operation of Weft's gives it up, even if it is pinned to its carrier: otherwise it could
 * wait for one whom it keeps out.
 *
 * <p><b>Rejected:</b> a semaphore that members take when they begin to run and give back at each park. It would take
 * the place of a goroutine in code that knows nothing of it (the JDK's parks), and the wait for a permit would itself
 * be a park, with a context switch more each time.
 */
public final class Turnstile extends SpinLock implements Executor {
    private final OwnScheduler scheduler;
    private final ThreadFactory threads;

    // Guarded by the lock.
    private int limit = Integer.MAX_VALUE;
    private int inside;
    private @Nullable Visit first;
    private @Nullable Visit last;

    Turnstile(OwnScheduler scheduler) {
        this.scheduler = scheduler;
        this.threads = CustomSchedulers.factory(this);
        SocketPollers.start(scheduler.threads());
    }

    /** Makes the threads of the group's goroutines. */
    ThreadFactory threads() {
        return threads;
    }

    /** Changes how many may execute at once, at least 1. Who is in and too many leaves when it next parks or yields. */
    public void limit(int n) {
        lock();
        limit = n;
        Visit visit = admitLocked();
        unlock();
        while (visit != null) {
            scheduler.makeRunnableFromOutside(visit);
            lock();
            visit = admitLocked();
            unlock();
        }
    }

    /** How many execute, or were let in and wait for a processor. */
    public int inside() {
        lock();
        int now = inside;
        unlock();
        return now;
    }

    /** Called by the JDK with the continuation of a thread that can run. */
    @Override
    public void execute(Runnable continuation) {
        scheduler.execute(new Visit(this, continuation));
    }

    // --------------------------------------------------------------------------------------- called by visits

    /** Whether the visit may go on now; otherwise it is queued. */
    private boolean enter(Visit visit) {
        lock();
        boolean admitted = visit.admitted;
        boolean room = !admitted && inside < limit;
        if (admitted) {
            visit.admitted = false;
        } else if (room) {
            inside++;
        } else if (!visit.queued) {
            appendLocked(visit);
        }
        unlock();
        return admitted || room;
    }

    /** Somebody who was in is not any more. */
    void leave() {
        lock();
        inside--;
        Visit visit = admitLocked();
        unlock();
        if (visit != null) {
            scheduler.admitted(visit);
        }
    }

    /** Whoever was in already, and had left for a while without leaving its carrier, is in again. */
    void enterAnyway() {
        lock();
        inside++;
        unlock();
    }

    private void appendLocked(Visit visit) {
        visit.queued = true;
        if (last == null) {
            first = visit;
        } else {
            last.next = visit;
        }
        last = visit;
    }

    private @Nullable Visit admitLocked() {
        Visit visit = first;
        if (visit == null || inside >= limit) {
            return null;
        }
        first = visit.next;
        if (first == null) {
            last = null;
        }
        visit.next = null;
        visit.queued = false;
        visit.admitted = true;
        inside++;
        return visit;
    }

    /** What run queues hold for a thread of a group: its continuation, behind the turnstile. */
    static final class Visit implements Runnable {
        private final Turnstile turnstile;
        private final Runnable continuation;

        // Guarded by the turnstile's lock.
        private @Nullable Visit next;
        private boolean queued;
        private boolean admitted;

        Visit(Turnstile turnstile, Runnable continuation) {
            this.turnstile = turnstile;
            this.continuation = continuation;
        }

        Turnstile turnstile() {
            return turnstile;
        }

        /** How the thread goes on once it is let in. */
        Runnable continuation() {
            return continuation;
        }

        @Override
        public void run() {
            if (turnstile.enter(this)) {
                try {
                    continuation.run();
                } finally {
                    turnstile.leave();
                }
            }
        }
    }
}
