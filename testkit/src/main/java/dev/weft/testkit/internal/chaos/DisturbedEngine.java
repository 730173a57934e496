package dev.weft.testkit.internal.chaos;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Seams;
import dev.weft.internal.scheduler.Engine;
import dev.weft.testkit.internal.engine.ForwardingEngine;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The process's engine, on which each goroutine is held up by chance before its operations: by letting others go first,
 * by computing, by waiting; on which wake-ups overtake each other, and the number of processors changes. Everything
 * else is as it really is, in parallel and in real time, so that runs cannot be repeated; the seed only makes what is
 * disturbed, and how much, repeatable.
 */
public final class DisturbedEngine extends ForwardingEngine {
    private static final int FEW_PROCS = 4;
    private static final long LONGEST_WAIT_NANOS = 200_000;
    private static final int LONGEST_SPIN = 2_000;

    private final Seams seams;
    private final int procsBefore;
    private final AtomicLong seeds;
    private final Set<Fiber> live = ConcurrentHashMap.newKeySet();
    private final AtomicInteger disturbances = new AtomicInteger();
    private final Thread waiter = Thread.currentThread();

    /** One in this many operations is disturbed; differs from run to run, since some bugs need calm. */
    private final int calm;

    /** A generator for each carrier that asks. Which operations get which numbers differs from run to run anyhow. */
    private final ThreadLocal<SplittableRandom> chance;

    private final @Nullable MainCancellation cancellation;
    private volatile boolean givenUp;

    /** The goroutine that was started first. */
    private volatile @Nullable Fiber main;

    /** Belongs to the calling thread, which alone may call {@link #awaitEnd}. */
    public DisturbedEngine(Engine real, long seed, @Nullable MainCancellation cancellation) {
        super(real);
        this.cancellation = cancellation;
        this.procsBefore = real.maxProcs();
        this.seeds = new AtomicLong(seed);
        this.calm = 1 + (int) (Math.abs(seed % 4) * 3);
        this.chance = ThreadLocal.withInitial(() -> new SplittableRandom(seeds.getAndAdd(0x9E37_79B9_7F4A_7C15L)));
        Seams own = real.seams();
        this.seams = new Seams(new LateBlocker(own.blocker(), own.timers(), this), own.timers(), own.randomness(),
                this::disturb, false);
    }

    private void disturb(Fiber fiber, Operation operation, Object target) {
        if (cancellation != null && fiber == main) {
            cancellation.before(fiber, operation);
        }
        SplittableRandom random = chance.get();
        if (random.nextInt(calm) != 0) {
            return;
        }
        disturbances.incrementAndGet();
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> yieldSome(1 + random.nextInt(4));
            case 3, 4 -> spin(random.nextInt(LONGEST_SPIN));
            case 5, 6 -> LockSupport.parkNanos(random.nextLong(LONGEST_WAIT_NANOS));
            default -> real.maxProcs(1 + random.nextInt(FEW_PROCS));
        }
    }

    void beforeWait(Fiber fiber) {
        if (cancellation != null && fiber == main) {
            cancellation.beforeWait(fiber, seams.timers());
        }
    }

    /** How many nanoseconds a wake-up is to be late; mostly 0. */
    long delayOfWakeUp() {
        SplittableRandom random = chance.get();
        if (random.nextInt(2 * calm) != 0) {
            return 0;
        }
        disturbances.incrementAndGet();
        return 1 + random.nextLong(LONGEST_WAIT_NANOS);
    }

    private void yieldSome(int times) {
        for (int i = 0; i < times; i++) {
            real.yieldNow();
        }
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    /** Sets the number of processors to what it was. */
    public void restore() {
        real.maxProcs(procsBefore);
    }

    /** Lets {@link #awaitEnd} return. */
    public void giveUp() {
        givenUp = true;
        LockSupport.unpark(waiter);
    }

    /**
     * Waits until no goroutine is left; the goroutines that are, when the time is over, or somebody has given up.
     * Throws if interrupted.
     *
     * @param deadline by {@link System#nanoTime}
     */
    public Set<Fiber> awaitEnd(long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        while (left > 0 && !live.isEmpty() && !givenUp) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            left = deadline - System.nanoTime();
        }
        return Set.copyOf(live);
    }

    /** How often a goroutine was held up. */
    public int disturbances() {
        return disturbances.get();
    }

    @Override
    public Seams seams() {
        return seams;
    }

    @Override
    public void start(Fiber fiber, @Nullable String name) {
        if (main == null) {
            main = fiber;
        }
        live.add(fiber);
        real.start(fiber, name);
    }

    @Override
    public void ended(Fiber fiber) {
        real.ended(fiber);
        live.remove(fiber);
        if (live.isEmpty()) {
            LockSupport.unpark(waiter);
        }
    }

    @Override
    public long liveGoroutines() {
        return live.size();
    }
}
