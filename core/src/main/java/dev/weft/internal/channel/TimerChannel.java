package dev.weft.internal.channel;

import dev.weft.internal.park.SelectCase;
import dev.weft.internal.park.Timers;
import dev.weft.internal.park.WaitNode;
import java.lang.ref.WeakReference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The channel of a timer or a ticker, with what fires it.
 *
 * <p>A timer that nobody can hear need not be stopped to be collected: what is armed holds this channel weakly, except
 * while somebody waits for it. (A goroutine that waits is held by nothing but what it waits for; so the armed timer
 * must hold it then.)
 *
 * <p><b>No stale value.</b> {@link #disarm} makes the round invalid under the channel's lock and takes out what an
 * earlier one has sent; a round that fires sends under the same lock, and only if it is still valid. So once
 * {@code disarm} has returned, no value of an earlier round comes any more.
 *
 * <p>Invariants, guarded by the lock: (I1) {@code armed} is the timer that may still send, or null. (I2) {@code kept}
 * in the link is this channel if and only if something is armed and somebody waits to receive.
 */
public final class TimerChannel extends CoreChannel<Instant> {
    private final Timers timers;
    private final String purpose;
    private final Link link = new Link(this);
    private @Nullable Round armed;

    public TimerChannel(@Nullable String name, String purpose, Timers timers) {
        super(name, 1);
        this.purpose = purpose;
        this.timers = timers;
    }

    /** How what is armed knows the channel. */
    private static final class Link {
        private final WeakReference<TimerChannel> channel;

        /** Holds the channel while somebody waits. Written under the channel's lock, read by all. */
        private volatile @Nullable TimerChannel kept;

        private Link(TimerChannel channel) {
            this.channel = new WeakReference<>(channel);
        }
    }

    /** One arming of the timer. */
    private static final class Round extends Timers.Timer {
        private final Link link;
        private final String purpose;

        /** When it is due, by the timers' clock. */
        private final long due;

        /** How long after it the next one is due; 0 for a timer that fires once. */
        private final long period;

        private Round(Link link, String purpose, long due, long period) {
            this.link = link;
            this.purpose = purpose;
            this.due = due;
            this.period = period;
        }

        @Override
        protected void fire() {
            TimerChannel channel = link.channel.get();
            if (channel != null) {
                channel.fired(this);
            }
        }

        /** A tick that nobody waits for lets nobody go on, and does not keep a deadlock from being found. */
        @Override
        public boolean mayWakeSomebody() {
            return link.kept != null;
        }

        @Override
        protected @Nullable Object actsOn() {
            return link.channel.get();
        }

        @Override
        public String toString() {
            return purpose;
        }
    }

    // ------------------------------------------------------------------------------------------------ arming

    /**
     * Arms the timer anew: it sends the time once after {@code nanos}, and then every {@code period}, if that is not 0.
     *
     * @return whether something was armed before
     */
    public boolean arm(long nanos, long period) {
        Round round = new Round(link, purpose, timers.clock().nanoTime() + Math.min(nanos, Long.MAX_VALUE / 2), period);
        boolean before = replace(round);
        timers.schedule(round, nanos);
        return before;
    }

    /**
     * Nothing comes any more, and what has come and was not received is gone.
     *
     * @return whether something was armed
     */
    public boolean disarm() {
        return replace(null);
    }

    private boolean replace(@Nullable Round round) {
        lock();
        Round former = armed;
        armed = round;
        discardAllLocked();
        receiversChangedLocked();
        unlock();
        if (former != null) {
            timers.cancel(former);
        }
        return former != null;
    }

    /** The round is due; on the timers' thread. */
    private void fired(Round round) {
        Instant now = timers.clock().now();
        Round following = round.period == 0 ? null : following(round);
        WaitNode receiver = null;
        lock();
        boolean valid = armed == round;
        if (valid) {
            armed = following;
            receiver = offerLocked(now);
            receiversChangedLocked();
        }
        unlock();
        if (receiver != null) {
            deliver(receiver, now);
        }
        if (valid && following != null) {
            timers.schedule(following, following.due - timers.clock().nanoTime());
        }
    }

    /** The next tick that is not over yet: one that comes late makes up for nothing. */
    private Round following(Round round) {
        long late = Math.max(0, timers.clock().nanoTime() - round.due);
        return new Round(link, purpose, round.due + round.period * (1 + late / round.period), round.period);
    }

    // ------------------------------------------------------------------------------------------------ holding

    @Override
    void receiversChangedLocked() {
        link.kept = armed != null && hasReceiversLocked() ? this : null;
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
