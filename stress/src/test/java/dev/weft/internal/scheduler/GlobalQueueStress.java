package dev.weft.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One task goes to one of two. */
@JCStressTest
@Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "one of them")
@Outcome(expect = FORBIDDEN, desc = "a task runs twice, or never")
@State
public class GlobalQueueStress {
    private final GlobalQueue queue = new GlobalQueue();

    public GlobalQueueStress() {
        queue.add(Tasks.FIRST);
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
