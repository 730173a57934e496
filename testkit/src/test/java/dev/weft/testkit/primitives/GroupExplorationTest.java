package dev.weft.testkit.primitives;

import static dev.weft.Weft.go;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.yieldNow;
import static dev.weft.testkit.primitives.Explored.holdsInEverySchedule;
import static dev.weft.testkit.primitives.Explored.isCaught;
import static dev.weft.testkit.primitives.Explored.survivesCancellationAtEachPoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Goroutine;
import dev.weft.Group;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.sync.Mutex;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Groups in every schedule of small programs. */
@SuppressWarnings("UnnecessaryLambda") // each method is a program to explore
class GroupExplorationTest {
    /** Starts goroutines of a group of which one may be alive. */
    private static Consumer<Task> real() {
        Group group = Weft.group("real").maxLive(1).maxProcs(1);
        return group::go;
    }

    private static Supplier<Consumer<Task>> twin(TwinGroup.Mistake mistake) {
        return () -> new TwinGroup(mistake, 1)::go;
    }

    /** Never more alive than may be, and everybody's turn comes. */
    private static Task bound(Supplier<Consumer<Task>> supplier) {
        return () -> {
            Consumer<Task> group = supplier.get();
            Mutex alone = new Mutex("alone");
            Task member = () -> {
                assertThat(alone.tryLock()).isTrue();
                alone.unlock();
            };
            Goroutine other = go(() -> group.accept(member));
            group.accept(member);
            other.join();
        };
    }

    /** Somebody who waits for its turn is cancelled at any time; the next one's comes. */
    private static Task cancelled(Supplier<Consumer<Task>> supplier) {
        return () -> {
            Consumer<Task> group = supplier.get();
            group.accept(() -> {});
            Goroutine victim = go("victim", () -> group.accept(() -> {}));
            victim.cancel();
            victim.join();
            group.accept(() -> {});
        };
    }

    @Test
    void boundsHowManyAreAlive() {
        holdsInEverySchedule(bound(GroupExplorationTest::real));
        holdsInEverySchedule(bound(twin(TwinGroup.Mistake.NONE)));
    }

    @Test
    void aCancelledStartKeepsNoPlace() {
        holdsInEverySchedule(cancelled(GroupExplorationTest::real));
        holdsInEverySchedule(cancelled(twin(TwinGroup.Mistake.NONE)));
    }

    @Test
    void countingLateIsCaught() {
        isCaught(bound(twin(TwinGroup.Mistake.COUNTS_LATE)));
    }

    @Test
    void lettingNobodyInIsCaught() {
        isCaught(bound(twin(TwinGroup.Mistake.LETS_NOBODY_IN)));
    }

    @Test
    void placesThatAreKeptAreCaught() {
        isCaught(cancelled(twin(TwinGroup.Mistake.KEEPS_THE_PLACE)));
    }

    /** Await comes back when all have ended, with those that members have started; or was there before them. */
    @Test
    void awaitSeesAllThatWereStartedBefore() {
        Set<Integer> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            Group group = Weft.group("family");
            int[] ended = {0};
            Goroutine parent = go(() -> group.go(() -> {
                go(() -> ended[0]++);
                ended[0]++;
            }));
            group.await();
            seen.add(ended[0]);
            parent.join();
            group.await();
            assertThat(ended[0]).isEqualTo(2);
            assertThat(group.live()).isZero();
        });
        assertThat(seen).containsExactly(0, 2);
    }

    @Test
    void mainMayBeCancelledAnywhere() {
        survivesCancellationAtEachPoint(() -> {
            Group group = Weft.group("real").maxLive(1);
            try {
                group.go(() -> yieldNow());
                group.go(() -> {});
                group.await();
            } finally {
                shield(group::await);
                assertThat(group.live()).isZero();
            }
        });
    }
}
