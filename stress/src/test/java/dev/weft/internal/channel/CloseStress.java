package dev.weft.internal.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weft.Attempt;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A close is seen only after the values before it have been taken, and with all that was before it. */
@JCStressTest
@Outcome(id = "1, -1", expect = ACCEPTABLE, desc = "the value")
@Outcome(id = "0, -1", expect = ACCEPTABLE, desc = "too early")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "the value, and then the close")
@Outcome(expect = FORBIDDEN, desc = "closed with the value still inside, or without what was before")
@State
public class CloseStress {
    private final CoreChannel<Integer> channel = new CoreChannel<>(null, 1);
    private int beforeClose;

    @Actor
    public void sender() {
        channel.trySend(1);
        beforeClose = 1;
        channel.close();
    }

    @Actor
    public void receiver(II_Result result) {
        int taken = 0;
        result.r2 = -1;
        for (int i = 0; i < 2; i++) {
            Attempt<Integer> attempt = channel.tryReceive();
            if (attempt instanceof Attempt.Value<Integer>) {
                taken++;
            } else if (attempt instanceof Attempt.Closed<Integer>) {
                taken += taken == 1 ? 1 : 10;
                result.r2 = beforeClose;
            }
        }
        result.r1 = taken;
    }
}
