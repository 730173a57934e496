package dev.weft.internal.scheduler;

import dev.weft.internal.jdk.CustomSchedulers;
import dev.weft.internal.park.Blocker;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.Randomness;
import dev.weft.internal.park.Seams;
import dev.weft.internal.park.Timers;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs a goroutine to its end on the thread that starts it, and one at a time: what it waits for happens at once, done
 * by the action that was given. Its goroutines are counted nowhere, and registered while they run, since that too is to
 * be rehearsed.
 */
public sealed class RehearsalEngine implements Engine {
    private final ThreadFactory threads = CustomSchedulers.factory(Runnable::run);
    private final Seams seams;

    private RehearsalEngine(Runnable partner) {
        this.seams = new Seams(new Blocker() {
            @Override
            public void block(Fiber fiber) {
                partner.run();
            }

            @Override
            public void wake(Fiber fiber, int before) {
                // Nobody sleeps: the goroutine is in block, and finds that it is ready when that returns.
            }
        }, Timers.system(), Randomness.OF_FIBERS, Probe.NONE, false);
    }

    /**
     * Three engines, to be used in turns. They do the same, but differ in their class: the JIT takes for granted that a
     * call always goes to the one class that it has seen, or the two; and goroutines will call another one.
     *
     * @param partner called when a goroutine waits; ends the wait
     */
    public static List<RehearsalEngine> three(Runnable partner) {
        return List.of(new First(partner), new Second(partner), new Third(partner));
    }

    private static final class First extends RehearsalEngine {
        private First(Runnable partner) {
            super(partner);
        }

        @Override
        public void ended(Fiber fiber) {}
    }

    private static final class Second extends RehearsalEngine {
        private Second(Runnable partner) {
            super(partner);
        }

        @Override
        public void ended(Fiber fiber) {}
    }

    private static final class Third extends RehearsalEngine {
        private Third(Runnable partner) {
            super(partner);
        }

        @Override
        public void ended(Fiber fiber) {}
    }

    /** Whether there can be such an engine. */
    public static boolean isAvailable() {
        return CustomSchedulers.isAvailable();
    }

    @Override
    public String name() {
        return "rehearsal";
    }

    @Override
    public Seams seams() {
        return seams;
    }

    @Override
    public void start(Fiber fiber, @Nullable String name) {
        fiber.bindNew(threads, name).start();
    }

    @Override
    public void ended(Fiber fiber) {}

    @Override
    public long liveGoroutines() {
        return 0;
    }

    @Override
    public int maxProcs() {
        return 1;
    }

    @Override
    public int maxProcs(int n) {
        return 1;
    }

    @Override
    public void yieldNow() {}
}
