package dev.weft.verify.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.Weft;
import dev.weft.testkit.Bubble;
import dev.weft.testkit.Exploration;
import dev.weft.testkit.Explorer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever Go can show, Weft can show: exploring a program's schedules gives its whole set of outcomes and nothing
 * else. Takes the system properties {@code conformance.programs} and {@code conformance.only} of
 * {@link ConformanceTest}.
 */
class CompletenessTest {
    /** What chance must find. */
    private static final double MOST = 0.99;

    /** How many schedules chance has for all programs together; it needs less than half of them. */
    private static final long SCHEDULES = 4_000_000;

    @BeforeEach
    void needsTheEngineOfItsOwn() {
        assumeTrue(!"jdk".equals(System.getProperty("weft.engine")), "a simulation needs java.base/java.lang open");
    }

    @Test
    @Timeout(1200)
    void explorationShowsExactlyTheSet() throws IOException {
        List<String> differences = new ArrayList<>();
        long schedules = 0;
        long begin = System.nanoTime();
        List<Program> programs = ConformanceTest.programs();
        for (Program program : programs) {
            Set<String> seen = new HashSet<>();
            Exploration exploration = explore(Explorer.exhaustive(), program, seen);
            schedules += exploration.schedules();
            assertThat(exploration).isInstanceOfSatisfying(Exploration.Passed.class,
                    passed -> assertThat(passed.complete()).isTrue());
            addDifferences(program, seen, differences);
        }
        print("completeness: %d programs, %d schedules, %d s, %d differences".formatted(programs.size(), schedules,
                (System.nanoTime() - begin) / 1_000_000_000, differences.size()));
        assertThat(differences).isEmpty();
    }

    private static void addDifferences(Program program, Set<String> seen, List<String> differences) {
        Set<String> missing = new TreeSet<>(program.outcomes());
        missing.removeAll(seen);
        Set<String> surplus = new TreeSet<>(seen);
        surplus.removeAll(program.outcomes());
        if (!missing.isEmpty() || !surplus.isEmpty()) {
            differences.add("%s: goroutines %s, never seen %s, impossible in Go but seen %s".formatted(program.name(),
                    program.goroutines(), missing, surplus));
        }
    }

    @Test
    @Timeout(600)
    void chanceFindsNearlyAllSoon() throws IOException {
        List<Program> programs = ConformanceTest.programs();
        List<Set<String>> seen = new ArrayList<>();
        programs.forEach(program -> seen.add(new HashSet<>()));
        long wanted = programs.stream().mapToLong(program -> program.outcomes().size()).sum();
        long schedules = 0;
        long begin = System.nanoTime();
        // Programs with few outcomes are soon done with; the others get the rest.
        for (int round = 0; schedules < SCHEDULES && found(seen) < wanted * MOST; round++) {
            Explorer explorer = round % 2 == 0 ? Explorer.partialOrders(round) : Explorer.random(round);
            for (int i = 0; i < programs.size(); i++) {
                if (seen.get(i).size() < programs.get(i).outcomes().size()) {
                    schedules += explore(explorer.schedules(2000), programs.get(i), seen.get(i)).schedules();
                }
            }
        }
        print("completeness: chance found %d of %d outcomes in %d schedules, %d s".formatted(found(seen), wanted,
                schedules, (System.nanoTime() - begin) / 1_000_000_000));
        assertThat(found(seen)).isGreaterThanOrEqualTo((long) (wanted * MOST));
    }

    private static long found(List<Set<String>> seen) {
        return seen.stream().mapToLong(Set::size).sum();
    }

    private static Exploration explore(Explorer explorer, Program program, Set<String> seen) {
        return explorer.ignoringLeaks().run(() -> seen.add(outcome(program))).orThrow();
    }

    /** Runs the program; in the main goroutine of a schedule. */
    private static String outcome(Program program) {
        Setting setting = Setting.of(program);
        List<Actor> actors = new ArrayList<>();
        for (List<Op> ops : program.goroutines()) {
            Actor actor = new Actor(setting, ops, Noise.none(), new SelectForm.Expression(setting, false));
            actors.add(actor);
            Weft.go(actor::run);
        }
        Bubble.settle();
        return String.join(" | ", actors.stream().map(Actor::outcomeNow).toList());
    }

    @Test
    void setThatLacksAnOutcomeIsReported() throws IOException {
        Program program = ProgramFile.parse("""
                {"name": "twin", "channels": [0], "goroutines": [[["send", 0, 1]], [["select", [["recv", 0]], true]]],
                 "outcomes": ["sent done | 0:1 done", "sent done | default done"]}""");
        Set<String> seen = new HashSet<>();
        explore(Explorer.exhaustive(), program, seen);
        List<String> differences = new ArrayList<>();
        addDifferences(program, seen, differences);
        assertThat(differences).singleElement().asString().contains("never seen [sent done | default done]",
                "impossible in Go but seen [blocked@0 | default done]");
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
