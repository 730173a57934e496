package dev.weft.testkit;

import dev.weft.diagnostics.GoroutineState;
import java.util.List;

/** What is wrong with a run of a program. */
public sealed interface Problem {
    /**
     * Main waits, and nobody can run any more.
     *
     * @param goroutines all that had not ended
     */
    record Deadlock(List<GoroutineState> goroutines) implements Problem {
        /** Keeps a copy. */
        public Deadlock {
            goroutines = List.copyOf(goroutines);
        }
    }

    /**
     * Main has returned, and goroutines are left that wait for ever.
     *
     * @param goroutines those that are left
     */
    record Leak(List<GoroutineState> goroutines) implements Problem {
        /** Keeps a copy. */
        public Leak {
            goroutines = List.copyOf(goroutines);
        }
    }

    /**
     * The run did not end in the number of steps that it was given: goroutines keep each other busy, or the limit is
     * too low.
     *
     * @param steps how many were taken
     * @param goroutines all that had not ended
     */
    record Endless(int steps, List<GoroutineState> goroutines) implements Problem {
        /** Keeps a copy. */
        public Endless {
            goroutines = List.copyOf(goroutines);
        }
    }

    /**
     * Main threw, or another goroutine did and nobody caught it.
     *
     * @param failure what was thrown
     */
    record Thrown(Throwable failure) implements Problem {}

    /**
     * The program does something that cannot be simulated, so that nothing can be said about it.
     *
     * @param what what it does
     * @param advice what to do instead
     * @param stack where it does it, innermost frame first; may be empty
     */
    record NotSimulated(String what, String advice, List<StackTraceElement> stack) implements Problem {
        /** Keeps a copy. */
        public NotSimulated {
            stack = List.copyOf(stack);
        }
    }
}
