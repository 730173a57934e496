package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code weft test} does with source files, seen from outside the process. */
class TestCommandTest {
    private static final Path SOURCES = Path.of("src/test/resources/programs");

    @TempDir
    private Path folder = Path.of("");

    private Outcome test(String... args) throws IOException, InterruptedException {
        for (String file : List.of("CounterTest.java", "Program.java")) {
            Files.writeString(folder.resolve(file), Files.readString(SOURCES.resolve("tests").resolve(file)));
        }
        Files.writeString(folder.resolve("Echo.java"), Files.readString(SOURCES.resolve("Echo.java")));
        return WeftProcess.runIn(folder, args);
    }

    private static String withoutTimes(Outcome outcome) {
        return outcome.text().replaceAll("\\(\\d+\\.\\d s\\)", "(T s)");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
            "test-results, test CounterTest.java",
            "test-program, test Program.java",
            "test-none, test Echo.java",
            "test-only-unknown, test --only lostUpdates CounterTest.java",
            "test-replay-of-several, test --replay ab CounterTest.java",
            "test-replay, test --only lostUpdate --replay aca CounterTest.java",
            "test-replay-of-another, test --only lostUpdate --replay ax CounterTest.java",
    })
    void resultsAreAsInTheGoldenFile(String golden, String commandLine) throws Exception {
        Golden.assertMatches(golden, withoutTimes(test(commandLine.split(" "))));
    }

    @Test
    void testsThatPassEndWithSuccess() throws Exception {
        assertThat(test("test", "CounterTest.java", "--only", "lockedInMany", "--schedules", "5").out())
                .contains("lockedInMany  passed, 5 schedules");
        assertThat(test("test", "CounterTest.java", "--only", "lockedInMany").status()).isZero();
    }

    @Test
    void otherSeedsTryOtherSchedules() throws Exception {
        Outcome one = test("test", "CounterTest.java", "--only", "lostUpdate", "--seed", "5");
        assertThat(one.out()).contains("Found by random exploration with seed 5 in schedule number ");
        assertThat(one.status()).isEqualTo(2);
    }

    @Test
    void scheduleThatFailedIsTriedFirstTheNextTime() throws Exception {
        test("test", "CounterTest.java", "--only", "lostUpdate");
        assertThat(Files.readAllLines(folder.resolve(".weft/failed-schedules.txt")))
                .containsExactly("CounterTest#lostUpdate aca");
        assertThat(test("test", "CounterTest.java", "--only", "lostUpdate", "--seed", "5").out())
                .contains("lostUpdate  FAILED in schedule 1 ").doesNotContain("seed 5");
    }

    @Test
    void testsOfAFolderRunTogether() throws Exception {
        Outcome outcome = test("test", ".");
        assertThat(outcome.out()).contains("CounterTest\n", "Program\n").endsWith(
                "4 tests passed, 2 failed, 1 skipped.\n");
        assertThat(outcome.status()).isEqualTo(2);
    }

    @Test
    void programWithTestsRunsAsWell() throws Exception {
        assertThat(test("run", "Program.java")).isEqualTo(new Outcome(0, "6\n", ""));
    }
}
