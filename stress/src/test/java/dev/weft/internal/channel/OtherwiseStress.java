package dev.weft.internal.channel;

import dev.weft.internal.park.SelectCase;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A value that is always in one of two channels is always found: {@code otherwise} is exact. */
@JCStressTest
@Outcome(id = {"0", "1"}, expect = ACCEPTABLE, desc = "found")
@Outcome(expect = FORBIDDEN, desc = "the default was taken though a case was ready")
@State
public class OtherwiseStress {
    private final CoreChannel<Integer> left = new CoreChannel<>(null, 1);
    private final CoreChannel<Integer> right = new CoreChannel<>(null, 1);

    public OtherwiseStress() {
        right.send(1);
    }

    @Actor
    public void mover() {
        left.trySend(2);
        right.tryReceive();
    }

    @Actor
    public void selecting(I_Result result) {
        SelectCase[] cases = {ChannelCases.receive(left), ChannelCases.receive(right)};
        result.r1 = new Select(cases, false).run(Select.NOT_AT_ALL);
    }
}
