package dev.weft.testkit;

import dev.weft.CancelledException;
import dev.weft.GoroutineFailure;
import dev.weft.Task;
import dev.weft.diagnostics.Dump;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.scheduler.Engines;
import dev.weft.internal.scheduler.MainGoroutines;
import dev.weft.testkit.internal.chaos.DisturbedEngine;
import dev.weft.testkit.internal.chaos.MainCancellation;
import dev.weft.testkit.internal.simulation.Availability;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program again and again on the real scheduler, in parallel and in real time, while goroutines are held up by
 * chance before their operations, wake-ups overtake each other, and the number of processors changes. For programs that
 * cannot be simulated because they do real input and output; an {@link Explorer} finds more, and can repeat what it
 * finds.
 *
 * {@snippet class="dev.weft.testkit.snippets.ExplorerSnippets" region="chaos"}
 */
public final class Chaos {
    private static final int DEFAULT_RUNS = 100;
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

    private final long seed;
    private final int runs;
    private final Duration limit;
    private final boolean cancels;

    private Chaos(long seed, int runs, Duration limit, boolean cancels) {
        this.seed = seed;
        this.runs = runs;
        this.limit = limit;
        this.cancels = cancels;
    }

    /**
     * Disturbs by chance: 100 runs of at most 10 seconds each, unless told otherwise.
     *
     * @param seed decides what is disturbed, and how much; what comes of it still differs from time to time
     * @return a new object
     */
    public static Chaos seed(long seed) {
        return new Chaos(seed, DEFAULT_RUNS, DEFAULT_LIMIT, false);
    }

    /**
     * Sets the number of runs.
     *
     * @param count how many, at least 1
     * @return a new object with this number
     */
    public Chaos runs(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("runs: must be at least 1, but is " + count);
        }
        return new Chaos(seed, count, limit, cancels);
    }

    /**
     * Sets how long a run may take until all of the program's goroutines have ended.
     *
     * @param longest how long at most
     * @return a new object with this limit
     */
    public Chaos limit(Duration longest) {
        return new Chaos(seed, runs, Objects.requireNonNull(longest, "limit: the duration is null"), cancels);
    }

    /**
     * Cancels main in each run, each time at another point: before its first operation, while it waits in that, before
     * its second, and so on; when it ends before, at the first point again. Main may then end with a
     * {@link CancelledException}. {@link Explorer#cancelAtEachPoint} does this for programs that can be simulated.
     *
     * @return a new object that cancels
     */
    public Chaos cancelAtEachPoint() {
        return new Chaos(seed, runs, limit, true);
    }

    /**
     * Runs the task as a main goroutine, again and again. Blocks until then.
     *
     * @param task the program
     * @throws AssertionError if main or another goroutine threw, which is the cause, or if goroutines were left when
     *     the time was over, which are then cancelled; the message has the seed
     * @throws CancelledException if the calling thread was interrupted
     */
    public void run(Task task) {
        Objects.requireNonNull(task, "run: the task is null");
        Availability.requireProbes();
        int point = 0;
        for (int i = 0; i < runs; i++) {
            MainCancellation cancellation = cancels ? new MainCancellation(point) : null;
            run(task, seed + i, cancellation);
            point = cancellation != null && cancellation.wasReached() ? point + 1 : 0;
        }
    }

    private void run(Task task, long runSeed, @Nullable MainCancellation cancellation) {
        DisturbedEngine engine = new DisturbedEngine(Engines.engine(), runSeed, cancellation);
        String run = "chaos with seed " + runSeed + (cancellation == null ? "" : ", " + cancellation) + ": ";
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try {
            MainGoroutines.start(engine, () -> {
                task.run();
                return task;
            }, how -> {
                boolean failed = how != null && !(cancellation != null && how instanceof CancelledException);
                if (failed && failure.compareAndSet(null, how)) {
                    engine.giveUp();
                }
            });
            Set<Fiber> left = engine.awaitEnd(System.nanoTime() + limit.toNanos());
            Dump dump = Dump.take();
            left.forEach(fiber -> fiber.thread().interrupt());
            Throwable thrown = failure.get();
            if (thrown != null) {
                throw new AssertionError(run + thrown, causeOf(thrown));
            }
            if (!left.isEmpty()) {
                throw new AssertionError(run + "after " + limit + ", " + left.size() + " goroutines had not ended\n\n"
                        + only(left, dump).text());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("chaos: the calling thread was interrupted");
        } finally {
            engine.restore();
        }
    }

    /** Other programs of the process are none of this one's business. */
    private static Dump only(Set<Fiber> fibers, Dump all) {
        Set<Long> ids = fibers.stream().map(Fiber::id).collect(Collectors.toSet());
        return new Dump(all.goroutines().stream().filter(goroutine -> ids.contains(goroutine.id())).toList());
    }

    private static Throwable causeOf(Throwable thrown) {
        return thrown instanceof GoroutineFailure && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
