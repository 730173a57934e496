package dev.weft.internal.park;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A round is completed by one of those who claim it, and a late claim leaves the next round alone. */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "the owner withdrew")
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "the timer was first")
@Outcome(expect = FORBIDDEN, desc = "claimed by both or by none, or the next round was harmed")
@State
public class ClaimStress {
    private final StressFiber fiber = new StressFiber();
    private final int round = fiber.openRound();
    private int nextRound;

    @Actor
    public void owner(III_Result result) {
        result.r1 = fiber.claim(round) ? 1 : 0;
        nextRound = fiber.openRound();
    }

    @Actor
    public void timer(III_Result result) {
        result.r2 = fiber.claim(round) ? 1 : 0;
    }

    @Arbiter
    public void end(III_Result result) {
        result.r3 = fiber.isOpen(nextRound) ? 1 : 0;
    }
}
