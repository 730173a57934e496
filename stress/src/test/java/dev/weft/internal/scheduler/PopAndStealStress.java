package dev.weft.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The owner and a thief share two tasks: each has one, and none is left. */
@JCStressTest
@Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "the owner has the older one")
@Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "the thief has it")
@Outcome(expect = FORBIDDEN, desc = "a task runs twice, or never")
@State
public class PopAndStealStress {
    private final LocalQueue queue = new LocalQueue();
    private final @Nullable Runnable[] loot = new Runnable[LocalQueue.CAPACITY / 2];

    public PopAndStealStress() {
        queue.push(Tasks.FIRST);
        queue.push(Tasks.SECOND);
    }

    @Actor
    public void owner(III_Result result) {
        result.r1 = Tasks.number(queue.pop());
    }

    @Actor
    public void thief(III_Result result) {
        result.r2 = queue.takeHalf(loot) == 0 ? 0 : Tasks.number(loot[0]);
    }

    @Arbiter
    public void end(III_Result result) {
        result.r3 = queue.size();
    }
}
