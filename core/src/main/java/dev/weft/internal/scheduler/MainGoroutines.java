package dev.weft.internal.scheduler;

import dev.weft.internal.park.Fiber;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts main goroutines on an engine of the caller's choice: the way in for the test kit's simulation. What makes a
 * goroutine belongs to {@code dev.weft} and is not public there, so that package leaves its means here when it is
 * initialised; this one knows nothing of it.
 */
public final class MainGoroutines {
    private static final String WHO_STARTS = "dev.weft.Program";

    /** What {@link #start} does. */
    @FunctionalInterface
    public interface Starter {
        Fiber start(Engine engine, Callable<?> task, Consumer<@Nullable Throwable> onEnd);
    }

    private static volatile @Nullable Starter starter;

    private MainGoroutines() {}

    /** Called once, by the class that makes programs. */
    public static void install(Starter newStarter) {
        starter = newStarter;
    }

    /**
     * Makes a program whose goroutines run on {@code engine}, starts its main goroutine, and returns at once. Nobody
     * but the engine looks for deadlocks in it.
     *
     * @param task what main does; its result is ignored
     * @param onEnd called by goroutines of the program: with null when main has returned, with what main threw, and
     *     with the failure of any other goroutine, before or after that
     * @return the main goroutine
     */
    public static Fiber start(Engine engine, Callable<?> task, Consumer<@Nullable Throwable> onEnd) {
        Starter known = starter;
        if (known == null) {
            try {
                Class.forName(WHO_STARTS);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(WHO_STARTS + " is missing", e);
            }
            known = Objects.requireNonNull(starter, WHO_STARTS + " has not said how to start a main goroutine");
        }
        return known.start(engine, task, onEnd);
    }
}
