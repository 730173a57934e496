package dev.weft.testkit;

import dev.weft.CancelledException;
import dev.weft.GoroutineFailure;
import dev.weft.Task;
import dev.weft.diagnostics.Dump;
import dev.weft.internal.scheduler.Engines;
import dev.weft.internal.scheduler.MainGoroutines;
import dev.weft.testkit.internal.chaos.DisturbedEngine;
import dev.weft.testkit.internal.simulation.Availability;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program again and again on the real scheduler, in parallel and in real time, while goroutines are held up by
 * chance before their operations and the number of processors changes. For programs that cannot be simulated because
 * they do real input and output; an {@link Explorer} finds more, and can repeat what it finds.
 *
 * {@snippet class="dev.weft.testkit.snippets.ExplorerSnippets" region="chaos"}
 */
public final class Chaos {
    private static final int DEFAULT_RUNS = 100;
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

    private final long seed;
    private final int runs;
    private final Duration limit;

    private Chaos(long seed, int runs, Duration limit) {
        this.seed = seed;
        this.runs = runs;
        this.limit = limit;
    }

    /**
     * Disturbs by chance: 100 runs of at most 10 seconds each, unless told otherwise.
     *
     * @param seed decides what is disturbed, and how much; what comes of it still differs from time to time
     * @return a new object
     */
    public static Chaos seed(long seed) {
        return new Chaos(seed, DEFAULT_RUNS, DEFAULT_LIMIT);
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
        return new Chaos(seed, count, limit);
    }

    /**
     * Sets how long a run may take until all of the program's goroutines have ended.
     *
     * @param longest how long at most
     * @return a new object with this limit
     */
    public Chaos limit(Duration longest) {
        return new Chaos(seed, runs, Objects.requireNonNull(longest, "limit: the duration is null"));
    }

    /**
     * Runs the task as a main goroutine, again and again. Blocks until then.
     *
     * @param task the program
     * @throws AssertionError if main or another goroutine threw, which is the cause, or if goroutines were left when
     *     the time was over; the message has the seed
     * @throws CancelledException if the calling thread was interrupted
     */
    public void run(Task task) {
        Objects.requireNonNull(task, "run: the task is null");
        Availability.requireProbes();
        for (int i = 0; i < runs; i++) {
            run(task, seed + i);
        }
    }

    private void run(Task task, long runSeed) {
        DisturbedEngine engine = new DisturbedEngine(Engines.engine(), runSeed);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CountDownLatch mainEnded = new CountDownLatch(1);
        try {
            MainGoroutines.start(engine, () -> {
                task.run();
                return task;
            }, how -> {
                failure.compareAndSet(null, how);
                mainEnded.countDown();
            });
            boolean ended = awaitAll(engine, mainEnded);
            Throwable thrown = failure.get();
            if (thrown != null) {
                throw new AssertionError("chaos with seed " + runSeed + ": " + thrown, causeOf(thrown));
            }
            if (!ended) {
                throw new AssertionError("chaos with seed " + runSeed + ": after " + limit + ", "
                        + engine.liveGoroutines() + " goroutines had not ended\n\n" + Dump.take().text());
            }
        } finally {
            engine.restore();
        }
    }

    private static Throwable causeOf(Throwable thrown) {
        return thrown instanceof GoroutineFailure && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** Whether all goroutines have ended in time. */
    private boolean awaitAll(DisturbedEngine engine, CountDownLatch mainEnded) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            boolean inTime = mainEnded.await(limit.toNanos(), TimeUnit.NANOSECONDS);
            while (inTime && engine.liveGoroutines() > 0) {
                inTime = System.nanoTime() - deadline < 0;
                Thread.onSpinWait();
            }
            return inTime;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("chaos: the calling thread was interrupted");
        }
    }
}
