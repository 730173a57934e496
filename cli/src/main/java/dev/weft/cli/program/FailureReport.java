package dev.weft.cli.program;

import dev.weft.DeadlockException;
import dev.weft.GoroutineFailure;
import dev.weft.diagnostics.Dump;
import java.io.PrintWriter;

/** What is printed when a program ends by a failure: as in Go, the failure, the other goroutines, and the exit status. */
final class FailureReport {
    private final UserFrames frames;
    private final PrintWriter err;

    FailureReport(ProgramClassLoader program, PrintWriter err) {
        this.frames = new UserFrames(program::isOwn);
        this.err = err;
    }

    void print(Throwable failure) {
        switch (failure) {
            // Its message is the whole report: every goroutine, and what it waits for.
            case DeadlockException deadlock -> err.println(deadlock.getMessage());
            case GoroutineFailure detached when detached.getCause() != null ->
                printUncaught(String.valueOf(detached.getMessage()), detached.getCause());
            default -> printUncaught("goroutine main", failure);
        }
        err.println();
        err.println("exit status 2");
        err.flush();
    }

    private void printUncaught(String where, Throwable failure) {
        frames.keepIn(failure);
        err.print("Exception in " + where + " ");
        failure.printStackTrace(err);
        err.println();
        err.print(Dump.take().text());
    }
}
