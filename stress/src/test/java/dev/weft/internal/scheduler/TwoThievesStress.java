package dev.weft.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Of two thieves one has the only task. */
@JCStressTest
@Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "one of them")
@Outcome(expect = FORBIDDEN, desc = "a task runs twice, or never")
@State
public class TwoThievesStress {
    private final LocalQueue queue = new LocalQueue();

    public TwoThievesStress() {
        queue.push(Tasks.FIRST);
    }

    @Actor
    public void one(II_Result result) {
        result.r1 = steal(new Runnable[LocalQueue.CAPACITY / 2]);
    }

    @Actor
    public void other(II_Result result) {
        result.r2 = steal(new Runnable[LocalQueue.CAPACITY / 2]);
    }

    private int steal(@Nullable Runnable[] loot) {
        return queue.takeHalf(loot) == 0 ? 0 : Tasks.number(loot[0]);
    }
}
