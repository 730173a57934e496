package dev.weft.internal.channel;

import dev.weft.Attempt;
import dev.weft.internal.park.SelectCase;
import dev.weft.internal.park.Timers;
import dev.weft.internal.park.WaitNode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The channel of a timer or a ticker, with what fires it.
 *
 * <p><b>Nothing is in the timers' heap while nobody waits</b>, as in Go since 1.23. Whoever looks at the channel first
 * asks the clock whether a time has come, and if so puts it where it would be by now ({@link #fireIfDue}); only a
 * goroutine that is about to wait needs somebody to wake it, an {@link Alarm}. So to set and to stop a timer costs no
 * work in a heap, a million of them cost nothing while they run, and one that nobody can hear any more is collected:
 * an alarm holds the channel while somebody waits for it and not longer. (A goroutine that waits is held by nothing but
 * what it waits for; so the alarm must hold it then.)
 *
 * <p>An alarm whose waiters have left stays where it is, empty, for those of the next round of a loop; it is taken out
 * when the timer is stopped, set anew, or has fired.
 *
 * <p><b>No stale value.</b> {@link #disarm} and {@link #arm} change {@code due} under the channel's lock and take out
 * what an earlier time has left; a time is sent under the same lock, and only if it is still the one that is due.
 *
 * <p><b>No lost wake-up.</b> A receiver queues itself, which fills {@code alarm.kept}, then looks at
 * {@code alarm.spent} ({@link #awaited}). An alarm sets {@code spent}, then looks at {@code kept}. All four are
 * volatile: either the alarm finds the channel, or the receiver finds that it must look at the clock itself.
 *
 * <p>Invariants, guarded by the lock: (I1) {@code alarm} is in the timers' heap for {@code due}, or on its way there,
 * or spent; null when nobody has waited for {@code due}. (I2) {@code alarm.kept} is this channel if and only if
 * somebody waits to receive.
 */
public final class TimerChannel extends CoreChannel<Instant> {
    private static final VarHandle DUE;
    private static final long NEVER = 0;

    static {
        try {
            DUE = MethodHandles.lookup().findVarHandle(TimerChannel.class, "due", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Timers timers;
    private final String purpose;

    /**
     * When the next time is to be sent, by the timers' clock, or {@link #NEVER}. Written under the lock; read without
     * it as a hint.
     */
    private long due;

    /** How long after it the following one is due; 0 for a timer that fires once. Guarded by the lock. */
    private long period;

    /** Guarded by the lock for writing; see I1. */
    private volatile @Nullable Alarm alarm;

    public TimerChannel(@Nullable String name, String purpose, Timers timers) {
        super(name, 1);
        this.purpose = purpose;
        this.timers = timers;
    }

    /** What wakes those who wait for one time of one channel. */
    private static final class Alarm extends Timers.Timer {
        private final String purpose;

        /** The channel while somebody waits for it. Written under the channel's lock. */
        private volatile @Nullable TimerChannel kept;

        /** Whether it has gone off, and nothing more is to be expected of it. */
        private volatile boolean spent;

        private Alarm(TimerChannel channel) {
            this.purpose = channel.purpose;
            this.kept = channel;
        }

        @Override
        protected void fire() {
            spent = true;
            TimerChannel channel = kept;
            if (channel != null) {
                channel.fireIfDue();
            }
        }

        /** A tick that nobody waits for lets nobody go on, and does not keep a deadlock from being found. */
        @Override
        public boolean mayWakeSomebody() {
            return kept != null;
        }

        @Override
        protected @Nullable Object actsOn() {
            return kept;
        }

        @Override
        public String toString() {
            return purpose;
        }
    }

    // ------------------------------------------------------------------------------------------------ arming

    /**
     * Arms the timer anew: it sends the time once after {@code nanos}, and then every {@code newPeriod}, if that is not
     * 0.
     *
     * @return whether something could still be received from before
     */
    public boolean arm(long nanos, long newPeriod) {
        long time = timers.clock().nanoTime() + Math.max(0, Math.min(nanos, Long.MAX_VALUE / 2));
        return replace(time == NEVER ? 1 : time, newPeriod);
    }

    /**
     * Nothing comes any more, and what has come and was not received is gone.
     *
     * @return whether something could still be received
     */
    public boolean disarm() {
        return replace(NEVER, 0);
    }

    private boolean replace(long newDue, long newPeriod) {
        lock();
        boolean unread = discardAllLocked();
        boolean before = unread || due != NEVER;
        Alarm former = alarm;
        DUE.setOpaque(this, newDue);
        period = newPeriod;
        if (former != null) {
            alarm = null;
        }
        boolean wanted = newDue != NEVER && hasReceiversLocked();
        unlock();
        if (former != null) {
            timers.cancel(former);
        }
        if (wanted) {
            awaited();
        }
        return before;
    }

    // ------------------------------------------------------------------------------------------------ firing

    /** Sends the time if it has come, and nobody else is there to do that. Takes the lock. */
    private void fireIfDue() {
        long expected = (long) DUE.getOpaque(this);
        if (expected == NEVER) {
            return;
        }
        Alarm pending = alarm;
        if (pending != null && !pending.spent) {
            return;
        }
        long late = timers.clock().nanoTime() - expected;
        if (late >= 0) {
            fire(expected, late);
        }
    }

    private void fire(long expected, long late) {
        Instant time = timers.clock().now().minusNanos(late);
        lock();
        if (due != expected) {
            // Somebody else has fired it, or it was set anew: then there is nothing that is due since before this call.
            unlock();
            return;
        }
        // One that comes late makes up for nothing: the next tick is the first that is not over yet.
        DUE.setOpaque(this, period == 0 ? NEVER : expected + period * (1 + late / period));
        alarm = null;
        WaitNode receiver = offerLocked(time);
        boolean wanted = period != 0 && hasReceiversLocked();
        unlock();
        if (receiver != null) {
            deliver(receiver, time);
        }
        if (wanted) {
            awaited();
        }
    }

    // -------------------------------------------------------------------- who looks asks the clock beforehand

    @Override
    @Nullable Instant receiveOrClosed(String operation) {
        fireIfDue();
        return super.receiveOrClosed(operation);
    }

    @Override
    public Attempt<Instant> tryReceive() {
        fireIfDue();
        return super.tryReceive();
    }

    @Override
    public int length() {
        fireIfDue();
        return super.length();
    }

    @Override
    public boolean looksReady(SelectCase operation) {
        fireIfDue();
        return super.looksReady(operation);
    }

    // --------------------------------------------------------------------------------- who waits is to be woken

    @Override
    public boolean isTimed() {
        return true;
    }

    @Override
    public void awaited() {
        Alarm pending = alarm;
        if (pending == null) {
            setAlarm();
        } else if (pending.spent) {
            fireIfDue();
        }
    }

    private void setAlarm() {
        Alarm fresh = new Alarm(this);
        long now = timers.clock().nanoTime();
        lock();
        long wait = due - now;
        boolean wanted = due != NEVER && hasReceiversLocked() && alarm == null;
        if (wanted && wait > 0) {
            alarm = fresh;
        }
        unlock();
        if (!wanted) {
            return;
        }
        if (wait <= 0) {
            fireIfDue();
            return;
        }
        timers.schedule(fresh, wait);
        // Who has replaced it meanwhile found nothing to cancel. Cancelling and scheduling are one after the other: if
        // theirs was first, what they wrote before it is seen here.
        if (alarm != fresh) {
            timers.cancel(fresh);
        }
    }

    @Override
    void receiversChangedLocked() {
        Alarm pending = alarm;
        if (pending != null) {
            pending.kept = hasReceiversLocked() ? this : null;
        }
    }

    @Override
    public void enqueueLocked(SelectCase operation) {
        super.enqueueLocked(operation);
        receiversChangedLocked();
    }

    @Override
    public void withdraw(SelectCase operation) {
        lock();
        queueLocked(operation.kind()).remove(operation.node());
        receiversChangedLocked();
        unlock();
    }
}
