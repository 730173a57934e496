package dev.weft.internal.channel;

import dev.weft.Attempt;
import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.Received;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The channel: a ring of values and two queues of waiters under one spin lock, as Go's {@code hchan}. What holds for
 * them, and what is done to them under the lock, is in {@link ChannelState}; here are the operations of a goroutine.
 *
 * <p><b>Where operations take effect.</b> Each at one point, under the lock: a send when its value enters the ring or a
 * receiver's node, a receive when it takes one, a close when it sets {@code closed}. The waiter's half of a meeting
 * takes effect at its partner's point. A cancelled operation takes effect nowhere: under the lock it leaves its queue,
 * or finds that it has been taken out, and then it has happened and returns normally. Hence nothing is lost or doubled.
 * (A receiver that a close has not come to yet may still be cancelled, or be served elsewhere if it is a select: nobody
 * can tell that from its having begun to wait a moment later.)
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
public sealed class CoreChannel<T> extends ChannelState<T> implements Channel<T> permits TimerChannel {
    /**
     * How many receivers a close takes out of their queue at a time. The lock is not held for the time that a million
     * of them takes, and those taken out are still in the cache when they are made ready. Senders are taken out at
     * once: a receive after the close must not meet them.
     */
    private static final int CLOSED_AT_ONCE = 128;

    public CoreChannel(@Nullable String name, int capacity) {
        super(name, capacity);
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
        WaitNode.readyClosed(waitingSenders);
        WaitNode.readyClosed(watchers);
        while (waitingReceivers != null) {
            WaitNode.readyClosed(waitingReceivers);
            lock();
            waitingReceivers = receivers.claim(CLOSED_AT_ONCE);
            unlock();
        }
        return true;
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

    // ---------------------------------------------------------------------------------------------- the rest

    @Override
    public int length() {
        if (Probe.ON) {
            Probe.announce(Operation.LENGTH, this);
        }
        return countNow();
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

    private ChannelClosedException closedAt(String operation) {
        return new ChannelClosedException(operation + ": the channel is closed (" + this + ")");
    }

    private CancelledException cancelledAt(String operation) {
        return new CancelledException(operation + ": the goroutine was cancelled (" + this + ")");
    }
}
