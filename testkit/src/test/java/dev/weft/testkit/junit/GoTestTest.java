package dev.weft.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.ScheduleFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the {@link Examples}. */
class GoTestTest {
    private static final String FILE = TestProperties.FAILED_SCHEDULES;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void useOwnFile() {
        System.setProperty(FILE, file().toString());
        Examples.LOG.clear();
        Examples.fixed = false;
    }

    @AfterEach
    void useFileAgain() {
        System.clearProperty(FILE);
    }

    private Path file() {
        return folder.resolve("failed.txt");
    }

    private static Optional<Throwable> run(String method) {
        return TestRuns.run(Examples.class, method);
    }

    @Test
    void testRunsOnceInVirtualTime() {
        assertThat(run("anHourPasses(org.junit.jupiter.api.TestInfo)")).isEmpty();
        assertThat(Examples.LOG).containsExactly("anHourPasses", "after 0", "after 0");
    }

    @Test
    void leakFailsTheTest() {
        assertThat(run("leak()")).hasValueSatisfying(failure -> assertThat(failure)
                .isInstanceOf(ScheduleFailure.class).hasMessageContaining("goroutine 1 \"forgotten\""));
    }

    @Test
    void everyScheduleIsATestOfItsOwn() {
        assertThat(run("everyScheduleHasItsOwnInstance(java.util.Random)")).isEmpty();
        assertThat(Examples.LOG).hasSize(101).last().isEqualTo("after 0");
        assertThat(Examples.LOG.subList(0, 100)).containsOnly("after 1", Examples.LOG.getFirst());
        assertThat(Examples.LOG.getFirst()).startsWith("random ");
    }

    @Test
    void failedScheduleIsTriedFirstUntilItPasses() throws IOException {
        ScheduleFailure first = (ScheduleFailure) run("lostUpdate()").orElseThrow();
        String schedule = first.failed().schedule().toString();
        assertThat(first).hasMessageContaining("@Replay(\"" + schedule + "\")");
        assertThat(Files.readAllLines(file()))
                .containsExactly(Examples.class.getName() + "#lostUpdate " + schedule);

        Examples.LOG.clear();
        ScheduleFailure second = (ScheduleFailure) run("lostUpdate()").orElseThrow();
        assertThat(second.failed().schedules()).isEqualTo(1);
        assertThat(Examples.LOG).first().isEqualTo("count 1");

        Examples.fixed = true;
        assertThat(run("lostUpdate()")).isEmpty();
        assertThat(Files.readAllLines(file())).isEmpty();
    }

    @Test
    void linesOfOtherTestsStay() throws IOException {
        Files.write(file(), List.of("other.Test#lostUpdate ab"));
        assertThat(run("lostUpdate()")).isPresent();
        assertThat(Files.readAllLines(file())).hasSize(2).first().isEqualTo("other.Test#lostUpdate ab");
    }

    @Test
    void replayRunsThatScheduleOnly() {
        assertThat(run("oneScheduleOnly()")).isEmpty();
        assertThat(Examples.LOG).containsExactly("order cb", "after 0", "after 0");
    }

    @Test
    void testThatRunsInParallelHasVirtualTime() {
        assertThat(run("inParallel()")).isEmpty();
        assertThat(Examples.LOG).containsExactly("an hour later", "after 0", "after 0");
    }

    @Test
    void parallelTestsCannotBeExplored() {
        assertThat(run("inParallelAndExplored()")).hasValueSatisfying(failure -> assertThat(failure)
                .hasMessageStartingWith("@GoTest: what runs in parallel has no schedules to explore or to replay"));
    }

    @Test
    void testsBesideEachOtherBlameTheRightOne() {
        Map<String, Optional<Throwable>> results = TestRuns.runBesideEachOther(ExamplesBesideEachOther.class);
        assertThat(results).hasSize(4);
        assertThat(results.get("soundInManySchedules")).isEmpty();
        assertThat(results.get("soundInParallel")).isEmpty();
        assertThat(results.get("leakInManySchedules")).hasValueSatisfying(failure -> assertThat(failure)
                .hasMessageContaining("\"first leak\"").message().doesNotContain("second leak", "sound"));
        assertThat(results.get("leakInParallel")).hasValueSatisfying(failure -> assertThat(failure)
                .hasMessageContaining("\"second leak\"").message().doesNotContain("first leak", "sound"));
    }

    @Test
    void propertiesTakeThePlaceOfTheAnnotation() {
        assertThat(with(TestProperties.SCHEDULES, "7", "everyScheduleHasItsOwnInstance(java.util.Random)")).isEmpty();
        assertThat(Examples.LOG).hasSize(15);
        ScheduleFailure found = (ScheduleFailure) with(TestProperties.SEED, "77", "lostUpdate()").orElseThrow();
        assertThat(found).hasMessageContaining("random exploration with seed 77");
        String schedule = found.failed().schedule().toString();
        assertThat(with(TestProperties.REPLAY, schedule, "lostUpdate()")).hasValueSatisfying(
                failure -> assertThat(failure).hasMessageContaining("a schedule that was known"));
    }

    private static Optional<Throwable> with(String property, String value, String method) {
        System.setProperty(property, value);
        try {
            return run(method);
        } finally {
            System.clearProperty(property);
        }
    }
}
