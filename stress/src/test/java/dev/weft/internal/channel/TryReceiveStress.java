package dev.weft.internal.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weft.Attempt;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** One value goes to one of two receivers. */
@JCStressTest
@Outcome(id = {"1, 0, 0", "0, 1, 0"}, expect = ACCEPTABLE, desc = "one of them")
@Outcome(expect = FORBIDDEN, desc = "doubled, lost, or not counted")
@State
public class TryReceiveStress {
    private final CoreChannel<Integer> channel = new CoreChannel<>(null, 2);

    public TryReceiveStress() {
        channel.send(1);
    }

    @Actor
    public void first(III_Result result) {
        result.r1 = received();
    }

    @Actor
    public void second(III_Result result) {
        result.r2 = received();
    }

    private int received() {
        return channel.tryReceive() instanceof Attempt.Value<Integer>(Integer value) ? value : 0;
    }

    @Arbiter
    public void end(III_Result result) {
        result.r3 = channel.length();
    }
}
