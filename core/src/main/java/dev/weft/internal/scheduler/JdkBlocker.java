package dev.weft.internal.scheduler;

import dev.weft.internal.park.Blocker;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.RuntimeThreads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Parks goroutines on the JDK's scheduler, and keeps it from starving them.
 *
 * <p>A carrier of the JDK's looks for work that came from outside (new goroutines and wake-ups by platform threads,
 * timers and I/O) only once its own queue is empty, and what a virtual thread wakes goes into the queue of its own
 * carrier. So two goroutines that wake each other, or a few that yield, keep a carrier for good; with as many of them
 * as carriers, nobody else ever runs. Now and then, therefore, a wake-up and a yield go through a platform thread: the
 * goroutine then queues behind those that came from outside. Each time the carrier's own queue has one goroutine less;
 * sooner or later it is empty, and the others have their turn.
 */
final class JdkBlocker implements Blocker {
    /** One in so many goes outside: often enough for turns within milliseconds, too rarely to be felt otherwise. */
    private static final int ONE_IN = 256;

    /** Goroutines that the outside thread is to wake. */
    private final LinkedBlockingQueue<Thread> outside = new LinkedBlockingQueue<>();

    JdkBlocker() {
        RuntimeThreads.daemon("weft-outside", this::wakeFromOutside).start();
    }

    @Override
    public void block(Fiber fiber) {
        LockSupport.park(fiber);
    }

    @Override
    public void wake(Fiber fiber, int before) {
        if (Thread.currentThread().isVirtual() && isTimeToGoOutside()) {
            outside.add(fiber.thread());
        } else {
            LockSupport.unpark(fiber.thread());
        }
    }

    /** Lets others run first; the caller is any thread. */
    void yieldNow() {
        if (Thread.currentThread().isVirtual() && isTimeToGoOutside()) {
            // The JDK ends a timed wait from a platform thread of its own.
            LockSupport.parkNanos(1);
        } else {
            Thread.yield();
        }
    }

    private static boolean isTimeToGoOutside() {
        return ThreadLocalRandom.current().nextInt(ONE_IN) == 0;
    }

    private void wakeFromOutside() {
        while (true) {
            try {
                LockSupport.unpark(outside.take());
            } catch (InterruptedException e) {
                throw new IllegalStateException("the runtime's own thread was interrupted", e);
            }
        }
    }
}
