package dev.weft.internal.channel;

import dev.weft.internal.park.SelectCase;
import dev.weft.internal.park.Selectable;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a channel consists of, a ring of values and two queues of waiters, and what can be done to it under its lock:
 * values come and go, waiters are met, and a select decides. {@link CoreChannel} makes operations of it.
 *
 * <p><b>Invariants</b>, true whenever the lock is free. A waiter is <i>live</i> when its node can still be claimed;
 * dead ones belong to selects that another channel has won and that have not come to fetch their nodes yet.
 * <ol>
 *   <li>(I1) {@code senders} has a live waiter only if the ring is full ({@code count == capacity}; an unbuffered
 *       channel's ring always is) and the channel is open.
 *   <li>(I2) {@code receivers} has a live waiter only if the ring is empty and the channel is open, or a
 *       close is at work: it sets {@code closed} first, which all others look at, and takes the receivers out some at
 *       a time.
 *   <li>(I3) So at most one of the two has live waiters, except that one select may both send and receive here: its own
 *       nodes never meet, because it queues them without looking at the other queue again.
 *   <li>(I4) Values leave in the order in which their sends took effect: the ring is first in, first out, and a blocked
 *       sender's value enters it when a place becomes free, longest waiting first.
 * </ol>
 *
 * <p><b>{@code count} is exact without the lock.</b> It is written once per operation at most, under the lock, with its
 * final value; a receive that lets a blocked sender in leaves it alone. So a bare read is a value that it had at one
 * instant.
 *
 * @param <T> the type of the values
 */
abstract class ChannelState<T> extends Selectable {
    private static final Object[] NO_RING = new Object[0];

    private static final AtomicLong NEXT_ID = new AtomicLong();
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(ChannelState.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long id = NEXT_ID.incrementAndGet();
    private final @Nullable String name;
    final int capacity;

    // Guarded by the lock for writing; read without it as hints, and count exactly.
    int count;
    boolean closed;

    // Guarded by the lock.
    private int head;
    private final @Nullable Object[] ring;
    final WaitQueue receivers = new WaitQueue();
    final WaitQueue senders = new WaitQueue();

    /**
     * Selects that wait for the channel to be closed and drained; made when the first one comes. Guarded by the lock.
     */
    private @Nullable WaitQueue closeWatchers;

    ChannelState(@Nullable String name, int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("make channel: the capacity must not be negative, but is " + capacity
                    + (name == null ? "" : " (channel " + name + ")"));
        }
        this.name = name;
        this.capacity = capacity;
        this.ring = capacity == 0 ? NO_RING : new Object[capacity];
    }

    /** How many values there are, without the lock. */
    final int countNow() {
        return (int) COUNT.getOpaque(this);
    }

    // ------------------------------------------------------------------------------------------------- values

    final void append(@Nullable Object value) {
        int index = head + count;
        ring[index < capacity ? index : index - capacity] = value;
        COUNT.setOpaque(this, count + 1);
    }

    /** Takes the oldest value, lets a blocked sender or close watchers in, and releases the lock. */
    final T takeFirstAndUnlock() {
        int index = head;
        T value = present(ring[index]);
        head = index + 1 == capacity ? 0 : index + 1;
        WaitNode sender = senders.pollClaimed();
        if (sender != null) {
            // The ring was full, so the place just freed is the one behind the last: count stays.
            ring[index] = sender.item;
            unlock();
            sender.takeItem();
            sender.outcome = WaitNode.DONE;
            sender.fiber.ready();
            return value;
        }
        ring[index] = null;
        COUNT.setOpaque(this, count - 1);
        WaitNode watchers = watchersOfDrainedLocked();
        unlock();
        WaitNode.readyClosed(watchers);
        return value;
    }

    /**
     * Finds a receiver for the value, to {@link #deliver} it to; without one, keeps it if there is room, else drops it.
     */
    final @Nullable WaitNode offerLocked(T value) {
        WaitNode receiver = receivers.pollClaimed();
        if (receiver == null && count < capacity) {
            append(value);
        }
        return receiver;
    }

    /** Drops what is buffered, in a channel that nobody blocks to send to; says whether anything was. */
    final boolean discardAllLocked() {
        boolean any = count > 0;
        if (any) {
            Arrays.fill(ring, null);
            COUNT.setOpaque(this, 0);
        }
        return any;
    }

    // ------------------------------------------------------------------------------------------------ waiters

    static void deliver(WaitNode receiver, @Nullable Object value) {
        receiver.item = value;
        receiver.outcome = WaitNode.DONE;
        receiver.fiber.ready();
    }

    /** Completes a blocked sender of an unbuffered channel and returns its value. */
    final T collect(WaitNode sender) {
        T value = present(sender.takeItem());
        sender.outcome = WaitNode.DONE;
        sender.fiber.ready();
        return value;
    }

    // ----------------------------------------------------------------------------------------------- selects

    @Override
    public boolean looksReady(SelectCase operation) {
        return switch (operation.kind()) {
            case RECEIVE -> count > 0 || closed || !senders.isEmpty();
            case SEND -> closed || count < capacity || !receivers.isEmpty();
            case CLOSED -> closed && count == 0;
            default -> throw notForChannels(operation.kind());
        };
    }

    @Override
    public boolean isReadyLocked(SelectCase operation) {
        return switch (operation.kind()) {
            case RECEIVE -> count > 0 || closed || senders.hasClaimable();
            case SEND -> closed || count < capacity || receivers.hasClaimable();
            case CLOSED -> closed && count == 0;
            default -> throw notForChannels(operation.kind());
        };
    }

    @Override
    public boolean attemptLocked(SelectCase operation) {
        return switch (operation.kind()) {
            case RECEIVE -> attemptReceiveLocked(operation);
            case SEND -> attemptSendLocked(operation);
            case CLOSED -> closed && count == 0 && operation.complete(null, WaitNode.CLOSED);
            default -> throw notForChannels(operation.kind());
        };
    }

    private static IllegalStateException notForChannels(SelectCase.Kind kind) {
        return new IllegalStateException("select invariant broken: a channel has no case of kind " + kind.name());
    }

    private boolean attemptReceiveLocked(SelectCase operation) {
        if (count > 0) {
            int index = head;
            Object value = ring[index];
            head = index + 1 == capacity ? 0 : index + 1;
            WaitNode sender = senders.pollClaimed();
            if (sender != null) {
                ring[index] = sender.takeItem();
                operation.setPartner(sender);
            } else {
                ring[index] = null;
                COUNT.setOpaque(this, count - 1);
                operation.setWatchers(watchersOfDrainedLocked());
            }
            return operation.complete(value, WaitNode.DONE);
        }
        WaitNode sender = senders.pollClaimed();
        if (sender != null) {
            operation.setPartner(sender);
            return operation.complete(sender.takeItem(), WaitNode.DONE);
        }
        return closed && operation.complete(null, WaitNode.CLOSED);
    }

    private boolean attemptSendLocked(SelectCase operation) {
        if (closed) {
            return operation.complete(null, WaitNode.CLOSED);
        }
        WaitNode receiver = receivers.pollClaimed();
        if (receiver != null) {
            receiver.item = operation.value();
            operation.setPartner(receiver);
            return operation.complete(null, WaitNode.DONE);
        }
        if (count < capacity) {
            append(operation.value());
            return operation.complete(null, WaitNode.DONE);
        }
        return false;
    }

    final @Nullable WaitNode watchersOfDrainedLocked() {
        return closed && count == 0 && closeWatchers != null ? closeWatchers.claimAll() : null;
    }

    /** For {@code CLOSED}, {@link #prepareToWatch} came before. */
    @Override
    public WaitQueue queueLocked(SelectCase.Kind kind) {
        return switch (kind) {
            case RECEIVE -> receivers;
            case SEND -> senders;
            case CLOSED -> Objects.requireNonNull(closeWatchers);
            default -> throw notForChannels(kind);
        };
    }

    /** Somebody has begun to wait, or has left, perhaps a receiver; for channels that depend on that. */
    void receiversChangedLocked() {}

    final boolean hasReceiversLocked() {
        return !receivers.isEmpty();
    }

    /** Makes the queue of close watchers, so that nothing is allocated under the lock. */
    void prepareToWatch() {
        WaitQueue fresh = new WaitQueue();
        lock();
        if (closeWatchers == null) {
            closeWatchers = fresh;
        }
        unlock();
    }

    @Override
    public long order() {
        return order(id, 0);
    }

    // ---------------------------------------------------------------------------------------------- the rest

    /** For example {@code channel jobs#3, capacity 5}. */
    @Override
    public String toString() {
        return "channel " + (name == null ? "" : name) + "#" + id + (capacity == 0 ? "" : ", capacity " + capacity);
    }

    @SuppressWarnings("unchecked")
    final @Nullable T valueOf(@Nullable Object item) {
        return (T) item;
    }

    @SuppressWarnings("unchecked")
    private T present(@Nullable Object item) {
        if (item == null) {
            throw new IllegalStateException(
                    "channel invariant broken: a value is missing (" + this + ", count " + count + ")");
        }
        return (T) item;
    }
}
