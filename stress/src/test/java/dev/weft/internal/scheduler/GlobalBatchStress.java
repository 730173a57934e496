package dev.weft.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The two tasks of a batch go to two who want one each. */
@JCStressTest
@Outcome(id = {"1, 2", "2, 1"}, expect = ACCEPTABLE, desc = "one each")
@Outcome(expect = FORBIDDEN, desc = "a task runs twice, or never")
@State
public class GlobalBatchStress {
    private final GlobalQueue queue = new GlobalQueue();

    public GlobalBatchStress() {
        queue.addAll(new Runnable[] {Tasks.FIRST, Tasks.SECOND}, 2);
    }

    @Actor
    public void one(II_Result result) {
        result.r1 = Tasks.number(queue.poll());
    }

    @Actor
    public void other(II_Result result) {
        result.r2 = Tasks.number(queue.poll());
    }
}
