package dev.weft.internal.park;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A parked fiber that runs without reason, and commits again, while it is made ready: in the end it is ready, and
 * somebody continues it.
 */
@JCStressTest
@Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "parked again, and continued by the waker")
@Outcome(id = "0, 2, 0", expect = ACCEPTABLE,
        desc = "sees that it is ready; the waker's run is one more without reason")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "made ready while it ran, which it sees")
@Outcome(expect = FORBIDDEN, desc = "parked and never woken")
@State
public class ReadyAndSpuriousRunStress {
    private final StressFiber fiber = new StressFiber();

    public ReadyAndSpuriousRunStress() {
        fiber.prepareToPark(WaitReason.JOIN, fiber);
        fiber.commitPark(fiber);
    }

    @Actor
    public void blocker(III_Result result) {
        fiber.uncommitPark();
        result.r1 = fiber.commitPark(fiber) ? 1 : 0;
    }

    @Actor
    public void waker(III_Result result) {
        fiber.ready();
        result.r2 = fiber.stateBefore;
    }

    @Arbiter
    public void end(III_Result result) {
        result.r3 = fiber.isParked() ? 1 : 0;
    }
}
