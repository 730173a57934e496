package dev.weft.testkit.internal.bubble;

import dev.weft.CancelledException;
import dev.weft.Task;
import dev.weft.diagnostics.GoroutineState;
import dev.weft.internal.park.Blocker;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.Seams;
import dev.weft.internal.park.WaitReason;
import dev.weft.internal.scheduler.Engine;
import dev.weft.internal.scheduler.MainGoroutines;
import dev.weft.testkit.internal.engine.ForwardingEngine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The process's engine, with virtual time: a driver, the thread that called {@link #run}, lets time jump when all
 * goroutines wait in Weft's operations. One that computes, waits for a lock of the JDK's, or does input and output
 * counts as running.
 *
 * <p><b>When all wait.</b> {@code running} counts the goroutines that are not inside {@link Blocker#block}. Each counts
 * itself, on its way in and out; who starts one counts it. Three invariants:
 * <ol>
 *   <li>(I1) A goroutine that was made ready, or interrupted, shows it (state READY, interrupt status) until it has
 *       left {@code block}.
 *   <li>(I2) A goroutine that leaves {@code block} first raises {@code running}, then {@code wakeUps}, and then does
 *       what it does.
 *   <li>(I3) Who lowers {@code running} to 0 unparks the driver.
 * </ol>
 * So if the driver finds {@code running} 0, then each goroutine parked, neither ready nor interrupted, and then both
 * counters as they were before, nobody did anything while it looked: the first to do so would have shown itself (I1) or
 * left a trace in {@code wakeUps} (I2). From there on only the driver can change anything. Wakers count nobody: one
 * that comes late would count a goroutine that has gone on without him, and waits for something else by now.
 */
public final class BubbleEngine extends ForwardingEngine {
    /** After main has returned. A ticker that nobody stops lets time jump for ever. */
    private static final int MOST_JUMPS = 100_000;

    private static final Object ALL_OTHERS = new Object() {
        @Override
        public String toString() {
            return "all others wait";
        }
    };

    private final Blocker blocker;
    private final BubbleTimers timers = new BubbleTimers();
    private final Seams seams;
    private final Thread driver = Thread.currentThread();

    private final Map<Fiber, BubbleGoroutine> goroutines = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong wakeUps = new AtomicLong();

    /** Those who wait for the others; whoever takes one out makes it ready. */
    private final Queue<Fiber> settling = new ConcurrentLinkedQueue<>();

    private volatile boolean mainEnded;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    /** Belongs to the calling thread, which must be a platform thread. */
    public BubbleEngine(Engine real) {
        super(real);
        Seams own = real.seams();
        this.blocker = own.blocker();
        // "Simulated" keeps the process's own search for deadlocks away, which knows nothing of this time.
        this.seams = new Seams(new CountingBlocker(this), timers, own.randomness(), Probe.NONE, true);
    }

    // ------------------------------------------------------------------------------------------------- driver

    /** Runs the task as a main goroutine, until it and all others have ended or cannot. */
    public BubbleEnding run(Task task) {
        MainGoroutines.start(this, () -> {
            task.run();
            return task;
        }, this::programEnded);
        int jumpsBehindMain = 0;
        BubbleEnding ending = null;
        while (ending == null) {
            if (isOver()) {
                ending = ending();
            } else if (!isQuiet()) {
                LockSupport.park(this);
            } else if (!letSettle()) {
                boolean jumped = timers.advance();
                jumpsBehindMain += mainEnded ? 1 : 0;
                ending = jumped && jumpsBehindMain <= MOST_JUMPS ? null : ending();
            }
        }
        goroutines.values().forEach(BubbleGoroutine::cancel);
        return ending;
    }

    private void programEnded(@Nullable Throwable how) {
        if (how == null) {
            mainEnded = true;
        } else if (failure.compareAndSet(null, how)) {
            LockSupport.unpark(driver);
        }
    }

    private boolean isOver() {
        return failure.get() != null || stopped || (mainEnded && goroutines.isEmpty());
    }

    private BubbleEnding ending() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            return new BubbleEnding.Thrown(thrown);
        }
        if (stopped) {
            return new BubbleEnding.Stopped();
        }
        List<GoroutineState> left = states(goroutines.values());
        if (!mainEnded) {
            return new BubbleEnding.Deadlock(left);
        }
        if (left.isEmpty()) {
            return new BubbleEnding.Normal();
        }
        return timers.pending() > 0 ? new BubbleEnding.Endless(left) : new BubbleEnding.Leak(left);
    }

    private static List<GoroutineState> states(Collection<BubbleGoroutine> goroutines) {
        return goroutines.stream().map(BubbleGoroutine::state)
                .sorted(Comparator.comparingLong(GoroutineState::id)).toList();
    }

    private boolean isQuiet() {
        long before = wakeUps.get();
        return running.get() == 0 && goroutines.values().stream().allMatch(BubbleGoroutine::isQuiet)
                && running.get() == 0 && wakeUps.get() == before;
    }

    /** Lets those go on who wait for this moment; false when nobody does. */
    private boolean letSettle() {
        List<Fiber> now = new ArrayList<>();
        for (Fiber fiber = settling.poll(); fiber != null; fiber = settling.poll()) {
            now.add(fiber);
        }
        // Only then: from the first of these on, others may come who wait for another moment.
        now.forEach(Fiber::ready);
        return !now.isEmpty();
    }

    /** Ends the bubble as soon as possible; called by any thread. */
    public void stop() {
        stopped = true;
        LockSupport.unpark(driver);
    }

    // --------------------------------------------------------------------------------------------- goroutines

    /** The bubble that the calling goroutine belongs to, or null. */
    public static @Nullable BubbleEngine ofCaller() {
        Fiber fiber = Fiber.currentGoroutine();
        return fiber != null && fiber.seams().blocker() instanceof CountingBlocker counting ? counting.bubble : null;
    }

    /** Blocks the calling goroutine until all others wait, and before time moves. */
    public void settle() {
        Fiber fiber = Fiber.current();
        if (fiber.isCancelled()) {
            throw cancelled();
        }
        fiber.prepareToPark(WaitReason.CONDITION, ALL_OTHERS);
        settling.add(fiber);
        if (!fiber.park()) {
            if (settling.remove(fiber)) {
                fiber.abandon();
                throw cancelled();
            }
            fiber.parkUntilReady();
        }
    }

    private static CancelledException cancelled() {
        return new CancelledException("settle: the goroutine was cancelled");
    }

    private void block(Fiber fiber) {
        noLongerRunning();
        blocker.block(fiber);
        running.incrementAndGet();
        wakeUps.incrementAndGet();
    }

    private void noLongerRunning() {
        if (running.decrementAndGet() == 0) {
            LockSupport.unpark(driver);
        }
    }

    /** Blocks and wakes as the real one does, and counts. */
    private record CountingBlocker(BubbleEngine bubble) implements Blocker {
        @Override
        public void block(Fiber fiber) {
            bubble.block(fiber);
        }

        @Override
        public void wake(Fiber fiber, int before) {
            bubble.blocker.wake(fiber, before);
        }
    }

    // ---------------------------------------------------------------------------------------------- as engine

    @Override
    public Seams seams() {
        return seams;
    }

    @Override
    public void start(Fiber fiber, @Nullable String name) {
        running.incrementAndGet();
        goroutines.put(fiber, new BubbleGoroutine(started.getAndIncrement(), fiber, name));
        real.start(fiber, name);
    }

    @Override
    public void ended(Fiber fiber) {
        real.ended(fiber);
        goroutines.remove(fiber);
        noLongerRunning();
    }

    @Override
    public long liveGoroutines() {
        return goroutines.size();
    }
}
