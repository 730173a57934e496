package dev.weft.internal.scheduler;

import dev.weft.internal.jdk.CustomSchedulers;
import dev.weft.internal.jdk.InterruptListener;
import dev.weft.internal.jdk.Unmounting;
import dev.weft.internal.park.Blocker;
import dev.weft.internal.park.Fiber;
import java.util.concurrent.locks.LockSupport;

/**
 * Parks a goroutine of the own scheduler as Go's {@code gopark} does: leave the processor first, then commit.
 *
 * <p>The goroutine notes itself in its carrier and unmounts. The carrier, back in its loop, finds the note and leaves
 * the continuation with the fiber ({@link #commit}). Waking is then a push into a run queue. Against
 * {@link LockSupport#park} this saves the permit (two atomic exchanges and a volatile write a round), three state
 * changes and the way through the JDK's submission: 12 to 14 % of a hand-over ({@code docs/decisions/0004-parking.md}).
 *
 * <p><b>What is different from a JDK park.</b> (1) To the JDK the thread is runnable, so {@link Thread#getState} says
 * RUNNABLE, and anyone may run its continuation at any time, as a stack dump does after it has looked at the thread.
 * That is a wake-up without reason, and {@link Fiber#park} waits again. (2) {@link Thread#interrupt} does not unpark
 * it: {@link InterruptListener} does. (3) A goroutine that cannot unmount (a native frame or a class initialiser below
 * it) waits on the carrier, with a JDK park.
 */
final class YieldBlocker implements Blocker {
    /** How often a pinned goroutine looks whether it was made ready; why it must, {@link Fiber} says. */
    private static final long PINNED_LOOK_NANOS = 50_000_000;

    private final OwnScheduler scheduler;
    private final InterruptListener interrupts = new InterruptListener(this::interrupted);

    YieldBlocker(OwnScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Whether the JDK lets us do this; otherwise goroutines park as other threads do. */
    static boolean isAvailable() {
        return InterruptListener.isAvailable() && Unmounting.isAvailable();
    }

    @Override
    public void block(Fiber fiber) {
        interrupts.listen(fiber.thread());
        Carrier carrier = (Carrier) CustomSchedulers.currentCarrier();
        carrier.parking = fiber;
        if (!Unmounting.unmount(fiber.thread())) {
            carrier.parking = null;
            waitOnCarrier(carrier, fiber);
        }
        fiber.uncommitPark();
    }

    /** Lets others of its group execute meanwhile: the goroutine may be waiting for one of them. */
    private static void waitOnCarrier(Carrier carrier, Fiber fiber) {
        if (!fiber.commitPinned()) {
            return;
        }
        if (carrier.processor.executing() instanceof Turnstile.Visit visit) {
            visit.turnstile().leave();
            LockSupport.parkNanos(fiber, PINNED_LOOK_NANOS);
            visit.turnstile().enterAnyway();
        } else {
            LockSupport.parkNanos(fiber, PINNED_LOOK_NANOS);
        }
    }

    /**
     * On the carrier, after the goroutine has been unmounted: leaves the continuation with the fiber. False when the
     * fiber was made ready, or its thread interrupted, meanwhile: then the caller queues the continuation.
     */
    static boolean commit(Fiber fiber, Runnable continuation) {
        // Before the commit: as soon as that is done, a waker may have the continuation run.
        Unmounting.makeContinuable(fiber.thread());
        if (!fiber.commitPark(continuation)) {
            return false;
        }
        // The partner of this read is Thread.interrupt, which sets the status before it looks for the listener, or
        // Fiber.beginCancellation, which counts before it looks at the state. The compare-and-set above lies between
        // our listener and this read: one side sees the other.
        return !fiber.isToldToStop();
    }

    @Override
    public void wake(Fiber fiber, int before) {
        if (before == Fiber.PARKED) {
            Runnable continuation = fiber.continuation();
            if (continuation == null) {
                throw new IllegalStateException("a parked fiber without its continuation: " + fiber);
            }
            scheduler.makeRunnable(continuation);
        } else if (before == Fiber.PINNED) {
            LockSupport.unpark(fiber.thread());
        }
        // PARKING: the goroutine has not committed, and will see READY when it tries to.
    }

    @Override
    public boolean wakeCancelled(Fiber fiber) {
        Runnable continuation = fiber.isCommitted() ? fiber.continuation() : null;
        if (continuation == null) {
            return false;
        }
        scheduler.makeRunnable(continuation);
        return true;
    }

    @Override
    public int place(Fiber fiber) {
        return CustomSchedulers.currentCarrier() instanceof Carrier carrier ? carrier.processor.id : 0;
    }

    private void interrupted(Thread thread) {
        if (thread.getUncaughtExceptionHandler() instanceof Fiber fiber && fiber.isCommitted()) {
            Runnable continuation = fiber.continuation();
            if (continuation != null) {
                scheduler.makeRunnableFromOutside(continuation);
            }
        }
    }
}
