package dev.weft.internal.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The k-th receive happens before the (k+C)-th send completes. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "seen")
@Outcome(expect = FORBIDDEN, desc = "the send completed while there was no room")
@State
public class FullChannelStress {
    private final CoreChannel<Integer> channel = new CoreChannel<>(null, 1);
    private int beforeReceive;

    public FullChannelStress() {
        channel.send(1);
    }

    @Actor
    public void sender(I_Result result) {
        channel.send(2);
        result.r1 = beforeReceive;
    }

    @Actor
    public void receiver() {
        beforeReceive = 1;
        channel.tryReceive();
    }
}
