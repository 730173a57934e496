package dev.weft.testkit.primitives;

import dev.weft.CancelledException;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.SpinLock;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;
import java.util.Objects;

/** An unbuffered channel, as simple as can be, with a place for a mistake. */
final class TwinChannel extends SpinLock {
    /** What is wrong with it. */
    enum Mistake {
        NONE,

        /** A receiver that is cancelled when it has been given a value throws it away. */
        LOSES_WHAT_IT_WAS_GIVEN,

        /** A sender that is cancelled stays in the queue, so that its value arrives although the send has failed. */
        STAYS_IN_THE_QUEUE,

        /** Finds a partner, and goes on with it later, when another one may have done so. */
        SHARES_ITS_PARTNER
    }

    private final Mistake mistake;
    private final WaitQueue receivers = new WaitQueue();
    private final WaitQueue senders = new WaitQueue();

    TwinChannel(Mistake mistake) {
        this.mistake = mistake;
    }

    void send(int value) {
        Probe.announce(Operation.SEND, this);
        Fiber fiber = Fiber.current();
        WaitNode node = fiber.node().reset(value);
        lock();
        WaitNode receiver = partner(receivers);
        if (receiver != null) {
            unlock();
            receiver.item = value;
            receiver.fiber.ready();
            return;
        }
        fiber.prepareToPark(WaitReason.CHANNEL_SEND, this);
        senders.add(node);
        unlock();
        if (!fiber.park() && mistake != Mistake.STAYS_IN_THE_QUEUE) {
            leave(fiber, node, senders);
        } else if (Thread.currentThread().isInterrupted() && mistake == Mistake.STAYS_IN_THE_QUEUE) {
            throw new CancelledException("send: the goroutine was cancelled");
        }
    }

    int receive() {
        Probe.announce(Operation.RECEIVE, this);
        Fiber fiber = Fiber.current();
        WaitNode node = fiber.node().reset(null);
        lock();
        WaitNode sender = partner(senders);
        if (sender != null) {
            unlock();
            int value = (Integer) Objects.requireNonNull(sender.item);
            sender.fiber.ready();
            return value;
        }
        fiber.prepareToPark(WaitReason.CHANNEL_RECEIVE, this);
        receivers.add(node);
        unlock();
        if (!fiber.park()) {
            leave(fiber, node, receivers);
            if (mistake == Mistake.LOSES_WHAT_IT_WAS_GIVEN) {
                throw new CancelledException("receive: the goroutine was cancelled");
            }
        }
        return (Integer) Objects.requireNonNull(node.item);
    }

    /** Takes the longest waiting partner out of its queue; the lock is held before and after. */
    private @org.jspecify.annotations.Nullable WaitNode partner(WaitQueue queue) {
        if (mistake != Mistake.SHARES_ITS_PARTNER) {
            return queue.pollClaimed();
        }
        WaitNode first = queue.peek();
        unlock();
        Probe.announce(Operation.RECEIVE, this);
        lock();
        if (first != null) {
            queue.remove(first);
        }
        return first;
    }

    /** Throws if the goroutine has left its queue; returns if its operation has happened. */
    private void leave(Fiber fiber, WaitNode node, WaitQueue queue) {
        lock();
        boolean left = queue.remove(node);
        unlock();
        if (left) {
            fiber.abandon();
            throw new CancelledException("the goroutine was cancelled");
        }
        fiber.parkUntilReady();
    }

    @Override
    public String toString() {
        return "twin channel";
    }
}
