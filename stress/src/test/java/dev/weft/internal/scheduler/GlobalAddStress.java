package dev.weft.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two add, and one of them takes, which leaves a spent batch behind: nothing is lost or doubled. */
@JCStressTest
@Outcome(id = {"1, 2, 0", "2, 1, 0"}, expect = ACCEPTABLE, desc = "each once, in either order")
@Outcome(expect = FORBIDDEN, desc = "a task was lost, or runs twice")
@State
public class GlobalAddStress {
    private final GlobalQueue queue = new GlobalQueue();

    @Actor
    public void one() {
        queue.add(Tasks.FIRST);
    }

    @Actor
    public void other(III_Result result) {
        queue.add(Tasks.SECOND);
        result.r1 = Tasks.number(queue.poll());
    }

    @Arbiter
    public void rest(III_Result result) {
        result.r2 = Tasks.number(queue.poll());
        result.r3 = Tasks.number(queue.poll());
    }
}
