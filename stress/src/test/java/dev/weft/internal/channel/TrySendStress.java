package dev.weft.internal.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Into one free place goes one of two values: no failure without reason, no success without room. */
@JCStressTest
@Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = ACCEPTABLE, desc = "one of them")
@Outcome(expect = FORBIDDEN, desc = "both, none, or not counted")
@State
public class TrySendStress {
    private final CoreChannel<Integer> channel = new CoreChannel<>(null, 1);

    @Actor
    public void first(III_Result result) {
        result.r1 = channel.trySend(1) ? 1 : 0;
    }

    @Actor
    public void second(III_Result result) {
        result.r2 = channel.trySend(2) ? 1 : 0;
    }

    @Arbiter
    public void end(III_Result result) {
        result.r3 = channel.length();
    }
}
