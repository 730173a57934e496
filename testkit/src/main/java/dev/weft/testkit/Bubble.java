package dev.weft.testkit;

import dev.weft.CancelledException;
import dev.weft.Task;
import dev.weft.internal.park.RuntimeThreads;
import dev.weft.internal.scheduler.Engines;
import dev.weft.testkit.internal.bubble.BubbleEnding;
import dev.weft.testkit.internal.bubble.BubbleEngine;
import dev.weft.testkit.internal.simulation.Simulation;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A program in virtual time: Go's {@code testing/synctest}. Time begins at midnight UTC of 1 January 2000 and stands
 * still while anybody can run; when nobody can, it jumps to the next moment at which a sleep, a timer or a deadline
 * ends. So an hour passes at once.
 *
 * {@snippet class="dev.weft.testkit.snippets.BubbleSnippets" region="bubble"}
 */
public final class Bubble {
    private Bubble() {}

    /**
     * Runs the task as the main goroutine of a program of its own, and waits until it and all goroutines of the program
     * have ended. They run one at a time, in one schedule that is always the same.
     *
     * @param task the program
     * @throws ScheduleFailure if it fails: main or another goroutine throws, or goroutines are left that wait for ever
     * @throws IllegalStateException if this JVM cannot simulate; the message has the option to start it with
     * @throws CancelledException if the calling thread was interrupted
     */
    public static void run(Task task) {
        Explorer.replay("").run(task).orThrow();
    }

    /**
     * Does what {@link #run} does with goroutines that run in parallel, on the scheduler that the process really uses;
     * only time is virtual. For programs that cannot be simulated, and for JVMs that cannot simulate. Time jumps when
     * all goroutines of the program wait in Weft's operations. One that waits for something else (a lock of the JDK's,
     * the network, {@code Thread.sleep}) counts as running; but what other threads and programs are about to do is not
     * waited for.
     *
     * {@snippet class="dev.weft.testkit.snippets.BubbleSnippets" region="parallel"}
     *
     * @param task the program
     * @throws AssertionError if it fails: main or another goroutine throws, which is the cause, or goroutines are left
     *     that wait for ever; the message says where
     * @throws CancelledException if the calling thread was interrupted; all goroutines are then cancelled
     */
    public static void runParallel(Task task) {
        Objects.requireNonNull(task, "runParallel: the task is null");
        CompletableFuture<BubbleEngine> engine = new CompletableFuture<>();
        FutureTask<BubbleEnding> ending = new FutureTask<>(() -> {
            BubbleEngine own = new BubbleEngine(Engines.engine());
            engine.complete(own);
            return own.run(task);
        });
        Thread driver = RuntimeThreads.daemon("weft-bubble", ending);
        driver.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        driver.start();
        try {
            BubbleFailures.check(ending.get());
        } catch (InterruptedException e) {
            engine.join().stop();
            Thread.currentThread().interrupt();
            throw new CancelledException("runParallel: the calling thread was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the bubble failed: " + e.getCause(), e.getCause());
        }
    }

    /**
     * Waits until all other goroutines of the program wait, for each other or for time to pass: Go's
     * {@code synctest.Wait}. Time does not move meanwhile. Works under an {@link Explorer}, too.
     *
     * @throws IllegalStateException if the caller is not a goroutine of a bubble or an exploration
     * @throws CancelledException if the goroutine was cancelled, in a bubble that runs in parallel
     */
    public static void settle() {
        Simulation simulation = Simulation.ofCaller();
        BubbleEngine engine = BubbleEngine.ofCaller();
        if (simulation != null) {
            simulation.settle();
        } else if (engine != null) {
            engine.settle();
        } else {
            throw new IllegalStateException("settle: the caller is not a goroutine of a bubble");
        }
    }
}
