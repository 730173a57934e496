package dev.weft.internal.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The right to execute goroutines (Go's P): a local run queue and a hand-off slot. Bound to one {@link Carrier} for
 * life.
 *
 * <p><b>The hand-off slot</b> holds the goroutine that runs next: the one made ready last by a goroutine of this
 * processor. Only the owner fills it. Thieves empty it by compare-and-set, and only when it has not changed for a while
 * (see {@link Monitor} and {@link WorkSearch}), since a goroutine that is about to run here anyway should not be moved
 * to another core. The owner, at each switch, reads it and writes it without an atomic operation. So in a rare moment a
 * thief and the owner both have a task; nothing is ever lost, because the owner overwrites only what it has read and
 * the thief only what it has taken. To run a goroutine twice is harmless: the JDK lets only one of the runs continue
 * it.
 *
 * <p><b>State.</b>
 * <pre>
 *   ACTIVE  ──retire (maxProcs was lowered)──────────► RETIRED
 *   RETIRED ──reactivate (and raised again)──────────► ACTIVE
 *   ACTIVE  ──orphan (stuck: another pair took over)─► ORPHAN
 *   RETIRED ──leave (carrier)────────────────────────► GONE
 * </pre>
 * Only an {@code ACTIVE} processor's carrier takes goroutines. The carrier of a retired or orphaned one finishes the
 * goroutine that it is in the middle of, gives its queue away and ends.
 */
final class Processor {
    /** Hand-offs in a row while others wait in the local queue. */
    static final int MAX_HAND_OFFS = 64;

    enum State {
        ACTIVE,
        RETIRED,
        ORPHAN,
        GONE
    }

    private static final VarHandle SLOT;
    private static final VarHandle STATE;

    static {
        try {
            var lookup = MethodHandles.lookup();
            SLOT = lookup.findVarHandle(Processor.class, "slot", Runnable.class);
            STATE = lookup.findVarHandle(Processor.class, "state", State.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final int id;
    final LocalQueue queue = new LocalQueue();

    /** For those who look for work. */
    final Pace pace = new Pace();

    private volatile @Nullable Runnable slot;
    private volatile State state = State.ACTIVE;

    // Owner writes; the monitor, statistics and those who look for work read racily.
    private long ticks;
    private long steals;
    private long handOffs;
    private @Nullable Runnable executing;

    /** The tick at which a goroutine was started here last. */
    private long startedTick = -LocalQueue.CAPACITY;

    /** The tick at which the goroutine that was executing then said that it would block in native code. */
    private long blockingTick = -1;

    /** Whether who is idle should come for what is in the slot, see {@link Monitor}, which sets it. */
    private boolean sharing;

    // Owner only.
    private int handOffsInARow;

    Processor(int id) {
        this.id = id;
    }

    // ------------------------------------------------------------------------------------------------ state

    /** Whether the carrier may take another goroutine. */
    boolean isActive() {
        return state == State.ACTIVE;
    }

    /** Whether its carrier was found stuck. */
    boolean isOrphan() {
        return state == State.ORPHAN;
    }

    boolean retire() {
        return STATE.compareAndSet(this, State.ACTIVE, State.RETIRED);
    }

    boolean reactivate() {
        return STATE.compareAndSet(this, State.RETIRED, State.ACTIVE);
    }

    boolean orphan() {
        return STATE.compareAndSet(this, State.ACTIVE, State.ORPHAN);
    }

    /** The carrier leaves for good; false when the processor became active again. */
    boolean leave() {
        return state == State.ORPHAN || STATE.compareAndSet(this, State.RETIRED, State.GONE);
    }

    // --------------------------------------------------------------------------------------- filling (owner)

    /**
     * Makes {@code task} the next to run here.
     *
     * @return the former occupant of the slot, which the caller must queue, or null
     */
    @Nullable Runnable handOff(Runnable task) {
        handOffs++;
        Runnable former = (Runnable) SLOT.getOpaque(this);
        SLOT.setRelease(this, task);
        return former;
    }

    // -------------------------------------------------------------------------------------- emptying (owner)

    /** The next goroutine of this processor's own, or null. */
    @Nullable Runnable next() {
        Runnable handed = (Runnable) SLOT.getOpaque(this);
        if (handed != null && (handOffsInARow < MAX_HAND_OFFS || queue.isEmpty())) {
            handOffsInARow++;
            SLOT.setRelease(this, null);
            return handed;
        }
        handOffsInARow = 0;
        Runnable task = queue.pop();
        return task != null ? task : takeSlot();
    }

    /** Empties the slot; anyone may call it. */
    @Nullable Runnable takeSlot() {
        Runnable task = slot;
        return task != null && SLOT.compareAndSet(this, task, null) ? task : null;
    }

    /** What is in the slot; a guess. */
    @Nullable Runnable peekSlot() {
        return slot;
    }

    boolean hasWork() {
        return slot != null || !queue.isEmpty();
    }

    // ---------------------------------------------------------------------------------------------- counters

    EngineStats.ProcessorStats stats() {
        int runnable = queue.size() + (slot == null ? 0 : 1);
        return new EngineStats.ProcessorStats(id, isActive(), executing != null, runnable, ticks, steals, handOffs);
    }

    long nextTick() {
        return ++ticks;
    }

    long ticks() {
        return ticks;
    }

    /** A goroutine is started here, and goes into the queue. Owner only. */
    void noteStart() {
        startedTick = ticks;
    }

    /** Whether the queue may hold goroutines that have not run yet; a guess. */
    boolean hasStartedLately() {
        return ticks - startedTick < LocalQueue.CAPACITY;
    }

    void countSteal() {
        steals++;
    }

    long steals() {
        return steals;
    }

    long handOffs() {
        return handOffs;
    }

    /** Whether goroutines here compute for long after they have made another ready: it should run elsewhere then. */
    boolean isSharing() {
        return sharing;
    }

    void setSharing(boolean now) {
        sharing = now;
    }

    void setExecuting(@Nullable Runnable task) {
        executing = task;
    }

    /** What is mounted on the carrier; a guess. */
    @Nullable Runnable executing() {
        return executing;
    }

    /** The goroutine that executes now is about to block in native code, or is back. */
    void setBlocking(boolean now) {
        blockingTick = now ? ticks : -1;
    }

    /** Whether the goroutine that executes has said that it would block in native code; a guess. */
    boolean isBlocking() {
        return blockingTick == ticks;
    }
}
