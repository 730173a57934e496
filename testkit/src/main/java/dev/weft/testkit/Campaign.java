package dev.weft.testkit;

import dev.weft.CancelledException;
import dev.weft.Task;
import dev.weft.internal.park.RuntimeThreads;
import dev.weft.testkit.internal.simulation.Ending;
import dev.weft.testkit.internal.simulation.Settings;
import dev.weft.testkit.internal.simulation.Simulation;
import dev.weft.testkit.internal.simulation.Strategy;
import dev.weft.testkit.internal.strategy.Replay;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs schedules until one fails. The simulation has a thread of its own: the JDK uses the thread that drives
 * goroutines as their carrier, and its interrupts would get lost there.
 */
final class Campaign {
    private static final long TELL_EACH_NANOS = 1_000_000_000;

    /** How many schedules pass until the clock is looked at again; a power of two. */
    private static final long LOOK_EACH = 64;

    private final Settings settings;
    private final Strategy strategy;
    private final String origin;
    private final long most;
    private final LongConsumer progress;
    private long toldAt = System.nanoTime();

    /** The simulation, for the thread that waits; set by the driver. */
    private final AtomicReference<@Nullable Simulation> running = new AtomicReference<>();

    private volatile boolean cancelled;

    // Written by the driver before it ends.
    private @Nullable Exploration result;
    private @Nullable String misfit;
    private @Nullable Throwable broken;

    Campaign(Settings settings, Strategy strategy, String origin, long most, LongConsumer progress) {
        this.settings = settings;
        this.strategy = strategy;
        this.origin = origin;
        this.most = most;
        this.progress = progress;
    }

    Exploration run(Task task) {
        Thread driver = RuntimeThreads.daemon("weft-explorer", () -> drive(task));
        driver.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        driver.start();
        await(driver);
        if (broken != null) {
            throw new IllegalStateException("the simulation failed: " + broken, broken);
        }
        if (misfit != null) {
            throw new IllegalArgumentException("replay: the schedule does not fit the program: " + misfit);
        }
        return Objects.requireNonNull(result, "the driver ended without a result");
    }

    private void await(Thread driver) {
        try {
            driver.join();
        } catch (InterruptedException e) {
            cancelled = true;
            Simulation simulation = running.get();
            if (simulation != null) {
                simulation.stop();
            }
            Thread.currentThread().interrupt();
            throw new CancelledException("explore: the calling thread was interrupted");
        }
    }

    private void drive(Task task) {
        try {
            Simulation simulation = new Simulation(settings, strategy);
            running.set(simulation);
            result = explore(simulation, task);
        } catch (Throwable failure) {
            // Handed to the thread that waits, which throws it.
            broken = failure;
        }
    }

    private Exploration explore(Simulation simulation, Task task) {
        long count = 0;
        while (count < most && !cancelled && misfit == null) {
            tell(count);
            if (!strategy.begin()) {
                return new Exploration.Passed(count, isExhaustive());
            }
            Ending ending = simulation.run(task);
            switch (ending) {
                case Ending.Normal normal -> count++;
                case Ending.Redundant redundant when strategy instanceof Replay replay ->
                    // A replay is only given up when it does not fit.
                    misfit = replay.misfit();
                case Ending.Redundant redundant -> {}
                case Ending.Stopped stopped -> {
                    return new Exploration.Passed(Math.max(1, count), false);
                }
                default -> {
                    return new Failures(simulation, task, origin, strategy).failed(ending, count + 1);
                }
            }
        }
        return new Exploration.Passed(count, false);
    }

    private void tell(long count) {
        if ((count & (LOOK_EACH - 1)) == 0 && System.nanoTime() - toldAt >= TELL_EACH_NANOS) {
            toldAt = System.nanoTime();
            progress.accept(count);
        }
    }

    private boolean isExhaustive() {
        return !(strategy instanceof Replay);
    }
}
