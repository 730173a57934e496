package dev.weft.testkit.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Task;
import dev.weft.testkit.Exploration;
import dev.weft.testkit.Explorer;
import java.util.stream.Stream;

/** What the tests of primitives say about programs. How many schedules that took is printed. */
final class Explored {
    private Explored() {}

    /** The program keeps its promises in each of its schedules, all of which were tried. */
    static void holdsInEverySchedule(Task program) {
        holdsInAllOf(Explorer.exhaustive(), "all there are", program);
    }

    /**
     * The program keeps its promises in each schedule in which goroutines are interrupted so many times at most: for
     * programs that have too many to try all, and for those whose goroutines share plain data as well, of which
     * {@link #holdsInEverySchedule} knows nothing.
     */
    static void holdsWithPreemptions(int preemptions, Task program) {
        holdsInAllOf(Explorer.preemptions(preemptions), "all with up to " + preemptions + " preemptions", program);
    }

    private static void holdsInAllOf(Explorer explorer, String which, Task program) {
        assertThat(explorer.run(program).orThrow()).isInstanceOfSatisfying(Exploration.Passed.class, passed -> {
            assertThat(passed.complete()).isTrue();
            print(passed.schedules(), which);
        });
    }

    /** The program keeps its promises in many schedules, chosen in three ways. */
    static void holdsInManySchedules(int schedules, Task program) {
        byChance(schedules).forEach(explorer -> explorer.run(program).orThrow());
        print(3L * schedules, "by chance");
    }

    /** The program breaks a promise, and both ways to look for that find it. */
    static void isCaught(Task program) {
        assertThat(Explorer.exhaustive().run(program)).isInstanceOf(Exploration.Failed.class);
        assertThat(Explorer.random(1).schedules(20_000).run(program)).isInstanceOf(Exploration.Failed.class);
    }

    /** The program breaks a promise, and the ways to look for that which do not try all schedules find it. */
    static void isCaughtInManySchedules(int schedules, Task program) {
        assertThat(byChance(schedules)).allSatisfy(
                explorer -> assertThat(explorer.run(program)).isInstanceOf(Exploration.Failed.class));
    }

    /** The program breaks a promise, and a few preemptions are enough to see that. */
    static void isCaughtWithPreemptions(int preemptions, Task program) {
        assertThat(Explorer.preemptions(preemptions).run(program)).isInstanceOf(Exploration.Failed.class);
    }

    /** Main may be cancelled before and in each of its operations, and nothing is left behind. */
    static void survivesCancellationAtEachPoint(Task program) {
        holdsInAllOf(Explorer.cancelAtEachPoint(), "one for each point of main's", program);
    }

    private static Stream<Explorer> byChance(int schedules) {
        return Stream.of(Explorer.random(1), Explorer.partialOrders(1), Explorer.priorities(1, 3))
                .map(explorer -> explorer.schedules(schedules));
    }

    @SuppressWarnings("SystemOut")
    private static void print(long schedules, String which) {
        String test = StackWalker.getInstance().walk(frames -> frames
                .filter(frame -> frame.getClassName().startsWith(Explored.class.getPackageName()))
                .reduce((inner, outer) -> outer) // the method with the annotation
                .map(frame -> frame.getClassName().replaceFirst(".*\\.", "") + "." + frame.getMethodName())
                .orElse("?"));
        System.out.println("explored: %s: %,d schedules, %s".formatted(test, schedules, which));
    }
}
