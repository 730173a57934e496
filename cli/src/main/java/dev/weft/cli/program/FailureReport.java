package dev.weft.cli.program;

import dev.weft.DeadlockException;
import dev.weft.GoroutineFailure;
import dev.weft.diagnostics.Dump;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;

/**
 * What is printed when a program ends by a failure: as in Go, the failure, the other goroutines, and the exit status.
 */
final class FailureReport {
    private static final Pattern CALLER_OF_MAIN =
            Pattern.compile("^ +(at|created at) (java\\.base/java\\.lang\\.reflect|dev\\.weft\\.cli\\.program)\\.");

    private final UserFrames frames;
    private final PrintWriter err;

    FailureReport(ProgramClassLoader program, PrintWriter err) {
        this.frames = new UserFrames(program::isOwn);
        this.err = err;
    }

    void print(Throwable failure) {
        switch (failure) {
            // Its message is the whole report: every goroutine, and what it waits for.
            case DeadlockException deadlock -> printDump(String.valueOf(deadlock.getMessage()));
            case GoroutineFailure detached when detached.getCause() != null ->
                printUncaught(String.valueOf(detached.getMessage()), detached.getCause());
            default -> printUncaught("goroutine \"main\" failed: " + failure, failure);
        }
        err.println("exit status 2");
        err.flush();
    }

    private void printUncaught(String heading, Throwable failure) {
        frames.keepIn(failure);
        err.println(heading);
        err.print(traceWithoutItsHeading(failure));
        err.println();
        Dump others = Dump.take();
        if (!others.goroutines().isEmpty()) {
            printDump(others.text());
        }
    }

    /**
     * The first line, which the heading has said already, is left out, unless the exception prints itself otherwise.
     */
    private static String traceWithoutItsHeading(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        String heading = failure + System.lineSeparator();
        return text.toString().startsWith(heading) ? text.toString().substring(heading.length()) : text.toString();
    }

    /** A dump without the lines on how this tool called main. */
    private void printDump(String dump) {
        dump.lines().filter(line -> !CALLER_OF_MAIN.matcher(line).find()).forEach(err::println);
        err.println();
    }
}
