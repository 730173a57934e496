package dev.weft.internal.park;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A select that waits in two queues, under different locks, is taken out of one of them only. */
@JCStressTest
@Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "one of the queues gives it away")
@Outcome(expect = FORBIDDEN, desc = "both channels believe that they have completed the select, or none")
@State
public class TwoQueuesStress {
    private final StressFiber fiber = new StressFiber();
    private final WaitQueue first = new WaitQueue();
    private final WaitQueue second = new WaitQueue();

    public TwoQueuesStress() {
        int round = fiber.openRound();
        for (WaitQueue queue : new WaitQueue[] {first, second}) {
            WaitNode node = new WaitNode(fiber);
            node.resetForCase(null, 0, round);
            queue.add(node);
        }
    }

    @Actor
    public void one(II_Result result) {
        result.r1 = first.pollClaimed() == null ? 0 : 1;
    }

    @Actor
    public void other(II_Result result) {
        result.r2 = second.pollClaimed() == null ? 0 : 1;
    }
}
