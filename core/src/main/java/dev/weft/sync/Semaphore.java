package dev.weft.sync;

import dev.weft.CancelledException;
import dev.weft.Task;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.ReadyList;
import dev.weft.internal.park.SelectTargets;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitReason;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits, of which goroutines take some and give them back: Go's {@code semaphore.Weighted}. It bounds how
 * much happens at the same time.
 *
 * <p>Who waits is served first in, first out, however much it asks for: a big request is not starved by small ones that
 * come later, which wait behind it even if there are enough permits for them. Permits belong to nobody: one goroutine
 * may acquire them and another release them.
 *
 * <p>A {@link #release(long) release} <i>happens before</i> an acquire that it makes possible. In a select,
 * {@link dev.weft.Weft#acquired acquired} waits for permits.
 *
 * {@snippet class="dev.weft.snippets.SyncSnippets" region="semaphore"}
 */
public final class Semaphore {
    /** The greatest number of permits. */
    private static final long MOST = 1L << 60;

    private static final AtomicLong NEXT_ID = new AtomicLong();

    static {
        SelectTargets.install(Semaphore.class, semaphore -> semaphore.permits);
    }

    private final @Nullable String name;
    private final long id = NEXT_ID.incrementAndGet();
    private final Permits permits;

    /**
     * Makes a semaphore all of whose permits are free.
     *
     * @param permits how many there are, at least 0
     */
    public Semaphore(long permits) {
        this(permits, null);
    }

    /**
     * Makes a semaphore all of whose permits are free, with a name for dumps and reports.
     *
     * @param name the name; need not be unique
     * @param permits how many there are, at least 0
     */
    public Semaphore(String name, long permits) {
        this(permits, Objects.requireNonNull(name, "semaphore: the name is null"));
    }

    private Semaphore(long permits, @Nullable String name) {
        this.name = name;
        this.permits = new Permits(this, id, checkedLimit("semaphore", permits));
    }

    private long checkedLimit(String operation, long limit) {
        if (limit < 0 || limit > MOST) {
            throw new IllegalArgumentException(operation + ": the number of permits must be from 0 to 2^60, but is "
                    + limit + (name == null ? "" : " (semaphore " + name + ")"));
        }
        return limit;
    }

    /**
     * Takes one permit; blocks until it is this caller's turn and one is free.
     *
     * @throws CancelledException if the goroutine was cancelled before or while it waited; then it has taken nothing
     */
    public void acquire() {
        acquire(1);
    }

    /**
     * Takes some permits at once; blocks until it is this caller's turn and so many are free.
     *
     * @param n how many, at least 1
     * @throws CancelledException if the goroutine was cancelled before or while it waited; then it has taken nothing
     * @throws IllegalArgumentException if {@code n} is less than 1, or more than the semaphore has
     */
    public void acquire(long n) {
        checkAmount("acquire", n);
        if (n > permits.limit()) {
            throw new IllegalArgumentException("acquire: asks for " + n + ", more than there are (" + this + ")");
        }
        if (Probe.ON) {
            Probe.announce(Operation.ACQUIRE, this);
        }
        if (Fiber.mayBeCancelled() || !permits.takeQuickly(n)) {
            acquireSlow(n);
        }
    }

    /**
     * Takes one permit if one is free and nobody waits. Never blocks.
     *
     * @return whether the caller now has it
     */
    public boolean tryAcquire() {
        return tryAcquire(1);
    }

    /**
     * Takes some permits if so many are free and nobody waits. Never blocks.
     *
     * @param n how many, at least 1
     * @return whether the caller now has them; never, if it asks for more than the semaphore has
     * @throws IllegalArgumentException if {@code n} is less than 1
     */
    public boolean tryAcquire(long n) {
        checkAmount("tryAcquire", n);
        if (Probe.ON) {
            Probe.announce(Operation.TRY_ACQUIRE, this);
        }
        return permits.takeQuickly(n) || permits.take(n);
    }

    /**
     * Gives one permit back. Never blocks.
     *
     * @throws IllegalStateException if all permits are free already
     */
    public void release() {
        release(1);
    }

    /**
     * Gives some permits back. Never blocks.
     *
     * @param n how many, at least 1
     * @throws IllegalStateException if more would be free than there are; nothing is changed then
     * @throws IllegalArgumentException if {@code n} is less than 1
     */
    public void release(long n) {
        checkAmount("release", n);
        if (Probe.ON) {
            Probe.announce(Operation.RELEASE, this);
        }
        if (!permits.giveQuickly(n) && !permits.give(n)) {
            throw new IllegalStateException(
                    "release: more released than acquired (" + this + ", " + available() + " free, released " + n
                            + ")");
        }
    }

    /**
     * Runs a task while holding one permit, and gives it back however the task ends.
     *
     * @param task what to run
     * @throws Exception what the task threw
     * @throws CancelledException as {@link #acquire()} does
     */
    public void holding(Task task) throws Exception {
        acquire();
        try {
            task.run();
        } finally {
            release();
        }
    }

    /**
     * Changes how many permits there are. If they become fewer than are taken, acquires wait until enough have been
     * given back; who waits for more than there are then, waits until there are more again. Never blocks.
     *
     * @param newPermits the new number, at least 0
     */
    public void resize(long newPermits) {
        checkedLimit("resize", newPermits);
        if (Probe.ON) {
            Probe.announce(Operation.RELEASE, this);
        }
        permits.resize(newPermits);
    }

    /**
     * How many permits there are, free or taken.
     *
     * @return the number given to the constructor, or to {@link #resize} since
     */
    public long permits() {
        return permits.limit();
    }

    /**
     * How many permits are free. Exact when asked, perhaps no longer so when used.
     *
     * @return at least 0
     */
    public long available() {
        if (Probe.ON) {
            Probe.announce(Operation.LENGTH, this);
        }
        return Math.max(0, permits.free());
    }

    // -------------------------------------------------------------------------------------------------- slow

    private void acquireSlow(long n) {
        Fiber fiber = Fiber.current();
        if (fiber.isCancelled()) {
            throw cancelled();
        }
        WaitNode node = fiber.node().reset(null);
        node.amount = n;
        permits.lock();
        if (permits.takeOrWaitLocked(node)) {
            permits.unlock();
            return;
        }
        fiber.prepareToPark(WaitReason.SEMAPHORE, this);
        permits.unlock();
        if (!fiber.park()) {
            giveUp(fiber, node);
        }
    }

    private void giveUp(Fiber fiber, WaitNode node) {
        ReadyList others = new ReadyList();
        permits.lock();
        boolean left = permits.leaveLocked(node, others);
        permits.unlock();
        others.readyAll();
        if (left) {
            fiber.abandon();
            throw cancelled();
        }
        fiber.parkUntilReady();
    }

    private void checkAmount(String operation, long n) {
        if (n < 1) {
            throw new IllegalArgumentException(operation + ": must be at least 1, but is " + n + " (" + this + ")");
        }
    }

    private CancelledException cancelled() {
        return new CancelledException("acquire: the goroutine was cancelled (" + this + ")");
    }

    /**
     * The name and number, and how many permits there are.
     *
     * @return for example {@code semaphore slots#3, 8 permits}
     */
    @Override
    public String toString() {
        return "semaphore " + (name == null ? "" : name) + "#" + id + ", " + permits.limit() + " permits";
    }
}
