package dev.weft.testkit.primitives;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.SpinLock;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Two unbuffered channels and a select that receives from either, as simple as can be, with a place for a mistake. */
final class TwinSelect extends SpinLock {
    /** What is wrong with it. */
    enum Mistake {
        NONE,

        /** Each channel may give a value to the same select: one is lost. */
        TAKES_TWO,

        /** A select that has been served stays in the other channel's queue, which serves it again. */
        STAYS_IN_THE_OTHER_QUEUE,

        /** Looks at one channel only before it waits in both. */
        OVERLOOKS_THE_SECOND
    }

    private static final int CHANNELS = 2;

    private final Mistake mistake;
    private final WaitQueue[] senders = {new WaitQueue(), new WaitQueue()};
    private final WaitQueue[] receivers = {new WaitQueue(), new WaitQueue()};

    TwinSelect(Mistake mistake) {
        this.mistake = mistake;
    }

    void send(int channel, int value) {
        Probe.announce(Operation.SEND, this);
        Fiber fiber = Fiber.current();
        WaitNode node = fiber.node().reset(value);
        lock();
        WaitNode receiver = receivers[channel].pollClaimed();
        if (receiver != null) {
            unlock();
            receiver.item = value;
            receiver.outcome = WaitNode.DONE;
            if (mistake == Mistake.NONE || !alreadyServed(receiver)) {
                receiver.fiber.ready();
            }
            return;
        }
        fiber.prepareToPark(WaitReason.CHANNEL_SEND, this);
        senders[channel].add(node);
        unlock();
        fiber.parkUntilReady();
    }

    /** A twin without a mistake never asks: a claim is won once. */
    private static boolean alreadyServed(WaitNode node) {
        return !node.fiber.isParked();
    }

    int receive() {
        Probe.announce(Operation.SELECT, this);
        Fiber fiber = Fiber.current();
        int round = mistake == Mistake.NONE ? fiber.openRound() : WaitNode.UNCLAIMED;
        WaitNode[] nodes = {new WaitNode(fiber), new WaitNode(fiber)};
        lock();
        WaitNode sender = readySender();
        if (sender != null) {
            unlock();
            sender.fiber.ready();
            return (Integer) Objects.requireNonNull(sender.item);
        }
        fiber.prepareToPark(WaitReason.SELECT, this);
        for (int i = 0; i < CHANNELS; i++) {
            nodes[i].resetForCase(null, i, round);
            receivers[i].add(nodes[i]);
        }
        unlock();
        fiber.parkUntilReady();
        return result(nodes);
    }

    private @Nullable WaitNode readySender() {
        WaitNode first = senders[0].pollClaimed();
        return first != null || mistake == Mistake.OVERLOOKS_THE_SECOND ? first : senders[1].pollClaimed();
    }

    private int result(WaitNode[] nodes) {
        if (mistake != Mistake.STAYS_IN_THE_OTHER_QUEUE) {
            Probe.announce(Operation.LEAVE, this);
            lock();
            receivers[0].remove(nodes[0]);
            receivers[1].remove(nodes[1]);
            unlock();
        }
        WaitNode served = nodes[0].outcome == WaitNode.DONE ? nodes[0] : nodes[1];
        return (Integer) Objects.requireNonNull(served.item);
    }

    @Override
    public String toString() {
        return "twin select";
    }
}
