package dev.weft.internal.channel;

import dev.weft.internal.park.SelectCase;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two selects that can serve each other in two ways agree on one, without deadlock, and leave nothing behind. */
@JCStressTest
@Outcome(id = {"0, 0, 0", "1, 1, 0"}, expect = ACCEPTABLE, desc = "met in one of the channels")
@Outcome(expect = FORBIDDEN, desc = "disagreed, or a node stayed behind")
@State
public class FacingSelectsStress {
    private final CoreChannel<Integer> first = new CoreChannel<>(null, 0);
    private final CoreChannel<Integer> second = new CoreChannel<>(null, 0);

    @Actor
    public void one(III_Result result) {
        SelectCase[] cases = {ChannelCases.send(first, 1), ChannelCases.receive(second)};
        result.r1 = new Select(cases, false).run(Select.FOREVER);
    }

    @Actor
    public void other(III_Result result) {
        SelectCase[] cases = {ChannelCases.receive(first), ChannelCases.send(second, 2)};
        result.r2 = new Select(cases, false).run(Select.FOREVER);
    }

    @Arbiter
    public void end(III_Result result) {
        for (SelectCase.Kind kind : new SelectCase.Kind[] {SelectCase.Kind.SEND, SelectCase.Kind.RECEIVE}) {
            result.r3 += first.queueLocked(kind).size() + second.queueLocked(kind).size();
        }
    }
}
