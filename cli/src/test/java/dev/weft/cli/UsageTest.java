package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tool prints when it runs no program: help, and one clear message for each kind of wrong input. */
class UsageTest {
    private static final String PROGRAMS = "src/test/resources/programs/";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
            "help, --help",
            "help-run, help run",
            "help-bench, help bench",
            "bench-outside-a-checkout, bench --quick --rows c",
            "help-test, help test",
            "help-doctor, doctor --help",
            "help-completion, help completion",
            "unknown-command, rnu",
            "unknown-option, run --bogus Echo.java",
            "misspelt-option, run --proc 2 Echo.java",
            "no-file-named, run",
            "procs-zero, run --procs 0 Echo.java",
            "procs-not-a-number, run --procs many Echo.java",
            "procs-without-value, run --procs",
            "engine-unknown, run --engine foo Echo.java",
            "missing-file, run @/Nowhere.java",
            "misspelt-file, run @/echo",
            "not-java, run @/notes.txt",
            "folder-without-java, run @/empty-of-java",
            "folder-without-main, run @/nomain",
            "folder-with-two-mains, run @/twomains",
            "file-without-main, run @/NoMain.java",
            "class-path-missing, run -cp lib/none.jar @/Echo.java",
            "does-not-compile, run @/DoesNotCompile.java",
            "does-not-compile, test @/DoesNotCompile.java",
            "test-without-file, test",
            "test-schedules-zero, test --schedules 0 @/Echo.java",
            "test-schedules-not-a-number, test @/Echo.java --schedules many",
            "test-replay-no-schedule, test --replay 12 @/Echo.java",
            "test-seed-not-a-number, test --seed x @/Echo.java",
    })
    void printsWhatTheGoldenFileSays(String golden, String commandLine) throws IOException {
        Outcome outcome = run(commandLine.replace("@/", PROGRAMS).split(" "));

        Golden.assertMatches(golden, outcome.text());
    }

    @Test
    void helpIsPrintedWhenNoCommandIsGiven() {
        var out = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(new StringWriter()));

        assertThat(status).isZero();
        assertThat(out.toString()).startsWith("Usage: weft COMMAND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nowhere.java", "nomain", "twomains", "DoesNotCompile.java --procs 0", "notes.txt @file"})
    void runWithoutOptionsDoesTheSameWithoutTheParser(String arguments) {
        String[] args = ("run " + PROGRAMS + arguments).split(" ", -1);
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), args);

        assertThat(new Outcome(status, out.toString(), err.toString())).isEqualTo(run(args));
    }

    @Test
    void completionNamesEveryCommandAndOption() {
        Outcome outcome = run("completion");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("complete -F _complete_weft", "doctor", "--engine", "own", "--procs",
                "--class-path");
    }

    @Test
    void versionNamesTheJava() {
        assertThat(run("--version").out()).startsWith("weft ").contains("(Java " + Runtime.version() + ")");
    }

    /** With lines of 80 columns, whatever terminal the tests run in. */
    private static Outcome run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Main.commandLine(new PrintWriter(out), new PrintWriter(err))
                .setUsageHelpAutoWidth(false)
                .execute(args);
        return new Outcome(status, out.toString(), err.toString());
    }
}
