package dev.weft.internal.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The length is at every instant one that the channel has had. */
@JCStressTest
@Outcome(id = {"0", "1"}, expect = ACCEPTABLE, desc = "before, between or after")
@Outcome(expect = FORBIDDEN, desc = "a length that never was")
@State
public class LengthStress {
    private final CoreChannel<Integer> channel = new CoreChannel<>(null, 1);

    @Actor
    public void user() {
        channel.trySend(1);
        channel.tryReceive();
    }

    @Actor
    public void observer(I_Result result) {
        result.r1 = channel.length();
    }
}
