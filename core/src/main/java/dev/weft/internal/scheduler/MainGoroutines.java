package dev.weft.internal.scheduler;

import dev.weft.Task;
import dev.weft.internal.park.Fiber;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts main goroutines on an engine of the caller's choice: the way in for the test kit's simulation. What makes a
 * goroutine belongs to {@code dev.weft} and is not public there, so that package leaves its means here when it is
 * initialised.
 */
public final class MainGoroutines {
    /** What {@link #start} does. */
    @FunctionalInterface
    public interface Starter {
        Fiber start(Engine engine, Task task, Consumer<@Nullable Throwable> onEnd);
    }

    private static volatile @Nullable Starter starter;

    private MainGoroutines() {}

    /** Called once, by the class that makes programs. */
    public static void install(Starter newStarter) {
        starter = newStarter;
    }

    /**
     * Makes a program whose goroutines run on {@code engine}, starts its main goroutine, and returns at once. Nobody but
     * the engine looks for deadlocks in it.
     *
     * @param onEnd called once, by a goroutine of the program: with null when main has returned, else with what main threw
     *     or with the failure of another goroutine
     * @return the main goroutine
     */
    public static Fiber start(Engine engine, Task task, Consumer<@Nullable Throwable> onEnd) {
        if (starter == null) {
            // Any access to the runtime initialises it; asking is the least.
            Objects.requireNonNull(dev.weft.Weft.runtime());
        }
        return Objects.requireNonNull(starter, "weft has not been initialised").start(engine, task, onEnd);
    }
}
