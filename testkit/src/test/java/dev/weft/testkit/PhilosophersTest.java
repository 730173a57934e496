package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dijkstra's philosophers: what exploration is measured by. */
class PhilosophersTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final double WANTED_EACH_SECOND = 100_000;

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 8})
    void greedyOnesStarveSoon(int count) {
        long begin = System.nanoTime();
        Exploration exploration = Explorer.random(1).schedules(1_000_000).run(Philosophers.greedy(count));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(exploration).isInstanceOfSatisfying(Exploration.Failed.class,
                failed -> assertThat(failed.problem()).isInstanceOfSatisfying(Problem.Leak.class,
                        leak -> assertThat(leak.goroutines()).hasSize(count)));
        assertThat(took).isLessThan(SOON);
    }

    @Test
    void orderedOnesNeverStarve() {
        assertThat(Explorer.exhaustive().run(Philosophers.ordered(3)).orThrow())
                .isInstanceOfSatisfying(Exploration.Passed.class, passed -> assertThat(passed.complete()).isTrue());
    }

    /** Not for machines that do something else meanwhile. */
    @Test
    @Tag("long")
    void hundredThousandSchedulesASecond() {
        double best = 0;
        for (int round = 0; round < 8; round++) {
            long begin = System.nanoTime();
            Exploration exploration = Explorer.random(round).schedules(200_000).run(Philosophers.ordered(5)).orThrow();
            best = Math.max(best, exploration.schedules() * 1e9 / (System.nanoTime() - begin));
        }
        print("exploration: %.0f schedules a second for five philosophers".formatted(best));
        assertThat(best).isGreaterThan(WANTED_EACH_SECOND);
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
