package dev.weft.internal.channel;

import dev.weft.internal.park.SelectCase;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.StressFiber;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitReason;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A receive that lets a blocked sender in never shows a channel that is not full. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "full at every instant")
@Outcome(expect = FORBIDDEN, desc = "the place was seen free")
@State
public class LengthWithWaiterStress {
    private final CoreChannel<Integer> channel = new CoreChannel<>(null, 1);

    public LengthWithWaiterStress() {
        channel.send(1);
        Fiber fiber = new StressFiber();
        WaitNode node = fiber.node().reset(2);
        channel.lock();
        fiber.prepareToPark(WaitReason.CHANNEL_SEND, channel);
        channel.queueLocked(SelectCase.Kind.SEND).add(node);
        channel.unlock();
    }

    @Actor
    public void receiver() {
        channel.tryReceive();
    }

    @Actor
    public void observer(I_Result result) {
        result.r1 = channel.length();
    }
}
