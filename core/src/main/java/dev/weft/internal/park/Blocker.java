package dev.weft.internal.park;

import java.util.concurrent.locks.LockSupport;

/** How a fiber's thread is taken off its processor and put back. The engine chooses one for its goroutines. */
public interface Blocker {
    /**
     * Takes the calling thread, the fiber's own, off its processor until it is woken. May return at any time without
     * reason; must return soon after the fiber became ready or its thread was interrupted.
     */
    void block(Fiber fiber);

    /**
     * Lets the fiber's thread go on; its state is READY already.
     *
     * @param before the state that READY replaced: {@link Fiber#PARKING}, {@link Fiber#PARKED} or {@link Fiber#PINNED}
     */
    void wake(Fiber fiber, int before);

    /**
     * Lets a fiber that was cancelled and is parked look at that, if this blocker can do so for less than an interrupt;
     * says whether it did. The fiber then interrupts itself.
     */
    default boolean wakeCancelled(Fiber fiber) {
        return false;
    }

    /**
     * A number for where the calling thread, the fiber's own, runs now: equal for goroutines of one processor, if that
     * is known. For spreading data; by the time it is used it may be stale.
     */
    default int place(Fiber fiber) {
        return (int) fiber.thread().threadId();
    }

    /** Blocks any thread, virtual or platform, with the JDK's permits. */
    Blocker OF_THREADS = new Blocker() {
        @Override
        public void block(Fiber fiber) {
            LockSupport.park(fiber);
        }

        @Override
        public void wake(Fiber fiber, int before) {
            LockSupport.unpark(fiber.thread());
        }
    };
}
