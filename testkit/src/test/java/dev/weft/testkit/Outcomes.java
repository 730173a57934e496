package dev.weft.testkit;

import dev.weft.Task;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The set of results that a program shows. */
final class Outcomes {
    private Outcomes() {}

    /** Runs the program in the explorer's schedules; it tells its result by what it calls last. */
    static Set<String> of(Explorer explorer, Function<Set<String>, Task> program) {
        Set<String> seen = new TreeSet<>();
        explorer.run(program.apply(seen)).orThrow();
        return seen;
    }
}
