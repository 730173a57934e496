package dev.weft.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Of two who add work one wakes a sleeper: the searcher will find both. */
@JCStressTest
@Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = ACCEPTABLE, desc = "one searcher")
@Outcome(expect = FORBIDDEN, desc = "two searchers, none, or counted wrongly")
@State
public class OneSearcherStress {
    private final IdleProcessors idle = new IdleProcessors();

    public OneSearcherStress() {
        idle.add(Carriers.FIRST);
        idle.add(Carriers.SECOND);
    }

    @Actor
    public void one(III_Result result) {
        result.r1 = idle.takeSearcher() == null ? 0 : 1;
    }

    @Actor
    public void other(III_Result result) {
        result.r2 = idle.takeSearcher() == null ? 0 : 1;
    }

    @Arbiter
    public void end(III_Result result) {
        result.r3 = idle.searching();
    }
}
