package dev.weft.internal.park;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The runtime's record of one party that can block: a goroutine, or a thread of somebody else's that uses our
 * primitives. It holds the one protocol by which anything in Weft blocks.
 *
 * <p><b>The protocol.</b> The owner is the thread that the fiber belongs to; a waker is whoever completes its
 * operation.
 * <pre>
 *   owner                                      waker
 *   -----                                      -----
 *   take the target's lock
 *   prepareToPark(reason, target)
 *   put a node into the target's queue
 *   release the lock
 *   park()  ── true: made ready                take the target's lock
 *           └─ false: cancelled, still         remove the node, claim it, write its result
 *              queued; the owner must leave    release the lock
 *              the queue (or lose the race     ready(fiber)
 *              to a waker, and parkUntilReady)
 * </pre>
 *
 * <p><b>States</b> of {@code state}:
 * <pre>
 *   RUNNING ──prepareToPark (owner)──► PARKING
 *   PARKING ──commit (blocker)───────► PARKED      the thread is off its carrier
 *   PARKING ──commit (blocker)───────► PINNED      the thread cannot leave its carrier, and waits
 *   PARKED, PINNED ──spurious run────► PARKING
 *   PARKING, PARKED, PINNED ──ready──► READY       (waker)
 *   READY   ──park returns (owner)───► RUNNING
 *   PARKING ──abandon (owner)────────► RUNNING     nobody can make it ready any more
 * </pre>
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) Between {@link #prepareToPark} and its end, {@link #ready} is called at most once: the right to call it is
 *       won by removing the only node from a queue under that queue's lock, or, with nodes in several queues or a timer
 *       running, by {@link #claim}.
 *   <li>(I2) When {@code ready} was or will be called, {@code park} returns {@code true} at last: nothing is lost.
 *   <li>(I3) What the waker wrote before {@code ready} is visible after {@code park} returned {@code true}: the write
 *       of READY is a release, its read an acquire.
 *   <li>(I4) {@code reason} and {@code target} are written by the owner only and are valid while {@code state} is
 *       PARKING or PARKED; others read them racily, for reports.
 * </ol>
 *
 * <p><b>READY is a plain store when the fiber is PARKED</b>, and an exchange otherwise. An exchange tells the waker
 * whether the owner has committed, and who has to continue it. Once it has, the waker has to, and by (I1) it is the
 * only one; what can come between its look and its store is a run without reason. That one cannot end the wait, since
 * READY is not there yet. It may commit again, and then its compare-and-set fails on READY, or came first, and the
 * waker continues it. It may also find itself pinned this time (when there is no memory for its stack), and then the
 * waker, who continues what cannot be continued, does not unpark it: so a pinned wait looks at the state now and then.
 *
 * <p><b>Claims.</b> A select waits in many queues and perhaps for a timer, under different locks. Each wait has a round
 * (an even number); whoever moves {@code claim} from the round to round + 1 owns the completion. A late timer or a
 * stale node names an old round and can do no harm.
 */
public abstract class Fiber implements Runnable, Thread.UncaughtExceptionHandler {
    public static final int RUNNING = 0;
    public static final int PARKING = 1;
    public static final int PARKED = 2;
    public static final int READY = 3;
    public static final int PINNED = 4;

    private static final VarHandle STATE;
    private static final VarHandle CLAIM;
    private static final VarHandle CANCELLATIONS;
    private static final VarHandle CANCELLED_FIBERS;

    static {
        try {
            var lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Fiber.class, "state", int.class);
            CLAIM = lookup.findVarHandle(Fiber.class, "claim", int.class);
            CANCELLATIONS = lookup.findVarHandle(Fiber.class, "cancellations", int.class);
            CANCELLED_FIBERS = lookup.findStaticVarHandle(Fiber.class, "cancelledFibers", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** How this fiber blocks, and where its time and chance come from. */
    private final Seams seams;

    /** The thread; set once by the engine before the fiber is published or started. */
    private @Nullable Thread thread;

    private volatile int state;
    private volatile int claim;

    // Owner writes, reports read (I4).
    private @Nullable WaitReason reason;
    private @Nullable Object target;
    private int parks;

    // Owner only.
    private @Nullable WaitNode node;
    private int shields;
    private boolean interruptDeferred;
    private @Nullable Object context;

    /** How many of the contexts that this fiber runs under are cancelled. Changed by {@link #CANCELLATIONS}. */
    private volatile int cancellations;

    /**
     * How many fibers have {@code cancellations} above 0. While it is 0, which is nearly always, operations that need
     * not wait look at the thread's interrupt status only.
     */
    private static volatile int cancelledFibers;
    private int random;

    /** The blocker's own note on how to continue the thread; written and read under the state protocol. */
    @Nullable Runnable continuation;

    /** The registry's entry, null until the fiber parks for the first time. */
    WeakList.@Nullable Entry<Fiber> entry;

    protected Fiber(Seams seams) {
        this.seams = seams;
    }

    /** What this fiber's engine decides for it. */
    public final Seams seams() {
        return seams;
    }

    /** The fiber of the calling thread; a thread that is not a goroutine gets a lasting one at its first call. */
    public static Fiber current() {
        Thread current = Thread.currentThread();
        // The handler slot is the only field of a virtual thread that is ours to fill and costs nothing to read.
        if (current.getUncaughtExceptionHandler() instanceof Fiber fiber && fiber.thread == current) {
            return fiber;
        }
        return ForeignFiber.of(current);
    }

    /** The fiber of the calling thread if that is a goroutine, else null. */
    public static @Nullable Fiber currentGoroutine() {
        Thread current = Thread.currentThread();
        return current.getUncaughtExceptionHandler() instanceof Fiber fiber && fiber.thread == current ? fiber : null;
    }

    /** The thread that this fiber runs on. */
    public final Thread thread() {
        Thread bound = thread;
        if (bound == null) {
            throw new IllegalStateException("fiber has no thread yet");
        }
        return bound;
    }

    /** Binds the thread; called once, before anyone else can see the fiber. */
    public final void bind(Thread newThread) {
        thread = newThread;
    }

    /** Makes the thread that is to run this fiber and to report its failures to it, and binds it. */
    public final Thread bindNew(ThreadFactory factory, @Nullable String name) {
        Thread made = factory.newThread(this);
        made.setUncaughtExceptionHandler(this);
        if (name != null) {
            made.setName(name);
        }
        bind(made);
        return made;
    }

    /** A number for reports, unique in this process. */
    public long id() {
        return thread().threadId();
    }

    /** Whether this fiber counts as a goroutine in dumps and deadlock detection. */
    public abstract boolean isGoroutine();

    /** Where the goroutine was created, for reports; empty when that is not known. */
    public abstract String createdAt();

    // ---------------------------------------------------------------------------------------------- blocking

    /** Announces a wait. To be called before the node is visible to wakers, that is, with the target's lock held. */
    public final void prepareToPark(WaitReason newReason, Object newTarget) {
        reason = newReason;
        target = newTarget;
        parks++;
        // Opaque is enough: wakers learn of this fiber through a lock that is released after this write.
        STATE.setOpaque(this, PARKING);
    }

    /**
     * Blocks until made ready ({@code true}) or cancelled ({@code false}). After {@code false} the caller is still in
     * its queues: it must either leave them and {@link #abandon} the wait, or, when a waker was quicker, call
     * {@link #parkUntilReady}.
     */
    public final boolean park() {
        Registry.note(this);
        while ((int) STATE.getAcquire(this) != READY) {
            if (isCancelled()) {
                return (int) STATE.getAcquire(this) == READY ? finishPark() : leave();
            }
            seams.blocker().block(this);
        }
        return finishPark();
    }

    /** Between here and the caller's leaving its queues, a waker may still be quicker: an exploration tries both. */
    private boolean leave() {
        if (Probe.ON && target != null) {
            Probe.announce(Operation.LEAVE, target);
        }
        return false;
    }

    /**
     * Blocks until made ready, whatever happens; for a waker that is known to be on its way, or to be certain to come.
     */
    public final void parkUntilReady() {
        Registry.note(this);
        boolean interrupted = false;
        shields++; // a cancellation must not keep the thread awake either
        while ((int) STATE.getAcquire(this) != READY) {
            // A pending interrupt makes blocking return at once: set it aside for the short while.
            interrupted |= thread().isInterrupted() && Thread.interrupted();
            seams.blocker().block(this);
        }
        shields--;
        finishPark();
        if (interrupted) {
            thread().interrupt();
        }
    }

    private boolean finishPark() {
        if (cancellations != 0) {
            noteCancellation();
        }
        STATE.setOpaque(this, RUNNING);
        reason = null;
        target = null;
        return true;
    }

    /** Ends a wait that nobody can complete any more. */
    public final void abandon() {
        STATE.setOpaque(this, RUNNING);
        reason = null;
        target = null;
    }

    /** Makes the fiber runnable. Only who won the right to (I1) may call this, holding no lock. */
    public final void ready() {
        if ((int) STATE.getAcquire(this) == PARKED) {
            STATE.setRelease(this, READY);
            seams.blocker().wake(this, PARKED);
        } else {
            seams.blocker().wake(this, (int) STATE.getAndSet(this, READY));
        }
    }

    /** For blockers: records that the thread is off its processor; false when the fiber was made ready meanwhile. */
    public final boolean commitPark(Runnable newContinuation) {
        continuation = newContinuation;
        return STATE.compareAndSet(this, PARKING, PARKED);
    }

    /**
     * For blockers: records that the thread will wait on its carrier; false when the fiber was made ready meanwhile.
     */
    public final boolean commitPinned() {
        return STATE.compareAndSet(this, PARKING, PINNED);
    }

    /** For blockers: after a run without reason, makes the fiber PARKING again unless it is READY. */
    public final void uncommitPark() {
        int now = (int) STATE.getOpaque(this);
        if (now == PARKED || now == PINNED) {
            STATE.compareAndSet(this, now, PARKING);
        }
    }

    /**
     * For blockers: whether a fiber that is to park must look first whether it has to give up. Owner, or its carrier.
     */
    public final boolean isToldToStop() {
        return (cancellations != 0 && shields == 0) || thread().isInterrupted();
    }

    /** For blockers: whether {@link #commitPark} holds. */
    public final boolean isCommitted() {
        return state == PARKED;
    }

    /** For blockers: what {@link #commitPark} stored. */
    public final @Nullable Runnable continuation() {
        return continuation;
    }

    // ------------------------------------------------------------------------------------------------ claims

    /** Opens a new round and returns its number. Owner only, with no node of an older round left in any queue. */
    public final int openRound() {
        int round = (claim | 1) + 1;
        CLAIM.setOpaque(this, round);
        return round;
    }

    /** Takes the right to complete round {@code round}; at most one caller gets it. */
    public final boolean claim(int round) {
        return claim == round && CLAIM.compareAndSet(this, round, round + 1);
    }

    /** Whether round {@code round} is still to be completed. */
    public final boolean isOpen(int round) {
        return claim == round;
    }

    // ------------------------------------------------------------------------------------------ cancellation

    /**
     * Whether a blocking operation of the calling thread may have to give up: the quick question, to be followed by
     * {@link #isCancelled} if the answer is yes.
     */
    public static boolean mayBeCancelled() {
        return Thread.currentThread().isInterrupted() || cancelledFibers != 0;
    }

    /**
     * Whether a blocking operation must give up: the fiber is cancelled and no shield is up. If so, the thread's
     * interrupt status is set, also when the context's canceller has not come to that yet, or the user has cleared it.
     * Owner only.
     */
    public final boolean isCancelled() {
        boolean interrupted = thread().isInterrupted();
        if (shields == 0) {
            if (!interrupted && cancellations != 0) {
                thread().interrupt();
                return true;
            }
            return interrupted;
        }
        if (!interrupted) {
            return false;
        }
        // Under a shield the interrupt waits: it is put back when the shield comes down.
        interruptDeferred |= Thread.interrupted();
        return false;
    }

    /** How many fibers are cancelled through a context at the moment. */
    public static int cancelledFibers() {
        return cancelledFibers;
    }

    /** Holds cancellation off until {@link #endShield}; shields nest. Owner only. */
    public final void beginShield() {
        interruptDeferred |= Thread.interrupted();
        shields++;
    }

    /** Ends the innermost shield; the outermost lets a held-off interrupt through again. Owner only. */
    public final void endShield() {
        if (--shields == 0 && (interruptDeferred || cancellations != 0)) {
            interruptDeferred = false;
            thread().interrupt();
        }
    }

    /**
     * Whoever cancelled this fiber while it was parked has only made it run: the interrupt, which what it does next may
     * wait for, is its own business. The canceller counts before it looks at the state, and the owner looks at the
     * count after the state was changed; so one of the two interrupts.
     */
    private void noteCancellation() {
        if (shields == 0) {
            thread().interrupt();
        }
    }

    /** The context that this fiber runs under, in the language of whoever sets it. Owner only. */
    public final @Nullable Object context() {
        return context;
    }

    public final void setContext(@Nullable Object newContext) {
        context = newContext;
    }

    /** A context that this fiber runs under was cancelled. Called by the canceller. */
    public final void beginCancellation() {
        if ((int) CANCELLATIONS.getAndAdd(this, 1) == 0) {
            CANCELLED_FIBERS.getAndAdd(1);
        }
        if (!seams.blocker().wakeCancelled(this)) {
            thread().interrupt();
        }
    }

    /** The fiber leaves a context that was cancelled; without any other it is no longer cancelled. Owner only. */
    public final void endCancellation() {
        if ((int) CANCELLATIONS.getAndAdd(this, -1) == 1) {
            CANCELLED_FIBERS.getAndAdd(-1);
            interruptDeferred = false;
            Thread.interrupted();
        }
    }

    // ----------------------------------------------------------------------------------------------- reports

    /** Whether the fiber is waiting in one of our operations; racy unless {@link #parks} is compared. */
    public final boolean isParked() {
        int now = state;
        return now == PARKING || now == PARKED || now == PINNED;
    }

    /**
     * Whether the fiber is parked for good: its thread has stopped, and nothing is on its way to wake it, neither an
     * interrupt nor a cancellation. One that has announced its wait and still runs is about to do something that it may
     * be woken by: to set the timer that ends a sleep, for example.
     */
    public final boolean isAsleep() {
        return hasStopped() && !thread().isInterrupted() && cancellations == 0;
    }

    private boolean hasStopped() {
        int now = state;
        // Blockers that do not commit park as the JDK does, and the JDK knows.
        return now == PARKED || now == PINNED || (now == PARKING && thread().getState() == Thread.State.WAITING);
    }

    /** Whether the fiber waits on its carrier, which it could not leave; racy. */
    public final boolean isPinned() {
        return state == PINNED;
    }

    /** How often this fiber has waited; the same number twice, parked both times, means parked in between. */
    public final int parks() {
        return parks;
    }

    /** Why the fiber waits, or null; racy. */
    public final @Nullable WaitReason reason() {
        return reason;
    }

    /** What the fiber waits for, or null; racy. */
    public final @Nullable Object target() {
        return target;
    }

    // ------------------------------------------------------------------------------------------ owner's tools

    /** The node for plain operations, made at the first use. Owner only. */
    public final WaitNode node() {
        WaitNode cached = node;
        if (cached == null) {
            cached = new WaitNode(this);
            node = cached;
        }
        return cached;
    }

    /** A number from 0 up to but not including {@code bound}, by chance or by the simulation. Owner only. */
    public final int nextRandom(int bound) {
        return seams.randomness().next(this, bound);
    }

    /** A shift-register generator (Marsaglia 2003), mapped to the bound by multiplication (Lemire 2019). */
    final int nextPseudoRandom(int bound) {
        int x = random;
        if (x == 0) {
            x = Seeds.next();
        }
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
        random = x;
        return (int) (((x & 0xFFFF_FFFFL) * bound) >>> 32);
    }

    /** Seeds for fibers' generators; a fixed {@code weft.seed} makes them repeatable. */
    private static final class Seeds {
        private static final AtomicLong NEXT = new AtomicLong(Long.getLong("weft.seed", System.nanoTime()));

        private Seeds() {}

        static int next() {
            long z = NEXT.getAndAdd(0x9E37_79B9_7F4A_7C15L);
            z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
            int seed = (int) (z ^ (z >>> 31));
            return seed == 0 ? 1 : seed;
        }
    }
}
