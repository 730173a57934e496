package dev.weft.testkit.primitives;

import static dev.weft.testkit.primitives.Explored.holdsInEverySchedule;
import static dev.weft.testkit.primitives.Explored.isCaught;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.flow.WorkerPool;
import dev.weft.testkit.Explorer;
import dev.weft.testkit.primitives.TwinWorkerPool.Mistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Worker pools: everything submitted is done, once, before whoever drains goes on; whatever the number of workers. */
class WorkerPoolExplorationTest {
    private static WorkerPool pool(int workers) {
        return WorkerPool.named("pool").workers(workers).queue(1).open();
    }

    /** What takes its time: others may run before it is over. */
    private static Task slowly(int[] done, int task) {
        return () -> {
            Weft.yieldNow();
            done[task]++;
        };
    }

    private static Task drained() {
        return () -> {
            int[] done = new int[1];
            try (WorkerPool pool = pool(1)) {
                pool.submit(slowly(done, 0));
                pool.drain();
                assertThat(done).containsExactly(1);
            }
        };
    }

    private static Task shrunk() {
        return () -> {
            int[] done = new int[3];
            try (WorkerPool pool = pool(2)) {
                pool.submit(slowly(done, 0));
                pool.resize(1);
                pool.submit(slowly(done, 1));
                pool.submit(slowly(done, 2));
                pool.drain();
                assertThat(done).containsOnly(1);
            }
        };
    }

    private static Task drained(Mistake mistake) {
        return () -> {
            int[] done = new int[1];
            try (var pool = new TwinWorkerPool(mistake, 1)) {
                pool.submit(slowly(done, 0));
                pool.drain();
                assertThat(done).containsExactly(1);
            }
        };
    }

    private static Task shrunk(Mistake mistake) {
        return () -> {
            int[] done = new int[2];
            try (var pool = new TwinWorkerPool(mistake, 2)) {
                pool.submit(slowly(done, 0));
                pool.shrink();
                pool.submit(slowly(done, 1));
                pool.drain();
                assertThat(done).containsOnly(1);
            }
        };
    }

    @Test
    void whoDrainsFindsAllDone() {
        Explorer.partialOrders(1).schedules(10_000).run(drained()).orThrow();
        Explorer.priorities(1, 3).schedules(10_000).run(drained()).orThrow();
    }

    @Test
    void fewerWorkersLoseNoTask() {
        Explorer.partialOrders(2).schedules(10_000).run(shrunk()).orThrow();
        Explorer.priorities(2, 3).schedules(10_000).run(shrunk()).orThrow();
    }

    @Test
    void theTwinWithoutAMistakeHolds() {
        holdsInEverySchedule(drained(Mistake.NONE));
        holdsInEverySchedule(shrunk(Mistake.NONE));
    }

    @ParameterizedTest
    @EnumSource(value = Mistake.class, mode = Mode.INCLUDE, names = {"COUNTS_LATE", "COUNTS_OFF_EARLY"})
    void mistakesInCountingAreCaught(Mistake mistake) {
        isCaught(drained(mistake));
    }

    @Test
    void aTaskThatLeavesWithItsWorkerIsCaught() {
        isCaught(shrunk(Mistake.LEAVES_WITH_A_TASK));
    }
}
