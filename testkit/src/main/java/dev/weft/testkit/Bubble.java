package dev.weft.testkit;

import dev.weft.Task;
import dev.weft.testkit.internal.simulation.Simulation;

/**
 * A program in virtual time: Go's {@code testing/synctest}. Its goroutines run one at a time, in one schedule that is
 * always the same. Time begins at midnight UTC of 1 January 2000 and stands still while anybody can run; when nobody
 * can, it jumps to the next moment at which a sleep, a timer or a deadline ends. So an hour passes at once.
 *
 * {@snippet class="dev.weft.testkit.snippets.BubbleSnippets" region="bubble"}
 */
public final class Bubble {
    private Bubble() {}

    /**
     * Runs the task as the main goroutine of a program of its own, and waits until it and all goroutines of the program
     * have ended.
     *
     * @param task the program
     * @throws ScheduleFailure if it fails: main or another goroutine throws, or goroutines are left that wait for ever
     * @throws IllegalStateException if this JVM cannot simulate; the message has the option to start it with
     * @throws dev.weft.CancelledException if the calling thread was interrupted
     */
    public static void run(Task task) {
        Explorer.replay("").run(task).orThrow();
    }

    /**
     * Waits until all other goroutines of the program wait, for each other or for time to pass: Go's
     * {@code synctest.Wait}. Time does not move meanwhile. Works under an {@link Explorer}, too.
     *
     * @throws IllegalStateException if the caller is not a goroutine of a bubble or an exploration
     */
    public static void settle() {
        Simulation simulation = Simulation.ofCaller();
        if (simulation == null) {
            throw new IllegalStateException("settle: the caller is not a goroutine of a bubble");
        }
        simulation.settle();
    }
}
