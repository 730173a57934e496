package dev.weft.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Steps (a1), (a2) against (s1) to (s3) when the work comes from outside. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "woken")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "seen before sleeping")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both")
@Outcome(expect = FORBIDDEN, desc = "work is there, and nobody looks for it: a lost wake-up")
@State
public class GlobalWorkStress {
    private final IdleProcessors idle = new IdleProcessors();
    private final GlobalQueue queue = new GlobalQueue();

    @Actor
    public void adder(II_Result result) {
        queue.add(Tasks.FIRST);
        result.r1 = idle.shouldWake() ? 1 : 0;
    }

    @Actor
    public void sleeper(II_Result result) {
        idle.add(Carriers.FIRST);
        result.r2 = queue.isEmpty() ? 0 : 1;
    }
}
