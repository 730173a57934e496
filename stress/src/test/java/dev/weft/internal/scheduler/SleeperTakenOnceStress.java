package dev.weft.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A sleeper takes itself off the list or is taken off, and who takes it makes it a searcher. */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "went by itself")
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "was taken, and is a searcher")
@Outcome(expect = FORBIDDEN, desc = "both, none, or searchers are counted wrongly")
@State
public class SleeperTakenOnceStress {
    private final IdleProcessors idle = new IdleProcessors();

    public SleeperTakenOnceStress() {
        idle.add(Carriers.FIRST);
    }

    @Actor
    public void sleeper(III_Result result) {
        result.r1 = idle.remove(Carriers.FIRST) ? 1 : 0;
    }

    @Actor
    public void waker(III_Result result) {
        result.r2 = idle.takeSearcher() == null ? 0 : 1;
    }

    @Arbiter
    public void end(III_Result result) {
        result.r3 = idle.searching();
    }
}
