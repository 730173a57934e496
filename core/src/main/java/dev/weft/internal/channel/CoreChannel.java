package dev.weft.internal.channel;

import dev.weft.Attempt;
import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.Received;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.SelectCase;
import dev.weft.internal.park.Selectable;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The channel: a ring of values and two queues of waiters under one spin lock, as Go's {@code hchan}.
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
 * <p><b>Where operations take effect.</b> Each at one point, under the lock: a send when its value enters the ring or a
 * receiver's node, a receive when it takes one, a close when it sets {@code closed}. The waiter's half of a meeting
 * takes effect at its partner's point. A cancelled operation takes effect nowhere: under the lock it leaves its queue,
 * or finds that it has been taken out, and then it has happened and returns normally. Hence nothing is lost or doubled.
 * (A receiver that a close has not come to yet may still be cancelled, or be served elsewhere if it is a select: nobody
 * can tell that from its having begun to wait a moment later.)
 *
 * <p><b>{@code count} is exact without the lock.</b> It is written once per operation at most, under the lock, with its
 * final value; a receive that lets a blocked sender in leaves it alone. So a bare read is a value that it had at one
 * instant.
 *
 * <p><b>Hints.</b> Before they take the lock, operations glance at the fields to guess whether they will block. A wrong
 * guess costs time only: everything is decided again under the lock.
 *
 * <p><b>Happens-before.</b> The lock orders all operations of a channel, which gives more than Go's rules: a send
 * before the receive that takes it, the k-th receive before the (k+C)-th send completes, a close before a receive that
 * sees it. For a waiter, {@link Fiber#ready} and the return of {@link Fiber#park} carry the edge.
 *
 * @param <T> the type of the values
 */
public sealed class CoreChannel<T> extends Selectable implements Channel<T> permits TimerChannel {
    /**
     * How many receivers a close takes out of their queue at a time. The lock is not held for the time that a million
     * of them takes, and those taken out are still in the cache when they are made ready. Senders are taken out at
     * once: a receive after the close must not meet them.
     */
    private static final int CLOSED_AT_ONCE = 128;

    private static final Object[] NO_RING = new Object[0];

    private static final AtomicLong NEXT_ID = new AtomicLong();
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(CoreChannel.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long id = NEXT_ID.incrementAndGet();
    private final @Nullable String name;
    private final int capacity;

    // Guarded by the lock for writing; read without it as hints, and count exactly.
    private int count;
    private boolean closed;

    // Guarded by the lock.
    private int head;
    private final @Nullable Object[] ring;
    private final WaitQueue receivers = new WaitQueue();
    private final WaitQueue senders = new WaitQueue();

    /**
     * Selects that wait for the channel to be closed and drained; made when the first one comes. Guarded by the lock.
     */
    private @Nullable WaitQueue closeWatchers;

    public CoreChannel(@Nullable String name, int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("make channel: the capacity must not be negative, but is " + capacity
                    + (name == null ? "" : " (channel " + name + ")"));
        }
        this.name = name;
        this.capacity = capacity;
        this.ring = capacity == 0 ? NO_RING : new Object[capacity];
    }

    // -------------------------------------------------------------------------------------------------- send

    @Override
    public void send(T value) {
        Objects.requireNonNull(value, "send: null is not a value");
        if (Probe.ON) {
            Probe.announce(Operation.SEND, this);
        }
        if (Fiber.mayBeCancelled() || looksFull()) {
            sendSlow(value);
            return;
        }
        lock();
        if (closed) {
            unlock();
            throw closedAt("send");
        }
        WaitNode receiver = receivers.pollClaimed();
        if (receiver != null) {
            unlock();
            deliver(receiver, value);
        } else if (count < capacity) {
            append(value);
            unlock();
        } else {
            unlock();
            sendSlow(value);
        }
    }

    private boolean looksFull() {
        return count == capacity && receivers.isEmpty();
    }

    /** Sends with the means to wait at hand. */
    private void sendSlow(T value) {
        Fiber fiber = Fiber.current();
        if (fiber.isCancelled()) {
            throw cancelledAt("send");
        }
        WaitNode node = fiber.node().reset(value);
        lock();
        if (closed) {
            unlock();
            node.takeItem();
            throw closedAt("send");
        }
        WaitNode receiver = receivers.pollClaimed();
        if (receiver != null) {
            unlock();
            node.takeItem();
            deliver(receiver, value);
        } else if (count < capacity) {
            append(value);
            unlock();
            node.takeItem();
        } else {
            fiber.prepareToPark(WaitReason.CHANNEL_SEND, this);
            senders.add(node);
            unlock();
            awaitReceiver(fiber, node);
        }
    }

    private void awaitReceiver(Fiber fiber, WaitNode node) {
        if (!fiber.park()) {
            giveUp(fiber, node, senders, "send");
        }
        node.takeItem();
        if (node.outcome == WaitNode.CLOSED) {
            throw closedAt("send");
        }
    }

    @Override
    public boolean trySend(T value) {
        Objects.requireNonNull(value, "trySend: null is not a value");
        if (Probe.ON) {
            Probe.announce(Operation.TRY_SEND, this);
        }
        lock();
        if (closed) {
            unlock();
            throw closedAt("trySend");
        }
        WaitNode receiver = receivers.pollClaimed();
        if (receiver != null) {
            unlock();
            deliver(receiver, value);
            return true;
        }
        boolean room = count < capacity;
        if (room) {
            append(value);
        }
        unlock();
        return room;
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

    static void deliver(WaitNode receiver, @Nullable Object value) {
        receiver.item = value;
        receiver.outcome = WaitNode.DONE;
        receiver.fiber.ready();
    }

    // ----------------------------------------------------------------------------------------------- receive

    @Override
    public T receive() {
        T value = receiveOrClosed("receive");
        if (value == null) {
            throw closedAt("receive");
        }
        return value;
    }

    @Override
    public Received<T> next() {
        T value = receiveOrClosed("receive");
        return value == null ? new Received.Closed<>() : new Received.Value<>(value);
    }

    /** Receives; null once the channel is closed and drained. */
    @Nullable T receiveOrClosed(String operation) {
        if (Probe.ON) {
            Probe.announce(Operation.RECEIVE, this);
        }
        if (Fiber.mayBeCancelled() || looksEmpty()) {
            return receiveSlow(operation);
        }
        lock();
        if (count > 0) {
            return takeFirstAndUnlock();
        }
        WaitNode sender = senders.pollClaimed();
        if (sender != null) {
            unlock();
            return collect(sender);
        }
        boolean ended = closed;
        unlock();
        return ended ? null : receiveSlow(operation);
    }

    private boolean looksEmpty() {
        return count == 0 && !closed && senders.isEmpty();
    }

    private @Nullable T receiveSlow(String operation) {
        Fiber fiber = Fiber.current();
        if (fiber.isCancelled()) {
            throw cancelledAt(operation);
        }
        WaitNode node = fiber.node().reset(null);
        lock();
        if (count > 0) {
            return takeFirstAndUnlock();
        }
        WaitNode sender = senders.pollClaimed();
        if (sender != null) {
            unlock();
            return collect(sender);
        }
        if (closed) {
            unlock();
            return null;
        }
        fiber.prepareToPark(WaitReason.CHANNEL_RECEIVE, this);
        receivers.add(node);
        receiversChangedLocked();
        unlock();
        awaited();
        if (!fiber.park()) {
            giveUp(fiber, node, receivers, operation);
        }
        return valueOf(node.takeItem());
    }

    @Override
    public Attempt<T> tryReceive() {
        if (Probe.ON) {
            Probe.announce(Operation.TRY_RECEIVE, this);
        }
        lock();
        if (count > 0) {
            return new Attempt.Value<>(takeFirstAndUnlock());
        }
        WaitNode sender = senders.pollClaimed();
        if (sender != null) {
            unlock();
            return new Attempt.Value<>(collect(sender));
        }
        boolean ended = closed;
        unlock();
        return ended ? new Attempt.Closed<>() : new Attempt.Empty<>();
    }

    /** Completes a blocked sender of an unbuffered channel and returns its value. */
    private T collect(WaitNode sender) {
        T value = present(sender.takeItem());
        sender.outcome = WaitNode.DONE;
        sender.fiber.ready();
        return value;
    }

    // ------------------------------------------------------------------------------------------ ring (locked)

    private void append(@Nullable Object value) {
        int index = head + count;
        ring[index < capacity ? index : index - capacity] = value;
        COUNT.setOpaque(this, count + 1);
    }

    /** Takes the oldest value, lets a blocked sender or close watchers in, and releases the lock. */
    private T takeFirstAndUnlock() {
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
        readyAll(watchers);
        return value;
    }

    // ------------------------------------------------------------------------------------------------- close

    @Override
    public void close() {
        if (!tryClose()) {
            throw closedAt("close");
        }
    }

    @Override
    public boolean tryClose() {
        if (Probe.ON) {
            Probe.announce(Operation.CLOSE, this);
        }
        lock();
        if (closed) {
            unlock();
            return false;
        }
        closed = true;
        WaitNode waitingReceivers = receivers.claim(CLOSED_AT_ONCE);
        WaitNode waitingSenders = senders.claimAll();
        WaitNode watchers = watchersOfDrainedLocked();
        unlock();
        readyAll(waitingSenders);
        readyAll(watchers);
        while (waitingReceivers != null) {
            readyAll(waitingReceivers);
            lock();
            waitingReceivers = receivers.claim(CLOSED_AT_ONCE);
            unlock();
        }
        return true;
    }

    private static void readyAll(@Nullable WaitNode first) {
        WaitNode node = first;
        while (node != null) {
            // Read before ready: afterwards the node is its owner's again.
            WaitNode following = node.nextInList();
            node.outcome = WaitNode.CLOSED;
            node.fiber.ready();
            node = following;
        }
    }

    // -------------------------------------------------------------------------------------------- cancelling

    /** A cancelled waiter leaves; returns normally only if its operation has happened after all. */
    private void giveUp(Fiber fiber, WaitNode node, WaitQueue queue, String operation) {
        lock();
        boolean left = queue.remove(node);
        receiversChangedLocked();
        unlock();
        if (left) {
            fiber.abandon();
            node.takeItem();
            throw cancelledAt(operation);
        }
        fiber.parkUntilReady();
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

    private @Nullable WaitNode watchersOfDrainedLocked() {
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

    @Override
    public int length() {
        if (Probe.ON) {
            Probe.announce(Operation.LENGTH, this);
        }
        return (int) COUNT.getOpaque(this);
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public Iterator<T> iterator() {
        return new ChannelIterator<>(this);
    }

    @Override
    public Stream<T> stream() {
        return StreamSupport.stream(new ChannelSpliterator<>(this), false);
    }

    /** For example {@code channel jobs#3, capacity 5}. */
    @Override
    public String toString() {
        return "channel " + (name == null ? "" : name) + "#" + id + (capacity == 0 ? "" : ", capacity " + capacity);
    }

    private ChannelClosedException closedAt(String operation) {
        return new ChannelClosedException(operation + ": the channel is closed (" + this + ")");
    }

    private CancelledException cancelledAt(String operation) {
        return new CancelledException(operation + ": the goroutine was cancelled (" + this + ")");
    }

    @SuppressWarnings("unchecked")
    private @Nullable T valueOf(@Nullable Object item) {
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
