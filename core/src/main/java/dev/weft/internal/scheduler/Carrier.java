package dev.weft.internal.scheduler;

import dev.weft.internal.jdk.Mounting;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.RuntimeThreads;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread that executes goroutines (Go's M): find one, run it until it parks, yields or ends, again.
 *
 * <p>It takes no lock that a goroutine can hold across a suspension, does not log, and loads no classes on its way.
 */
final class Carrier extends Thread {
    private static final VarHandle STARTED;
    private static final VarHandle ENDED;

    static {
        try {
            var lookup = MethodHandles.lookup();
            STARTED = lookup.findVarHandle(Carrier.class, "started", long.class);
            ENDED = lookup.findVarHandle(Carrier.class, "ended", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final OwnScheduler scheduler;
    final Processor processor;

    /** Room for the tasks of one theft. Carrier only. */
    final @Nullable Runnable[] loot = new Runnable[LocalQueue.CAPACITY / 2];

    /** The goroutine that is about to leave this carrier in order to park; see {@link YieldBlocker}. Carrier only. */
    @Nullable Fiber parking;

    /** The goroutine that is about to leave this carrier in order to let others run. Carrier only. */
    @Nullable Fiber yielding;

    /** Whether the mounted goroutine is starting another just now. Carrier only. */
    boolean starting;

    /** Whether it counts as a searcher; see {@link IdleProcessors}. Carrier only, and who comes after its death. */
    boolean searching;

    /** Whether it has seen work, at its last looks, and left it where it was. Carrier only. */
    boolean spared;

    /** Set by who takes this carrier off the list of sleepers; cleared by the carrier before it enters it. */
    private volatile boolean woken;

    // Goroutines started and ended while mounted here. Carrier writes, others sum.
    private long started;
    private long ended;

    private int random;

    /**
     * Where the operating system tells this thread's state; see {@link CarrierUsage}. Set by the carrier at its start.
     */
    private volatile Path status = Path.of("");

    Carrier(OwnScheduler scheduler, Processor processor) {
        super(RuntimeThreads.GROUP, null, "weft-carrier-" + processor.id, 0, false);
        this.scheduler = scheduler;
        this.processor = processor;
        this.random = processor.id * 0x9E37_79B9 + 1;
        setDaemon(true);
    }

    @Override
    public void run() {
        status = CarrierUsage.statusOfCaller();
        scheduler.carrierAwake();
        boolean goOn = true;
        while (goOn) {
            goOn = executeNext();
        }
        scheduler.processors.leave(this);
    }

    /**
     * A method of its own, so that while the carrier sleeps no local variable keeps the last goroutine from the
     * collector.
     */
    private boolean executeNext() {
        Runnable task = scheduler.findWork(this);
        if (task == null) {
            return false;
        }
        execute(task);
        return true;
    }

    Path status() {
        return status;
    }

    private void execute(Runnable task) {
        processor.setExecuting(task);
        try {
            task.run();
            settle(task);
        } catch (Throwable failure) {
            // A goroutine's own failures end in its fiber. What arrives here is the JVM's: it must not cost us a
            // carrier.
            scheduler.continuationFailed(failure);
        } finally {
            processor.setExecuting(null);
        }
    }

    /** Does what the goroutine that has just unmounted asked for. */
    private void settle(Runnable continuation) {
        Fiber leaving = parking;
        if (leaving != null) {
            parking = null;
            scheduler.parked(this, leaving, Resumption.of(leaving.thread(), continuation));
        } else if (yielding != null) {
            leaving = yielding;
            yielding = null;
            scheduler.yielded(this, leaving, Resumption.of(leaving.thread(), continuation));
        }
        Thread resumed = Resumption.threadOf(continuation);
        if (resumed != null && resumed.isInterrupted()) {
            Mounting.awaitInterrupter(resumed);
        }
    }

    // ------------------------------------------------------------------------------------------------ sleep

    void prepareToSleep() {
        woken = false;
    }

    void sleepUntilWoken() {
        while (!woken) {
            LockSupport.park(this);
        }
    }

    /** Waits for so long, or until somebody rouses it, or for no reason for less. */
    void pause(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }

    void wake() {
        woken = true;
        LockSupport.unpark(this);
    }

    // --------------------------------------------------------------------------------------------- counters

    void countStarted() {
        STARTED.setOpaque(this, started + 1);
    }

    void countEnded() {
        ENDED.setOpaque(this, ended + 1);
    }

    long started() {
        return (long) STARTED.getOpaque(this);
    }

    long ended() {
        return (long) ENDED.getOpaque(this);
    }

    /** A random number from 0 up to but not including {@code bound}, for the choice of victims. Carrier only. */
    int nextRandom(int bound) {
        int x = random;
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
        random = x;
        return (int) (((x & 0xFFFF_FFFFL) * bound) >>> 32);
    }
}
