package dev.weft.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two step past spent batches at once. Who steps back onto a batch that was left behind would never come away. */
@JCStressTest
@Outcome(id = {"1, 2, 0", "1, 0, 2", "2, 0, 1"}, expect = ACCEPTABLE, desc = "each task once, in order")
@Outcome(expect = FORBIDDEN, desc = "a task runs twice, or never")
@State
public class SpentBatchesStress {
    private final GlobalQueue queue = new GlobalQueue();

    public SpentBatchesStress() {
        queue.add(Tasks.FIRST);
        queue.add(Tasks.SECOND);
    }

    @Actor
    public void one(III_Result result) {
        result.r1 = Tasks.number(queue.poll());
        result.r2 = Tasks.number(queue.poll());
    }

    @Actor
    public void other(III_Result result) {
        result.r3 = Tasks.number(queue.poll());
    }
}
