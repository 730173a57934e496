package dev.weft.internal.scheduler;

import dev.weft.internal.jdk.CustomSchedulers;
import dev.weft.internal.jdk.InterruptListener;
import dev.weft.internal.park.Blocker;
import dev.weft.internal.park.Fiber;
import java.util.concurrent.locks.LockSupport;

/**
 * Parks a goroutine of the own scheduler as Go's {@code gopark} does: leave the processor first, then commit.
 *
 * <p>The goroutine notes itself in its carrier and yields. The JDK unmounts it and offers its continuation to the
 * scheduler, on the carrier; the scheduler finds the note and, instead of queueing the continuation, leaves it with the
 * fiber ({@link #commit}). Waking is then a push into a run queue. Against {@link LockSupport#park} this saves the permit
 * (two atomic exchanges and a volatile write a round) and one state change.
 *
 * <p><b>What is different from a JDK park.</b> (1) To the JDK the thread is runnable, so {@link Thread#getState} says
 * RUNNABLE, and anyone may run its continuation at any time, as a stack dump does after it has looked at the thread. That
 * is a wake-up without reason, and {@link Fiber#park} waits again. (2) {@link Thread#interrupt} does not unpark it:
 * {@link InterruptListener} does. (3) A goroutine that cannot unmount (a native frame or a class initialiser below it)
 * comes back from the yield with its note still in the carrier; it waits on the carrier, with a JDK park.
 */
final class YieldBlocker implements Blocker {
    private final OwnScheduler scheduler;
    private final InterruptListener interrupts = new InterruptListener(this::interrupted);

    YieldBlocker(OwnScheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void block(Fiber fiber) {
        interrupts.listen(fiber.thread());
        Carrier carrier = (Carrier) CustomSchedulers.currentCarrier();
        carrier.parking = fiber;
        Thread.yield();
        Carrier now = (Carrier) CustomSchedulers.currentCarrier();
        if (now.parking == fiber) {
            now.parking = null;
            if (fiber.commitPinned()) {
                LockSupport.park(fiber);
            }
        }
        fiber.uncommitPark();
    }

    /**
     * On the carrier, after the goroutine has been unmounted: leaves the continuation with the fiber. False when the fiber
     * was made ready, or its thread interrupted, meanwhile: then the caller queues the continuation.
     */
    static boolean commit(Fiber fiber, Runnable continuation) {
        if (!fiber.commitPark(continuation)) {
            return false;
        }
        // The partner of this read is Thread.interrupt, which sets the status before it looks for the listener. The
        // compare-and-set above lies between our listener and this read: one side sees the other.
        return !fiber.thread().isInterrupted();
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

    private void interrupted(Thread thread) {
        if (thread.getUncaughtExceptionHandler() instanceof Fiber fiber && fiber.isCommitted()) {
            Runnable continuation = fiber.continuation();
            if (continuation != null) {
                scheduler.makeRunnableFromOutside(continuation);
            }
        }
    }
}
