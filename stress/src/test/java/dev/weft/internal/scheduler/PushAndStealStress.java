package dev.weft.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A thief that sees a new task sees it whole. */
@JCStressTest
@Outcome(id = {"0", "1"}, expect = ACCEPTABLE, desc = "not yet, or the task")
@Outcome(expect = FORBIDDEN, desc = "a task that is not there")
@State
public class PushAndStealStress {
    private final LocalQueue queue = new LocalQueue();
    private final @Nullable Runnable[] loot = new Runnable[LocalQueue.CAPACITY / 2];

    @Actor
    public void owner() {
        queue.push(Tasks.FIRST);
    }

    @Actor
    public void thief(I_Result result) {
        result.r1 = queue.takeHalf(loot) == 0 ? 0 : loot[0] == null ? -1 : Tasks.number(loot[0]);
    }
}
