package dev.weft;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.Timers;
import dev.weft.internal.park.WeakList;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link Context} that can be cancelled: who is below, who runs under it, who waits for it.
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) {@code cause} goes from null to its final value once, by compare-and-set.
 *   <li>(I2) Who joins, enters the list first and then looks at {@code cause}; who cancels sets {@code cause} first and
 *       then reads the lists. So every member and every child is reached by the one, by the other, or by both;
 *       {@code state} makes the second do nothing.
 *   <li>(I3) Whoever can cancel a context can wake the goroutines under it, so a context holds them, and holds each
 *       child that has some below it, or whose {@code done} channel was asked for: whoever waits for that holds nothing
 *       but the channel. A child that nobody uses stays collectable, and so does a whole context with its goroutines
 *       when only they know it.
 * </ol>
 */
final class Cancellation {
    private static final VarHandle CAUSE;
    private static final VarHandle DONE;

    static {
        try {
            var lookup = MethodHandles.lookup();
            CAUSE = lookup.findVarHandle(Cancellation.class, "cause", Throwable.class);
            DONE = lookup.findVarHandle(Cancellation.class, "done", Channel.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable Cancellation parent;
    private final @Nullable Instant deadline;
    private final WeakList<Cancellation> children = new WeakList<>();
    private final MemberList members = new MemberList();

    /** Children that must not be collected (I3), each with how often it was told to be kept and not yet released. */
    private final ConcurrentHashMap<Cancellation, Integer> kept = new ConcurrentHashMap<>();

    /** How many reasons there are for the parent to keep this: members, kept children, the done channel. */
    private final AtomicInteger uses = new AtomicInteger();

    /** Whether the done channel is one of the uses: {@link #NOT_USED}, then {@link #USED}, then {@link #NO_LONGER}. */
    private final AtomicInteger doneUse = new AtomicInteger(NOT_USED);

    private static final int NOT_USED = 0;
    private static final int USED = 1;
    private static final int NO_LONGER = 2;

    private volatile @Nullable Throwable cause;
    private volatile @Nullable Channel<Signal> done;
    private @Nullable Expiry expiry;

    private Cancellation(@Nullable Cancellation parent, @Nullable Instant deadline) {
        this.parent = parent;
        this.deadline = deadline;
    }

    /** A new one that is cancelled with {@code parent}, and at {@code deadline}, if there are such. */
    static Cancellation below(@Nullable Cancellation parent, @Nullable Instant deadline) {
        Instant inherited = parent == null ? null : parent.deadline;
        Instant own = deadline == null || (inherited != null && !deadline.isBefore(inherited)) ? null : deadline;
        Cancellation created = new Cancellation(parent, own == null ? inherited : own);
        if (parent != null) {
            parent.adopt(created);
        }
        if (own != null) {
            created.armAt(own);
        }
        return created;
    }

    private void adopt(Cancellation child) {
        children.add(child);
        Throwable known = cause;
        if (known != null) {
            child.cancel(known);
        }
    }

    private void armAt(Instant when) {
        Timers timers = Fiber.current().seams().timers();
        Expiry timer = new Expiry(this, when, timers);
        expiry = timer;
        timers.schedule(timer, Durations.nanos(Duration.between(timers.clock().now(), when)));
        if (isCancelled()) {
            timers.cancel(timer);
        }
    }

    /** Cancels at the deadline. */
    private static final class Expiry extends Timers.Timer {
        private final Cancellation cancellation;
        private final Instant when;
        private final Timers timers;

        Expiry(Cancellation cancellation, Instant when, Timers timers) {
            this.cancellation = cancellation;
            this.when = when;
            this.timers = timers;
        }

        @Override
        protected void fire() {
            cancellation.cancel(new DeadlineExceededException(when));
        }

        @Override
        public String toString() {
            return "the deadline of a context";
        }

        void disarm() {
            timers.cancel(this);
        }
    }

    // --------------------------------------------------------------------------------------------- questions

    boolean isCancelled() {
        return cause != null;
    }

    /** As {@link #isCancelled}, for a user. */
    boolean askWhetherCancelled() {
        announce(Operation.ASK);
        return isCancelled();
    }

    Optional<Throwable> cause() {
        announce(Operation.ASK);
        return Optional.ofNullable(cause);
    }

    /** What exploration calls it. */
    @Override
    public String toString() {
        return "context";
    }

    private void announce(Operation operation) {
        if (Probe.ON) {
            Probe.announce(operation, this);
        }
    }

    Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    ReceiveChannel<Signal> done() {
        Channel<Signal> known = done;
        if (known == null) {
            Channel<Signal> fresh = Channel.signal("done");
            known = done(fresh);
        }
        if (isCancelled()) {
            known.tryClose();
            endDoneUse();
        }
        return known;
    }

    private Channel<Signal> done(Channel<Signal> fresh) {
        if (DONE.compareAndSet(this, null, fresh)) {
            use();
            doneUse.set(USED);
        }
        return Objects.requireNonNull(done, "the channel is there and stays");
    }

    /** Once cancelled, nobody waits for the channel any more. */
    private void endDoneUse() {
        if (doneUse.compareAndSet(USED, NO_LONGER)) {
            endUse();
        }
    }

    /**
     * The first use lets the parent keep this, and the end of the last lets it go. Between the count and the parent
     * another thread may do the opposite: the parent counts as well, so that the order does not matter.
     */
    private void use() {
        if (uses.getAndIncrement() == 0 && parent != null) {
            parent.kept.merge(this, 1, Integer::sum);
            parent.use();
        }
    }

    private void endUse() {
        if (uses.decrementAndGet() == 0 && parent != null) {
            parent.kept.computeIfPresent(this, (child, count) -> count == 1 ? null : count - 1);
            parent.endUse();
        }
    }

    // -------------------------------------------------------------------------------------------- cancelling

    /** Cancels this and everything below, one after the other: a deep tree is no danger to the stack. */
    void cancel(Throwable why) {
        announce(Operation.CANCEL);
        Deque<Cancellation> pending = new ArrayDeque<>();
        pending.add(this);
        while (!pending.isEmpty()) {
            Cancellation next = pending.remove();
            if (CAUSE.compareAndSet(next, null, why)) {
                next.tell();
                pending.addAll(next.children.snapshot());
            }
        }
    }

    private void tell() {
        Expiry timer = expiry;
        if (timer != null) {
            timer.disarm();
        }
        Channel<Signal> waiters = done;
        if (waiters != null) {
            waiters.tryClose();
            endDoneUse();
        }
        for (Member member = members.detach(); member != null; member = following(member)) {
            member.deliver();
        }
    }

    /** The next one of those who are to be told; a member that stays for long must not keep its neighbours. */
    private static @Nullable Member following(Member told) {
        Member next = told.next;
        told.next = null;
        told.previous = null;
        return next;
    }

    // ---------------------------------------------------------------------------------------------- members

    /** The calling fiber comes to run under this. */
    Member join(Fiber fiber) {
        Member member = new Member(this, fiber);
        member.enter();
        if (isCancelled()) {
            member.deliver();
        }
        return member;
    }

    /**
     * A fiber that runs under a cancellable context. Contexts nest, and one fiber may be a member of several; a fiber
     * below a child is reached through the child.
     */
    static final class Member {
        private static final int UNTOLD = 0;
        private static final int BEING_TOLD = 1;
        private static final int TOLD = 2;

        private static final VarHandle STATE;

        static {
            try {
                STATE = MethodHandles.lookup().findVarHandle(Member.class, "state", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final Cancellation cancellation;
        private final Fiber fiber;

        // The list's: its neighbours, and whether it came after the list was detached.
        @Nullable Member previous;
        @Nullable Member next;
        boolean late;

        /** {@link #UNTOLD}, {@link #BEING_TOLD} or {@link #TOLD}; only ever goes up. */
        private volatile int state;

        private Member(Cancellation cancellation, Fiber fiber) {
            this.cancellation = cancellation;
            this.fiber = fiber;
        }

        private void enter() {
            if (cancellation.members.add(this)) {
                cancellation.use();
            }
        }

        private void deliver() {
            if (state == UNTOLD && STATE.compareAndSet(this, UNTOLD, BEING_TOLD)) {
                fiber.beginCancellation();
                state = TOLD;
            }
        }

        /** The fiber, which is the caller's, no longer runs under the context. */
        void leave() {
            if (cancellation.members.remove(this)) {
                cancellation.endUse();
            }
            // Claims the delivery if it has not begun, and waits for its end if it has: none may reach a fiber that has
            // left.
            if (!STATE.compareAndSet(this, UNTOLD, TOLD)) {
                while (state != TOLD) {
                    Thread.yield();
                }
                fiber.endCancellation();
            }
        }
    }
}
