package dev.weft.sync;

import dev.weft.CancelledException;
import dev.weft.Task;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.ReadyList;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitReason;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A lock that many readers or one writer can hold: Go's {@code sync.RWMutex}.
 *
 * <p>A writer that waits keeps new readers out, so readers cannot starve it; when a writer unlocks, all readers that
 * wait by then come before the next writer, so writers cannot starve them. Hence <b>it is not reentrant</b>, not for
 * readers either: a goroutine that takes a second read lock while a writer waits for the first waits for ever.
 *
 * <p>An {@link #unlock} <i>happens before</i> a {@link #lock} or {@link #readLock} that returns later, and a
 * {@link #readUnlock} before a {@code lock} that does.
 *
 * {@snippet class="dev.weft.snippets.SyncSnippets" region="rwMutex"}
 */
public final class RwMutex {
    private static final AtomicLong NEXT_ID = new AtomicLong();

    private final @Nullable String name;
    private final long id = NEXT_ID.incrementAndGet();
    private final Holders holders = new Holders();

    /** Makes an unlocked mutex. */
    public RwMutex() {
        this.name = null;
    }

    /**
     * Makes an unlocked mutex with a name for dumps and reports.
     *
     * @param name the name; need not be unique
     */
    public RwMutex(String name) {
        this.name = Objects.requireNonNull(name, "rwmutex: the name is null");
    }

    // ----------------------------------------------------------------------------------------------- writing

    /**
     * Locks the mutex for writing; blocks while anybody holds it.
     *
     * @throws CancelledException if the goroutine was cancelled before or while it waited; then it does not hold it
     */
    public void lock() {
        announce(Operation.LOCK);
        if (Fiber.mayBeCancelled() || !holders.writeQuickly()) {
            lockSlow(true);
        }
    }

    /**
     * Locks the mutex for writing if nobody holds it. Never blocks.
     *
     * @return whether the caller now holds it
     */
    public boolean tryLock() {
        announce(Operation.TRY_LOCK);
        return holders.writeQuickly();
    }

    /**
     * Ends the writing. Never blocks.
     *
     * @throws IllegalStateException if the mutex is not locked for writing
     */
    public void unlock() {
        announce(Operation.UNLOCK);
        if (!holders.endWritingQuickly() && !holders.endWriting()) {
            throw new IllegalStateException("unlock: the mutex is not locked for writing (" + this + ")");
        }
    }

    /**
     * Runs a task while holding the mutex for writing, and unlocks it however the task ends.
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

    // ----------------------------------------------------------------------------------------------- reading

    /**
     * Locks the mutex for reading; blocks while a writer holds it or waits for it.
     *
     * @throws CancelledException if the goroutine was cancelled before or while it waited; then it does not hold it
     */
    public void readLock() {
        announce(Operation.LOCK);
        if (Fiber.mayBeCancelled() || !holders.readQuickly()) {
            lockSlow(false);
        }
    }

    /**
     * Locks the mutex for reading if no writer holds it or waits for it. Never blocks.
     *
     * @return whether the caller now holds it
     */
    public boolean tryReadLock() {
        announce(Operation.TRY_LOCK);
        return holders.readQuickly();
    }

    /**
     * Ends the reading of one reader. Never blocks.
     *
     * @throws IllegalStateException if the mutex is not locked for reading
     */
    public void readUnlock() {
        announce(Operation.UNLOCK);
        if (!holders.endReadingQuickly() && !holders.endReading()) {
            throw new IllegalStateException("readUnlock: the mutex is not locked for reading (" + this + ")");
        }
    }

    /**
     * Runs a task while holding the mutex for reading, and unlocks it however the task ends.
     *
     * @param task what to run
     * @throws Exception what the task threw
     * @throws CancelledException as {@link #readLock} does
     */
    public void readLocked(Task task) throws Exception {
        readLock();
        try {
            task.run();
        } finally {
            readUnlock();
        }
    }

    // -------------------------------------------------------------------------------------------------- slow

    private void lockSlow(boolean writing) {
        Fiber fiber = Fiber.current();
        if (fiber.isCancelled()) {
            throw cancelled(writing);
        }
        WaitNode node = fiber.node().reset(null);
        holders.lock();
        if (holders.enterOrWaitLocked(node, writing)) {
            holders.unlock();
            return;
        }
        fiber.prepareToPark(writing ? WaitReason.WRITE_LOCK : WaitReason.READ_LOCK, this);
        holders.unlock();
        if (fiber.park()) {
            return;
        }
        ReadyList others = new ReadyList();
        holders.lock();
        boolean left = holders.leaveLocked(node, writing, others);
        holders.unlock();
        others.readyAll();
        if (left) {
            fiber.abandon();
            throw cancelled(writing);
        }
        fiber.parkUntilReady();
    }

    private void announce(Operation operation) {
        if (Probe.ON) {
            Probe.announce(operation, this);
        }
    }

    private CancelledException cancelled(boolean writing) {
        return new CancelledException((writing ? "lock" : "readLock") + ": the goroutine was cancelled (" + this + ")");
    }

    /**
     * The name and number.
     *
     * @return for example {@code rwmutex index#1}
     */
    @Override
    public String toString() {
        return "rwmutex " + (name == null ? "" : name) + "#" + id;
    }
}
