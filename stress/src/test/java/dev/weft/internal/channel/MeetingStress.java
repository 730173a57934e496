package dev.weft.internal.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weft.Attempt;
import dev.weft.ChannelClosedException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A meeting on an unbuffered channel orders what was before it, on both sides, before what is after it. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "met, and saw each other")
@Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "did not meet")
@Outcome(expect = FORBIDDEN, desc = "one side went on without the other")
@State
public class MeetingStress {
    private static final int ATTEMPTS = 100;

    private final CoreChannel<Integer> channel = new CoreChannel<>(null, 0);
    private int beforeSend;
    private int beforeReceive;

    @Actor
    public void sender(II_Result result) {
        beforeSend = 1;
        try {
            channel.send(7);
            result.r1 = beforeReceive;
        } catch (ChannelClosedException e) {
            result.r1 = -1;
        }
    }

    /** Does not wait for ever, so that a sender that forgets to wait is seen and not waited for. */
    @Actor
    public void receiver(II_Result result) {
        beforeReceive = 1;
        for (int i = 0; i < ATTEMPTS; i++) {
            if (channel.tryReceive() instanceof Attempt.Value<Integer>) {
                result.r2 = beforeSend;
                return;
            }
        }
        channel.close();
        result.r2 = -1;
    }
}
