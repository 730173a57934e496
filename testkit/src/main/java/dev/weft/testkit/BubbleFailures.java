package dev.weft.testkit;

import dev.weft.GoroutineFailure;
import dev.weft.testkit.internal.bubble.BubbleEnding;
import dev.weft.testkit.internal.report.Report;

/** Turns the end of a bubble that ran in parallel into what users get. */
final class BubbleFailures {
    private BubbleFailures() {}

    /** Throws unless all is well. */
    static void check(BubbleEnding ending) {
        switch (ending) {
            case BubbleEnding.Normal normal -> {}
            case BubbleEnding.Thrown(Throwable failure) -> throw new AssertionError(
                    failure instanceof GoroutineFailure ? failure.getMessage() : "main failed: " + failure,
                    causeOf(failure));
            case BubbleEnding.Deadlock deadlock -> throw new AssertionError(new Report()
                    .title("Deadlock: nobody can run any more.").goroutines(deadlock.goroutines()).text());
            case BubbleEnding.Leak leak -> throw new AssertionError(new Report()
                    .title("Leak: main has returned, and goroutines are left that wait for ever.")
                    .goroutines(leak.goroutines()).text());
            case BubbleEnding.Endless endless -> throw new AssertionError(new Report()
                    .title("No end: main has returned long ago, and goroutines are left that time wakes again and"
                            + " again.")
                    .goroutines(endless.goroutines()).text());
            case BubbleEnding.Stopped stopped ->
                throw new IllegalStateException("a bubble was stopped, and somebody still wants its result");
        }
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof GoroutineFailure && failure.getCause() != null ? failure.getCause() : failure;
    }
}
