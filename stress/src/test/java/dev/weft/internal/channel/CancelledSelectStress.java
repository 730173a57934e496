package dev.weft.internal.channel;

import dev.weft.internal.park.SelectCase;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weft.CancelledException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** An interrupted select has done one of its cases, or has left no trace. */
@JCStressTest
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "received")
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "gave up")
@Outcome(expect = FORBIDDEN, desc = "the value was lost, came from nowhere, or a node stayed behind")
@State
public class CancelledSelectStress {
    private final CoreChannel<Integer> channel = new CoreChannel<>(null, 0);
    private final CoreChannel<Integer> never = new CoreChannel<>(null, 0);
    private volatile @Nullable Thread waiting;

    @Actor
    public void selecting(III_Result result) {
        SelectCase[] cases = {ChannelCases.receive(never), ChannelCases.receive(channel)};
        waiting = Thread.currentThread();
        try {
            result.r1 = new Select(cases, false).run(Select.FOREVER);
        } catch (CancelledException e) {
            result.r1 = 0;
        }
        Interrupts.takeOne();
    }

    @Actor
    public void other(III_Result result) {
        Interrupts.interrupt(() -> waiting);
        result.r2 = channel.trySend(7) ? 1 : 0;
    }

    @Arbiter
    public void end(III_Result result) {
        result.r3 = never.queueLocked(SelectCase.Kind.RECEIVE).size()
                + channel.queueLocked(SelectCase.Kind.RECEIVE).size();
    }
}
