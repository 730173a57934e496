package dev.weft.sync;

import dev.weft.CancelledException;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.SpinLock;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A place to wait for something that others bring about under a mutex: Go's {@code sync.Cond}. Where a channel will do,
 * it is simpler.
 *
 * <p>Who waits does so in a loop that asks for what it waits for: others may be quicker to lock the mutex.
 *
 * <p>A {@link #signal} or {@link #broadcast} <i>happens before</i> an {@link #await} that it lets return.
 *
 * {@snippet class="dev.weft.snippets.SyncSnippets" region="cond"}
 */
public final class Cond {
    private static final AtomicLong NEXT_ID = new AtomicLong();

    private final @Nullable String name;
    private final long id = NEXT_ID.incrementAndGet();
    private final Mutex mutex;
    private final Waiters waiters = new Waiters();

    private static final class Waiters extends SpinLock {
        /** Guarded by the lock. */
        private final WaitQueue queue = new WaitQueue();
    }

    /**
     * Makes a condition.
     *
     * @param mutex guards what is waited for
     */
    public Cond(Mutex mutex) {
        this.name = null;
        this.mutex = Objects.requireNonNull(mutex, "cond: the mutex is null");
    }

    /**
     * Makes a condition with a name for dumps and reports.
     *
     * @param name the name; need not be unique
     * @param mutex guards what is waited for
     */
    public Cond(String name, Mutex mutex) {
        this.name = Objects.requireNonNull(name, "cond: the name is null");
        this.mutex = Objects.requireNonNull(mutex, "cond: the mutex is null");
    }

    /**
     * Unlocks the mutex, waits for a signal, and locks the mutex again; the first two are one step, so that no signal
     * is missed: Go's {@code Wait} (a name that every Java object has already). The caller holds the mutex, and holds
     * it again afterwards, also if this throws.
     *
     * @throws CancelledException if the goroutine was cancelled before or while it waited; then it has taken no signal
     * @throws IllegalStateException if the mutex is not locked
     */
    public void await() {
        if (Probe.ON) {
            Probe.announce(Operation.AWAIT, new Step(this, mutex));
        }
        Fiber fiber = Fiber.current();
        if (!mutex.isLocked()) {
            throw new IllegalStateException("await: the mutex is not locked (" + this + ", " + mutex + ")");
        }
        if (fiber.isCancelled()) {
            throw cancelled();
        }
        WaitNode node = fiber.node().reset(null);
        waiters.lock();
        fiber.prepareToPark(WaitReason.CONDITION, this);
        waiters.queue.add(node);
        waiters.unlock();
        mutex.release();
        boolean signalled = fiber.park() || !leave(fiber, node);
        lockAgain(fiber);
        if (!signalled) {
            throw cancelled();
        }
    }

    /** False if a signal was quicker. */
    private boolean leave(Fiber fiber, WaitNode node) {
        waiters.lock();
        boolean left = waiters.queue.remove(node);
        waiters.unlock();
        if (left) {
            fiber.abandon();
        } else {
            fiber.parkUntilReady();
        }
        return left;
    }

    /** Cancelled or not, the caller must hold the mutex when it goes on. */
    private void lockAgain(Fiber fiber) {
        fiber.beginShield();
        try {
            mutex.lock();
        } finally {
            fiber.endShield();
        }
    }

    /** Lets the longest waiting goroutine go on, if there is one. Never blocks; the caller need not hold the mutex. */
    public void signal() {
        announceSignal();
        waiters.lock();
        WaitNode node = waiters.queue.pollClaimed();
        waiters.unlock();
        if (node != null) {
            node.fiber.ready();
        }
    }

    /** Lets all waiting goroutines go on. Never blocks; the caller need not hold the mutex. */
    public void broadcast() {
        announceSignal();
        waiters.lock();
        WaitNode node = waiters.queue.claimAll();
        waiters.unlock();
        while (node != null) {
            WaitNode following = node.nextInList();
            node.fiber.ready();
            node = following;
        }
    }

    private void announceSignal() {
        if (Probe.ON) {
            Probe.announce(Operation.SIGNAL, this);
        }
    }

    private CancelledException cancelled() {
        return new CancelledException("await: the goroutine was cancelled (" + this + ")");
    }

    /**
     * The name and number.
     *
     * @return for example {@code cond ready#1}
     */
    @Override
    public String toString() {
        return "cond " + (name == null ? "" : name) + "#" + id;
    }

    /** Beginning to wait is a step on both. */
    private record Step(Cond cond, Mutex mutex) implements Probe.Compound {
        @Override
        public Object[] parts() {
            return new Object[] {cond, mutex};
        }

        @Override
        public String toString() {
            return cond.toString();
        }
    }
}
