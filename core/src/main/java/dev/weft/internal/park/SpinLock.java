package dev.weft.internal.park;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A lock for critical sections of a few dozen instructions, embedded in the object that it guards (a subclass), so that
 * a channel costs one object.
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) {@code locked} is 1 exactly while some thread is between {@link #lock} (or a successful {@link #tryLock})
 *       and {@link #unlock}.
 *   <li>(I2) A holder never parks, never calls user code, never makes a goroutine ready and never allocates: a virtual
 *       thread that holds the lock therefore cannot be unmounted, and the lock is held for nanoseconds. The one
 *       exception to "nanoseconds" is an operating system that takes the holder's carrier off its core.
 * </ol>
 *
 * <p><b>Memory order.</b> The winning compare-and-set has acquire, {@code unlock} has release semantics; they pair with
 * each other, so that a holder sees everything earlier holders wrote. Nothing stronger is needed: no protocol here
 * reads one lock's data under another lock.
 *
 * <p><b>Why not</b> {@code ReentrantLock}: it costs 24 more bytes a channel, two compare-and-sets, and parks a waiting
 * virtual thread, which takes longer than the whole critical section. Why not {@code synchronized}: a contended monitor
 * would unmount the goroutine inside the runtime, outside the one place where goroutines block.
 */
public abstract class SpinLock {
    /**
     * How often a waiter looks before it gives its processor away, and how many spins it waits between two looks: about
     * a microsecond, as Go's runtime does. Each look takes the cache line from the holder, who needs it to unlock. Who
     * looks seldom lets the holder's core do several operations in a row, at the price of uncontended ones.
     */
    private static final int LOOKS = 5;

    private static final int SPINS_BETWEEN = 30;

    private static final VarHandle LOCKED;

    static {
        try {
            LOCKED = MethodHandles.lookup().findVarHandle(SpinLock.class, "locked", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** 0 free, 1 held. Accessed through {@link #LOCKED} only. */
    @SuppressWarnings("UnusedVariable")
    private volatile int locked;

    protected SpinLock() {}

    /** Takes the lock. Must not be called while holding another spin lock: see {@link #tryLockBriefly}. */
    public final void lock() {
        if (!LOCKED.compareAndSet(this, 0, 1)) {
            lockSlow();
        }
    }

    private void lockSlow() {
        while (!tryLockBriefly()) {
            Thread.yield();
        }
    }

    /** Takes the lock if it is free now. */
    public final boolean tryLock() {
        return LOCKED.compareAndSet(this, 0, 1);
    }

    /**
     * Takes the lock if it becomes free while spinning for a few microseconds. For those who hold another lock: on
     * {@code false} they release what they hold, yield, and begin anew, because a goroutine must not be unmounted with
     * a lock in its hand (I2).
     */
    public final boolean tryLockBriefly() {
        for (int look = 1; !tryLockIfFree(); look++) {
            if (look == LOOKS) {
                return false;
            }
            for (int i = 0; i < SPINS_BETWEEN; i++) {
                Thread.onSpinWait();
            }
        }
        return true;
    }

    private boolean tryLockIfFree() {
        return (int) LOCKED.getOpaque(this) == 0 && LOCKED.compareAndSet(this, 0, 1);
    }

    /** Releases the lock, which the caller holds. */
    public final void unlock() {
        LOCKED.setRelease(this, 0);
    }
}
