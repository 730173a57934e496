package dev.weft.internal.scheduler;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Registry;
import dev.weft.internal.park.Seams;
import org.jspecify.annotations.Nullable;

/** Takes runnable goroutines and runs them: our own scheduler, the JDK's, or a simulation. */
public interface Engine {
    /** The name that users see: {@code own}, {@code jdk} or {@code simulation}. */
    String name();

    /** How goroutines of this engine block, and where their time and chance come from. */
    Seams seams();

    /** Makes and starts the virtual thread that runs {@code fiber}. */
    void start(Fiber fiber, @Nullable String name);

    /** What limits how many goroutines of a group execute at once; null where the engine has no say in that. */
    default @Nullable Turnstile turnstile() {
        return null;
    }

    /** As {@link #start(Fiber, String)}, for a goroutine of a group, behind the turnstile of its own if it has one. */
    default void start(Fiber fiber, @Nullable String name, @Nullable Turnstile turnstile) {
        start(fiber, name);
    }

    /** Called by a goroutine as the last thing it does. */
    void ended(Fiber fiber);

    /** The number of goroutines started and neither ended nor collected, as far as {@link Registry#collected} knows. */
    long liveGoroutines();

    /** How many goroutines may execute at the same time. */
    int maxProcs();

    /** Changes {@link #maxProcs} and returns the former value. {@code n} is at least 1. */
    int maxProcs(int n);

    /** The calling goroutine begins or ends a part that may block its carrier, in native code for example. */
    default void blocking(boolean now) {}

    /**
     * How many carriers are occupied: all that are not asleep, and one more if something is queued. Exact, in that 0
     * means that nothing runs or could, unless somebody outside makes it; {@link #stats} may miss what is just on its
     * way from a queue to a carrier.
     */
    default int busy() {
        return 0;
    }

    /** What it does now, and has done so far. */
    default EngineStats stats() {
        return EngineStats.NONE;
    }

    /** Lets other goroutines run. */
    void yieldNow();
}
