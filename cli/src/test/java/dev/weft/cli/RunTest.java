package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code weft run} does with programs, seen from outside the process. */
class RunTest {
    @ParameterizedTest
    @CsvSource({
            "own, uncaught, Uncaught.java",
            "own, deadlock, Deadlock.java",
            "own, goroutine-fails, GoroutineFails.java",
            "jdk, uncaught, Uncaught.java",
            "jdk, deadlock, Deadlock.java",
            "jdk, goroutine-fails, GoroutineFails.java",
    })
    void failureIsReportedAsInGo(String engine, String golden, String file) throws Exception {
        Outcome outcome = WeftProcess.run("", "run", "--engine", engine, file);

        Golden.assertMatches(golden, outcome.text().replaceAll("goroutine \\d+", "goroutine N"));
    }

    @Test
    void argumentsReachTheProgramAsTheyAreAndItsExitStatusComesBack() throws Exception {
        Outcome outcome = WeftProcess.run("", "run", "Arguments.java", "--procs", "a b", "@file", "--", "-h", "");

        assertThat(outcome.out()).isEqualTo("[--procs]\n[a b]\n[@file]\n[--]\n[-h]\n[]\n");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isEqualTo(6);
    }

    @Test
    void standardInputReachesTheProgram() throws Exception {
        Outcome outcome = WeftProcess.run("one\ntwo\n", "run", "Echo.java");

        assertThat(outcome).isEqualTo(new Outcome(0, "> one\n> two\n", ""));
    }

    @ParameterizedTest
    @CsvSource({"own, 1", "own, 3", "jdk, 1", "jdk, 2"})
    void engineAndProcessorsAreThoseAskedFor(String engine, String procs) throws Exception {
        Outcome outcome = WeftProcess.run("", "run", "--engine", engine, "--procs", procs, "Settings.java");

        assertThat(outcome).isEqualTo(new Outcome(0, engine + " " + procs + "\n", ""));
    }

    @Test
    void optionBeatsEnvironment() throws Exception {
        try (WeftProcess weft = WeftProcess.start(Map.of("GOMAXPROCS", "3"), "run", "--procs=2", "Settings.java")) {
            assertThat(weft.end().out()).isEqualTo("own 2\n");
        }
    }

    @Test
    void environmentGivesTheProcessors() throws Exception {
        try (WeftProcess weft = WeftProcess.start(Map.of("GOMAXPROCS", "3"), "run", "Settings.java")) {
            assertThat(weft.end().out()).isEqualTo("own 3\n");
        }
    }

    @Test
    void wrongEnvironmentIsOneClearMessage() throws Exception {
        try (WeftProcess weft = WeftProcess.start(Map.of("GOMAXPROCS", "lots"), "run", "Settings.java")) {
            Golden.assertMatches("gomaxprocs-not-a-number", weft.end().text());
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void signalEndsTheProgramAfterItsShutdownHooks(String signal, int status) throws Exception {
        try (WeftProcess weft = WeftProcess.start(Map.of(), "run", "Waits.java")) {
            assertThat(weft.readLine()).isEqualTo("waiting");
            weft.signal(signal);

            assertThat(weft.end()).isEqualTo(new Outcome(status, "cleaned up\n", ""));
        }
    }

    @Test
    void threadsOfTheProgramMayOutliveMain() throws Exception {
        assertThat(WeftProcess.run("", "run", "LeavesThread.java"))
                .isEqualTo(new Outcome(0, "still here after main\n", ""));
    }

    @Test
    void goroutinesFindTheProgramsClassesByTheContextClassLoader() throws Exception {
        assertThat(WeftProcess.run("", "run", "ContextLoader.java"))
                .isEqualTo(new Outcome(0, "class ContextLoader$Plugin\n", ""));
    }

    @Test
    void mainNeedNotBeInTheFirstClass() throws Exception {
        assertThat(WeftProcess.run("", "run", "SecondClass.java")).isEqualTo(new Outcome(0, "Point[x=1, y=2]\n", ""));
    }

    @ParameterizedTest
    @CsvSource({"tree/shop/Till.java", "tree/shop", "./tree/shop/../shop/Till.java"})
    void otherFilesOfTheSourceTreeAreFoundWhereTheyAreUsed(String what) throws Exception {
        assertThat(WeftProcess.run("", "run", what)).isEqualTo(new Outcome(0, "sold bread at 3 coins\n", ""));
    }

    @Test
    void doctorFindsNothingMissing() throws IOException, InterruptedException {
        Outcome outcome = WeftProcess.run("", "doctor");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).containsPattern("OK +JDK +" + Runtime.version().feature())
                .containsPattern("OK +engine +own");
    }
}
