package dev.weft.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Steps (s1) to (s3) of the watcher against those of another searcher: work that is there is not left alone. */
@JCStressTest
@Outcome(id = {"1, 0", "0, 1", "1, 1"}, expect = ACCEPTABLE, desc = "somebody sees it")
@Outcome(expect = FORBIDDEN, desc = "each relies on the other, and both sleep: a lost wake-up")
@State
public class WatcherSleepsStress {
    private final IdleProcessors idle = new IdleProcessors();
    private final LocalQueue queue = new LocalQueue();

    public WatcherSleepsStress() {
        idle.beginSearch(4);
        idle.beginSearch(4);
        idle.beginWatch(Carriers.FIRST);
        queue.push(Tasks.FIRST);
    }

    private int workSeen() {
        return idle.isWatched() || queue.isEmpty() ? 0 : 1;
    }

    @Actor
    public void watcher(II_Result result) {
        idle.endWatch(Carriers.FIRST);
        idle.add(Carriers.FIRST);
        idle.endSearch();
        result.r1 = workSeen();
    }

    @Actor
    public void searcher(II_Result result) {
        idle.add(Carriers.SECOND);
        idle.endSearch();
        result.r2 = workSeen();
    }
}
