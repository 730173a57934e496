package dev.weft.internal.park;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Who comes through a latch sees what happened before it was opened, having waited or not. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "seen")
@Outcome(expect = FORBIDDEN, desc = "came through too early")
@State
public class LatchStress {
    private final Latch latch = new Latch();
    private int plain;

    @Actor
    public void waiter(I_Result result) {
        latch.await(WaitReason.JOIN, latch);
        result.r1 = plain;
    }

    @Actor
    public void opener() {
        plain = 1;
        latch.open();
    }
}
