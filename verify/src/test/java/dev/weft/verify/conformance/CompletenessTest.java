package dev.weft.verify.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.Weft;
import dev.weft.testkit.Bubble;
import dev.weft.testkit.Exploration;
import dev.weft.testkit.Explorer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
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

    /** How many schedules chance has for each program, on the average; it needs less than half of them. */
    private static final long SCHEDULES = 10_000;

    /**
     * How much of the processors' time that may take for so many programs as the project has; others get as much for
     * each. On a machine that does nothing else, the clock shows less.
     */
    private static final Duration EXACTLY = Duration.ofMinutes(5);

    private static final Duration NEARLY = Duration.ofMinutes(1);
    private static final int PROGRAMS = 400;

    @BeforeEach
    void needsTheEngineOfItsOwn() {
        assumeTrue(!"jdk".equals(System.getProperty("weft.engine")), "a simulation needs java.base/java.lang open");
    }

    @Test
    @Timeout(7200)
    void explorationShowsExactlyTheSet() throws IOException {
        Queue<String> differences = new ConcurrentLinkedQueue<>();
        List<Program> programs = ConformanceTest.programs();
        Duration begin = processorTime();
        // Explorations have nothing in common, and each keeps one core busy.
        long schedules = programs.parallelStream().mapToLong(program -> exploreAll(program, differences)).sum();
        Duration took = processorTime().minus(begin);
        print("completeness: %d programs, %d schedules, %d s of processor time, %d differences"
                .formatted(programs.size(), schedules, took.toSeconds(), differences.size()));
        assertThat(differences).isEmpty();
        assertThat(took).isLessThan(scaled(EXACTLY, programs));
    }

    private static long exploreAll(Program program, Queue<String> differences) {
        Set<String> seen = new HashSet<>();
        Exploration exploration = explore(Explorer.exhaustive(), program, seen);
        assertThat(exploration).isInstanceOfSatisfying(Exploration.Passed.class,
                passed -> assertThat(passed.complete()).isTrue());
        addDifferences(program, seen, differences);
        return exploration.schedules();
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static Duration scaled(Duration duration, List<Program> programs) {
        return duration.multipliedBy(Math.max(PROGRAMS, programs.size())).dividedBy(PROGRAMS);
    }

    private static void addDifferences(Program program, Set<String> seen, Queue<String> differences) {
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
    @Timeout(7200)
    void chanceFindsNearlyAllSoon() throws IOException {
        List<Program> programs = ConformanceTest.programs();
        List<Set<String>> seen = new ArrayList<>();
        programs.forEach(program -> seen.add(new HashSet<>()));
        long wanted = programs.stream().mapToLong(program -> program.outcomes().size()).sum();
        long schedules = 0;
        Duration begin = processorTime();
        // Programs with few outcomes are soon done with; the others get the rest.
        for (int round = 0; schedules < SCHEDULES * programs.size() && found(seen) < wanted * MOST; round++) {
            Explorer explorer = round % 2 == 0 ? Explorer.partialOrders(round) : Explorer.random(round);
            schedules += IntStream.range(0, programs.size()).parallel()
                    .filter(i -> seen.get(i).size() < programs.get(i).outcomes().size())
                    .mapToLong(i -> explore(explorer.schedules(2000), programs.get(i), seen.get(i)).schedules())
                    .sum();
        }
        Duration took = processorTime().minus(begin);
        print("completeness: chance found %d of %d outcomes in %d schedules, %d s of processor time"
                .formatted(found(seen), wanted, schedules, took.toSeconds()));
        assertThat(found(seen)).isGreaterThanOrEqualTo((long) Math.ceil(wanted * MOST));
        assertThat(took).isLessThan(scaled(NEARLY, programs));
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
        Queue<String> differences = new ConcurrentLinkedQueue<>();
        addDifferences(program, seen, differences);
        assertThat(differences).singleElement().asString().contains("never seen [sent done | default done]",
                "impossible in Go but seen [blocked@0 | default done]");
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
