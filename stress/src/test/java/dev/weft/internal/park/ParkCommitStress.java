package dev.weft.internal.park;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A fiber that commits its park while it is made ready: either the waker continues it, or it sees that it need not
 * park.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "parked, and continued by the waker")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "made ready before it had parked")
@Outcome(expect = FORBIDDEN, desc = "parked and never woken, or woken without a way to continue")
@State
public class ParkCommitStress {
    private final StressFiber fiber = new StressFiber();

    public ParkCommitStress() {
        fiber.prepareToPark(WaitReason.JOIN, fiber);
    }

    @Actor
    public void blocker(II_Result result) {
        result.r1 = fiber.commitPark(fiber) ? 1 : 0;
    }

    @Actor
    public void waker(II_Result result) {
        fiber.ready();
        boolean stranded = fiber.stateBefore == Fiber.PARKED && !fiber.sawContinuation;
        result.r2 = stranded ? -1 : fiber.stateBefore;
    }
}
