package dev.weft.verify.conservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Goroutine;
import dev.weft.Task;
import dev.weft.flow.PoolMetrics;
import dev.weft.flow.WorkerPool;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A worker pool that changes its size all the time, and whose users are interrupted. Each task that it has accepted
 * runs once, or not at all if the pool was cancelled or failed; one that it has not accepted never runs.
 */
final class PoolStorm implements OperatorStorm {
    private static final int SUBMITTERS = 3;
    private static final int EACH = 100;

    @Override
    public void round(SplittableRandom random, Trouble trouble) {
        AtomicIntegerArray ran = new AtomicIntegerArray(SUBMITTERS * EACH);
        AtomicIntegerArray accepted = new AtomicIntegerArray(SUBMITTERS * EACH);
        AtomicInteger ended = new AtomicInteger();
        WorkerPool pool = WorkerPool.named("pool").workers(2).queue(random.nextInt(3)).open();
        Crowd crowd = new Crowd();
        int failing = trouble == Trouble.FAILURE ? random.nextInt(EACH) : -1;
        for (int s = 0; s < SUBMITTERS; s++) {
            int first = s * EACH;
            SplittableRandom own = random.split();
            crowd.go("submitter", () -> {
                for (int i = first; i < first + EACH; i++) {
                    int number = i;
                    if (!submits(pool, () -> {
                        ran.incrementAndGet(number);
                        ended.incrementAndGet();
                        if (number == failing) {
                            throw new IllegalStateException("a task fails");
                        }
                    })) {
                        return;
                    }
                    accepted.set(number, 1);
                    OperatorStorm.pause(own);
                }
            });
        }
        Goroutine disturber = crowd.disturb(random.split());
        int moment = random.nextInt(EACH);
        while (ended.get() < moment && !disturber.isDone()) {
            pool.resize(1 + random.nextInt(4));
            OperatorStorm.pause(random);
        }
        if (trouble == Trouble.CANCEL) {
            pool.cancel();
        }
        crowd.await(disturber);
        boolean whole = closes(pool);
        OperatorStorm.awaitAlone();
        assertThat(whole).as("closed without a failure").isEqualTo(trouble == Trouble.NONE);
        assertBalanced(pool.metrics(), accepted, ran, whole);
    }

    /** False if the pool takes no more. A submit that was interrupted is tried again. */
    private static boolean submits(WorkerPool pool, Task task) {
        while (true) {
            try {
                pool.submit(task);
                return true;
            } catch (CancelledException e) {
                if (!Thread.interrupted()) {
                    return false;
                }
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("was stopped by a failure");
                return false;
            }
        }
    }

    private static boolean closes(WorkerPool pool) {
        try {
            pool.close();
            return true;
        } catch (CancelledException e) {
            return false;
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("a task fails");
            return false;
        }
    }

    private static void assertBalanced(
            PoolMetrics metrics, AtomicIntegerArray accepted, AtomicIntegerArray ran, boolean whole) {
        int sum = 0;
        for (int number = 0; number < accepted.length(); number++) {
            sum += accepted.get(number);
            assertThat(ran.get(number)).as("task %d ran", number)
                    .isBetween(whole ? accepted.get(number) : 0, accepted.get(number));
        }
        assertThat(metrics.submitted()).as("accepted: %s", metrics).isEqualTo(sum);
        assertThat(metrics.completed() + metrics.failed() + metrics.discarded()).as("%s", metrics).isEqualTo(sum);
        assertThat(metrics.workers()).as("left behind: %s", metrics).isZero();
    }

    @Override
    public String toString() {
        return "worker pool";
    }
}
