package dev.weft.sync;

import dev.weft.CancelledException;
import dev.weft.Task;
import dev.weft.internal.park.Clock;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.SelectCase;
import dev.weft.internal.park.SelectTargets;
import dev.weft.internal.park.Selectable;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A lock: Go's {@code sync.Mutex}.
 *
 * <p><b>It is not reentrant.</b> A goroutine that locks a mutex it holds waits for ever, and is reported as deadlocked.
 * It belongs to no goroutine: one may lock it and another unlock it, as in Go.
 *
 * <p>An {@link #unlock} <i>happens before</i> the next {@link #lock} that returns.
 *
 * {@snippet class="dev.weft.snippets.SyncSnippets" region="mutex"}
 */
public final class Mutex {
    // How it works, after Go's. Unlocking wakes the longest waiting goroutine, which then competes with whoever comes
    // along (normal mode): that keeps a busy mutex from costing a switch an operation. A goroutine that has lost for
    // more than a millisecond is handed the mutex directly (starvation mode), which bounds the wait.
    //
    // (I1) held is 1 exactly while the mutex is locked.
    // (I2) waiting is the number of nodes in the queue, and one more while a select decides; it is raised before a
    //      waiter looks at held for the last time, and unlock looks at it after it has cleared held. Both are
    //      sequentially consistent, so no wake-up is lost: either the waiter sees the mutex free, or unlock sees the
    //      waiter.
    // (I3) A select cannot compete: once its round is claimed it has chosen the mutex. So it is never merely woken, but
    //      handed the mutex, by an unlock that finds it first in the queue.

    private static final long STARVING_NANOS = 1_000_000;
    private static final int SPINS = 30;
    private static final AtomicLong NEXT_ID = new AtomicLong();
    private static final VarHandle HELD;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(Mutex.class, "held", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        SelectTargets.install(Mutex.class, mutex -> mutex.waiters);
    }

    private final @Nullable String name;
    private final long id = NEXT_ID.incrementAndGet();
    private final Waiters waiters = new Waiters();

    private volatile int held;

    /** Who waits. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // updated under the lock only
    private final class Waiters extends Selectable {
        /** Guarded by the lock. */
        private final WaitQueue queue = new WaitQueue();

        /** Whether the first in the queue has waited too long. Guarded by the lock. */
        private boolean starving;

        /** Written under the lock, read by all. */
        private volatile int waiting;

        private void enter() {
            waiting++;
        }

        private void leave() {
            waiting--;
        }

        /** Removes the first waiter whose operation the caller may complete. */
        private @Nullable WaitNode poll() {
            for (WaitNode node = queue.peek(); node != null; node = queue.peek()) {
                queue.remove(node);
                leave();
                if (node.claim()) {
                    return node;
                }
            }
            return null;
        }

        private boolean isSelectFirst() {
            WaitNode first = queue.peek();
            return first != null && first.round != WaitNode.UNCLAIMED;
        }

        @Override
        public long order() {
            return order(id, 1);
        }

        @Override
        public Object announced() {
            return Mutex.this;
        }

        /** Whoever found nobody waiting may still be about to unlock, and anybody may lock. */
        @Override
        public boolean isUnsteady() {
            return true;
        }

        @Override
        public void beginDecisionLocked() {
            enter();
        }

        @Override
        public void endDecisionLocked() {
            leave();
        }

        @Override
        public boolean looksReady(SelectCase operation) {
            return held == 0;
        }

        @Override
        public boolean isReadyLocked(SelectCase operation) {
            return held == 0;
        }

        /** Needs no lock. */
        @Override
        public boolean attempt(SelectCase operation) {
            return attemptLocked(operation);
        }

        @Override
        public boolean attemptLocked(SelectCase operation) {
            return seize() && operation.complete(null, WaitNode.DONE);
        }

        @Override
        public WaitQueue queueLocked(SelectCase.Kind kind) {
            return queue;
        }

        @Override
        public void enqueueLocked(SelectCase operation) {
            super.enqueueLocked(operation);
            enter();
        }

        @Override
        public void withdraw(SelectCase operation) {
            lock();
            if (queue.remove(operation.node())) {
                leave();
            }
            unlock();
        }
    }

    /** Makes an unlocked mutex. */
    public Mutex() {
        this.name = null;
    }

    /**
     * Makes an unlocked mutex with a name for dumps and reports.
     *
     * @param name the name; need not be unique
     */
    public Mutex(String name) {
        this.name = Objects.requireNonNull(name, "mutex: the name is null");
    }

    /**
     * Locks the mutex; blocks while it is locked.
     *
     * @throws CancelledException if the goroutine was cancelled before or while it waited; then it does not hold the
     *     mutex
     */
    public void lock() {
        if (Probe.ON) {
            Probe.announce(Operation.LOCK, this);
        }
        if (Fiber.mayBeCancelled() || !HELD.compareAndSet(this, 0, 1)) {
            lockSlow();
        }
    }

    /**
     * Locks the mutex if it is unlocked. Never blocks.
     *
     * @return whether the caller now holds it
     */
    public boolean tryLock() {
        if (Probe.ON) {
            Probe.announce(Operation.TRY_LOCK, this);
        }
        return seize();
    }

    boolean isLocked() {
        return held != 0;
    }

    private boolean seize() {
        return held == 0 && HELD.compareAndSet(this, 0, 1);
    }

    /**
     * Unlocks the mutex. Never blocks.
     *
     * @throws IllegalStateException if it is not locked
     */
    public void unlock() {
        if (Probe.ON) {
            Probe.announce(Operation.UNLOCK, this);
        }
        release();
    }

    /** Unlocks as part of another operation, which has announced it. */
    void release() {
        if (waiters.waiting != 0) {
            unlockSlow();
        } else if (!HELD.compareAndSet(this, 1, 0)) {
            throw notLocked();
        } else if (waiters.waiting != 0) {
            wakeOne();
        }
    }

    /**
     * Runs a task while holding the mutex, and unlocks it however the task ends.
     *
     * @param task what to run
     * @throws Exception what the task threw
     * @throws CancelledException as {@link #lock} does
     */
    public void locked(Task task) throws Exception {
        lock();
        try {
            task.run();
        } finally {
            unlock();
        }
    }

    // -------------------------------------------------------------------------------------------------- slow

    private void lockSlow() {
        Fiber fiber = Fiber.current();
        if (fiber.isCancelled()) {
            throw cancelled();
        }
        int spins = fiber.seams().simulated() ? 0 : SPINS;
        for (int i = 0; i < spins; i++) {
            if (seize()) {
                return;
            }
            Thread.onSpinWait();
        }
        Clock clock = fiber.seams().timers().clock();
        long since = 0;
        boolean again = false;
        while (true) {
            WaitNode node = fiber.node().reset(null);
            if (!enqueue(fiber, node, again, again && clock.nanoTime() - since > STARVING_NANOS)) {
                return;
            }
            if (!again) {
                since = clock.nanoTime();
                again = true;
            }
            if (!fiber.park()) {
                giveUp(fiber, node);
            }
            if (node.outcome == WaitNode.DONE || seize()) {
                return;
            }
        }
    }

    /** Queues the node, or locks the mutex if it is free after all; says which. */
    private boolean enqueue(Fiber fiber, WaitNode node, boolean first, boolean starving) {
        waiters.lock();
        waiters.enter();
        if (seize()) {
            waiters.leave();
            waiters.unlock();
            return false;
        }
        fiber.prepareToPark(WaitReason.MUTEX_LOCK, this);
        if (first) {
            waiters.queue.addFirst(node);
            waiters.starving |= starving;
        } else {
            waiters.queue.add(node);
        }
        waiters.unlock();
        return true;
    }

    private void giveUp(Fiber fiber, WaitNode node) {
        waiters.lock();
        boolean left = waiters.queue.remove(node);
        if (left) {
            waiters.leave();
        }
        waiters.unlock();
        if (left) {
            fiber.abandon();
            throw cancelled();
        }
        fiber.parkUntilReady();
        if (node.outcome == WaitNode.DONE) {
            // The mutex was handed over: it is held, so the lock has happened.
            return;
        }
        // Woken to compete, but leaving: somebody else must be woken in this goroutine's place.
        if (held == 0 && waiters.waiting != 0) {
            wakeOne();
        }
        throw cancelled();
    }

    private void unlockSlow() {
        if (held == 0) {
            throw notLocked();
        }
        waiters.lock();
        WaitNode node = waiters.starving || waiters.isSelectFirst() ? waiters.poll() : null;
        waiters.starving = false;
        waiters.unlock();
        if (node != null) {
            node.outcome = WaitNode.DONE;
            node.fiber.ready();
            return;
        }
        if (!HELD.compareAndSet(this, 1, 0)) {
            throw notLocked();
        }
        wakeOne();
    }

    /** Lets the longest waiting goroutine compete; a select gets the mutex, if that is still free. */
    private void wakeOne() {
        waiters.lock();
        WaitNode node = null;
        while (node == null && !waiters.queue.isEmpty()) {
            boolean handOver = waiters.isSelectFirst();
            if (handOver && !seize()) {
                // Whoever was quicker will find the select when it unlocks.
                break;
            }
            node = waiters.poll();
            if (handOver && node != null) {
                node.outcome = WaitNode.DONE;
            } else if (handOver) {
                held = 0;
            }
        }
        waiters.unlock();
        if (node != null) {
            node.fiber.ready();
        }
    }

    private CancelledException cancelled() {
        return new CancelledException("lock: the goroutine was cancelled (" + this + ")");
    }

    private IllegalStateException notLocked() {
        return new IllegalStateException("unlock: the mutex is not locked (" + this + ")");
    }

    /**
     * The name and number.
     *
     * @return for example {@code mutex accounts#1}
     */
    @Override
    public String toString() {
        return "mutex " + (name == null ? "" : name) + "#" + id;
    }
}
