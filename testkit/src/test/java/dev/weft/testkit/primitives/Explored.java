package dev.weft.testkit.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Task;
import dev.weft.testkit.Exploration;
import dev.weft.testkit.Explorer;

/** What the tests of primitives say about programs. */
final class Explored {
    private Explored() {}

    /** The program keeps its promises in each of its schedules, all of which were tried. */
    static void holdsInEverySchedule(Task program) {
        assertThat(Explorer.exhaustive().run(program).orThrow()).isInstanceOfSatisfying(Exploration.Passed.class,
                passed -> assertThat(passed.complete()).isTrue());
    }

    /** The program breaks a promise, and both ways to look for that find it. */
    static void isCaught(Task program) {
        assertThat(Explorer.exhaustive().run(program)).isInstanceOf(Exploration.Failed.class);
        assertThat(Explorer.random(1).schedules(20_000).run(program)).isInstanceOf(Exploration.Failed.class);
    }

    /** Main may be cancelled before and in each of its operations, and nothing is left behind. */
    static void survivesCancellationAtEachPoint(Task program) {
        assertThat(Explorer.cancelAtEachPoint().run(program).orThrow()).isInstanceOfSatisfying(
                Exploration.Passed.class, passed -> assertThat(passed.complete()).isTrue());
    }
}
