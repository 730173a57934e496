package dev.weft.testkit.primitives;

import static dev.weft.Weft.go;
import static dev.weft.testkit.primitives.Explored.holdsInEverySchedule;
import static dev.weft.testkit.primitives.Explored.isCaught;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Goroutine;
import dev.weft.Task;
import dev.weft.sync.WaitGroup;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wait groups, in every schedule of small programs. */
class WaitGroupExplorationTest {
    @Test
    void waitGroupLetsEverybodyGoOnOnce() {
        holdsInEverySchedule(() -> {
            WaitGroup group = new WaitGroup();
            int[] done = {0};
            for (int i = 0; i < 2; i++) {
                group.go(() -> done[0]++);
            }
            Goroutine other = go(() -> {
                group.await();
                assertThat(done[0]).isEqualTo(2);
            });
            group.await();
            assertThat(done[0]).isEqualTo(2);
            other.join();
        });
    }

    @Test
    void cancelledWaiterLeavesTheWaitGroup() {
        Set<Boolean> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            WaitGroup group = new WaitGroup();
            group.add(1);
            boolean[] cancelled = {false};
            Goroutine victim = go(() -> cancelled[0] = Programs.wasCancelled(group::await));
            go(group::done);
            victim.cancel();
            victim.join();
            group.await();
            seen.add(cancelled[0]);
        });
        assertThat(seen).containsExactly(false, true);
    }

    /** Two count down, two wait for that. */
    private static Task twin(TwinWaitGroup.Mistake mistake) {
        return () -> {
            TwinWaitGroup group = new TwinWaitGroup(mistake, 2);
            int[] done = {0};
            for (int i = 0; i < 2; i++) {
                go("worker", () -> {
                    done[0]++;
                    group.done();
                });
            }
            Goroutine other = go("other waiter", group::await);
            group.await();
            assertThat(done[0]).isEqualTo(2);
            other.join();
        };
    }

    @Test
    void twinWithoutAMistakeLetsEverybodyGoOnOnce() {
        holdsInEverySchedule(twin(TwinWaitGroup.Mistake.NONE));
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void waitGroupWithAMistakeIsCaught(TwinWaitGroup.Mistake mistake) {
        isCaught(twin(mistake));
    }
}
