package dev.weft.cli.testing;

import dev.weft.cli.program.SourceFiles;
import dev.weft.cli.program.TestClasses;
import dev.weft.testkit.ScheduleFailure;
import java.io.PrintWriter;
import java.lang.reflect.Method;

/** What is printed when all tests have ended: each failure, how to see it again, and how many there are. */
final class TestSummary {
    private final SourceFiles sources;
    private final TestClasses classes;
    private final PrintWriter out;

    TestSummary(SourceFiles sources, TestClasses classes, PrintWriter out) {
        this.sources = sources;
        this.classes = classes;
        this.out = out;
    }

    /** Prints it, and says whether all is well. */
    boolean print(TestProgress progress) {
        progress.failures().forEach(this::print);
        out.println();
        out.println(count(progress.passed(), "passed") + count(progress.failures().size(), ", %d failed")
                + count(progress.left(), ", %d skipped") + ".");
        out.flush();
        return progress.failures().isEmpty();
    }

    private static String count(int number, String words) {
        if (words.contains("%d")) {
            return number == 0 ? "" : words.replace("%d", Integer.toString(number));
        }
        return number + (number == 1 ? " test " : " tests ") + words;
    }

    private void print(TestProgress.Failure failure) {
        out.println();
        out.println("---- " + failure.test());
        if (failure.thrown() instanceof ScheduleFailure found) {
            out.print(found.failed().report());
            failure.method().ifPresent(method -> printCommand(method, found));
        } else {
            printThrown(failure.thrown());
        }
    }

    /** Where the tests have no part in it, the kit complains about how it was called: its words are enough. */
    private void printThrown(Throwable thrown) {
        boolean complaint = thrown instanceof IllegalArgumentException || thrown instanceof IllegalStateException;
        if (classes.keepUserFrames(thrown) || !complaint) {
            thrown.printStackTrace(out);
        } else {
            out.println(thrown.getMessage());
        }
    }

    private void printCommand(Method method, ScheduleFailure found) {
        String schedule = found.failed().schedule().toString();
        out.println("    or weft test --only " + method.getName() + " --replay "
                + (schedule.isEmpty() ? "''" : schedule) + " " + sources.named());
    }
}
