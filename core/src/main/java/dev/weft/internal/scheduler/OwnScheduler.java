package dev.weft.internal.scheduler;

import dev.weft.internal.jdk.CustomSchedulers;
import dev.weft.internal.jdk.Unmounting;
import dev.weft.internal.park.Blocker;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Registry;
import dev.weft.internal.park.Seams;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The own work-stealing scheduler; the package's essay says how it works. This file holds where runnable goroutines are
 * put ({@link #execute}); {@link WorkSearch} is the carrier's side, and {@link ProcessorSet} changes how many there
 * are.
 *
 * <p><b>Invariant.</b> A runnable goroutine is in exactly one place: a slot, a local queue, the global queue, or a
 * carrier's hands. (A parked one may be in several as well, after an interrupt or a dump, and a runnable one after a
 * theft from a slot: running it is harmless, see {@link YieldBlocker}.)
 */
public final class OwnScheduler implements Engine, Executor {
    /** More processors than this make no sense on one machine, and bound the list of sleepers. */
    public static final int MOST_PROCS = 1024;

    final GlobalQueue global = new GlobalQueue();
    final IdleProcessors idle = new IdleProcessors();
    final ProcessorSet processors;

    private final ThreadFactory threads = CustomSchedulers.factory(this);
    private final Seams seams =
            Seams.real(YieldBlocker.isAvailable() ? new YieldBlocker(this) : Blocker.OF_THREADS);
    private final WorkSearch search = new WorkSearch(this);
    private final DebugSettings debug = DebugSettings.read();
    private final Monitor monitor = new Monitor(this, HogPolicy.read(), debug);

    /** Goroutines started or ended by threads that are not carriers. */
    private final LongAdder startedElsewhere = new LongAdder();

    private final LongAdder endedElsewhere = new LongAdder();

    /**
     * @param maxProcs how many goroutines may execute at once, or 0 for as many as there are processors, also when
     *     that changes
     */
    public OwnScheduler(int maxProcs) {
        this.processors = new ProcessorSet(this, maxProcs);
        processors.start();
        monitor.start();
        if (debug.schedTraceMillis() > 0) {
            SchedTrace.start(this, debug.schedTraceMillis());
        }
    }

    @Override
    public String name() {
        return "own";
    }

    @Override
    public Seams seams() {
        return seams;
    }

    // ------------------------------------------------------------------------------------------- goroutines

    /** Makes virtual threads that run here, in no group. */
    ThreadFactory threads() {
        return threads;
    }

    @Override
    public @Nullable Turnstile turnstile() {
        return new Turnstile(this);
    }

    @Override
    public void start(Fiber fiber, @Nullable String name) {
        start(fiber, name, threads);
    }

    @Override
    public void start(Fiber fiber, @Nullable String name, @Nullable Turnstile turnstile) {
        start(fiber, name, turnstile == null ? threads : turnstile.threads());
    }

    private void start(Fiber fiber, @Nullable String name, ThreadFactory factory) {
        Thread thread = fiber.bindNew(factory, name);
        if (Thread.currentThread().isVirtual() && CustomSchedulers.currentCarrier() instanceof Carrier carrier) {
            carrier.countStarted();
            carrier.starting = true;
            try {
                thread.start();
            } finally {
                // Starting does not unmount, so this is still the carrier of the caller.
                carrier.starting = false;
            }
        } else {
            startedElsewhere.increment();
            thread.start();
        }
    }

    @Override
    public void ended(Fiber fiber) {
        if (CustomSchedulers.currentCarrier() instanceof Carrier carrier) {
            carrier.countEnded();
        } else {
            endedElsewhere.increment();
        }
    }

    @Override
    public long liveGoroutines() {
        // Ends before starts, so that the difference is never too small by a goroutine that ends meanwhile.
        long gone = endedElsewhere.sum() + Registry.collected() + processors.crew().ended();
        return startedElsewhere.sum() + processors.crew().started() - gone;
    }

    @Override
    public void yieldNow() {
        Fiber fiber = Unmounting.isAvailable() ? Fiber.currentGoroutine() : null;
        if (fiber == null || !(CustomSchedulers.currentCarrier() instanceof Carrier carrier)) {
            Thread.yield();
            return;
        }
        carrier.yielding = fiber;
        if (!Unmounting.unmount(fiber.thread())) {
            carrier.yielding = null;
        }
    }

    @Override
    public void blocking(boolean now) {
        if (Thread.currentThread().isVirtual() && CustomSchedulers.currentCarrier() instanceof Carrier carrier) {
            carrier.processor.setBlocking(now);
        }
    }

    // ------------------------------------------------------------------------------------- runnable goroutines

    /**
     * Called by the JDK with the continuation of a virtual thread that can run: started, unparked or yielding. Three
     * callers are told apart: a carrier that has just unmounted the thread, a goroutine that makes another runnable,
     * and everybody else.
     */
    @Override
    public void execute(Runnable continuation) {
        if (!(CustomSchedulers.currentCarrier() instanceof Carrier carrier) || carrier.scheduler != this) {
            makeRunnableFromOutside(continuation);
        } else if (Thread.currentThread() == carrier) {
            enqueueLast(carrier, continuation);
        } else if (carrier.starting) {
            carrier.processor.noteStart();
            enqueue(carrier, continuation);
        } else {
            handOff(carrier, continuation);
        }
    }

    /** On the carrier, after a goroutine has unmounted in order to park. */
    void parked(Carrier carrier, Fiber fiber, Runnable continuation) {
        if (!YieldBlocker.commit(fiber, continuation)) {
            handOff(carrier, continuation);
        }
    }

    /** On the carrier, after a goroutine has unmounted in order to let others run. */
    void yielded(Carrier carrier, Fiber fiber, Runnable continuation) {
        Unmounting.makeContinuable(fiber.thread());
        enqueueLast(carrier, continuation);
    }

    /**
     * Queues a goroutine that lets others go first. When goroutines from outside wait, that is behind them: a few that
     * compute for milliseconds and yield would otherwise keep the local queue filled, and with it the global queue
     * waiting for 60 of their turns.
     */
    private void enqueueLast(Carrier carrier, Runnable continuation) {
        if (global.isEmpty()) {
            enqueue(carrier, continuation);
        } else {
            makeRunnableFromOutside(continuation);
        }
    }

    /** Makes a parked goroutine runnable, from wherever the caller runs. */
    void makeRunnable(Runnable continuation) {
        if (CustomSchedulers.currentCarrier() instanceof Carrier carrier && carrier.scheduler == this) {
            handOff(carrier, continuation);
        } else {
            makeRunnableFromOutside(continuation);
        }
    }

    void makeRunnableFromOutside(Runnable continuation) {
        global.add(continuation);
        wakeIfNeeded();
        idle.rouseWatcher();
    }

    /** Makes runnable who was let in by somebody who has just left. */
    void admitted(Runnable continuation) {
        if (Thread.currentThread() instanceof Carrier carrier && carrier.scheduler == this) {
            enqueue(carrier, continuation);
        } else {
            makeRunnableFromOutside(continuation);
        }
    }

    private void handOff(Carrier carrier, Runnable continuation) {
        Processor processor = carrier.processor;
        Runnable former = processor.handOff(continuation);
        if (former != null) {
            enqueue(carrier, former);
        } else if (processor.isSharing()) {
            wakeIfNeeded();
        }
    }

    private void enqueue(Carrier carrier, Runnable continuation) {
        if (!carrier.processor.queue.push(continuation)) {
            spill(carrier, continuation);
        }
        wakeIfNeeded();
    }

    /** The local queue is full: moves half of it to the global queue, with the new task behind it. */
    private void spill(Carrier carrier, Runnable continuation) {
        int count = carrier.processor.queue.takeHalf(carrier.loot);
        global.addAll(carrier.loot, count);
        Arrays.fill(carrier.loot, 0, count, null);
        global.add(continuation);
    }

    /** Step (a2) of the idle protocol. */
    void wakeIfNeeded() {
        if (idle.shouldWake()) {
            wakeOne();
        }
    }

    private void wakeOne() {
        Carrier sleeper = idle.takeSearcher();
        if (sleeper != null) {
            sleeper.wake();
        }
    }

    /** Wakes a sleeper even if somebody searches, and the watcher; for the monitor. */
    void wakeAnother() {
        Carrier sleeper = idle.takeAnother();
        if (sleeper != null) {
            sleeper.wake();
        }
        idle.rouseWatcher();
    }

    // --------------------------------------------------------------------------------------------- carriers

    Carrier[] carriers() {
        return processors.carriers();
    }

    @Nullable Runnable findWork(Carrier carrier) {
        return search.find(carrier);
    }

    /**
     * A carrier runs that did not, or that the monitor may have taken for asleep. It says so itself: if whoever wakes
     * it woke the monitor as well, that would take the free core from it, and the kernel would put it on the waker's.
     */
    void carrierAwake() {
        monitor.activity();
    }

    void continuationFailed(Throwable failure) {
        Thread current = Thread.currentThread();
        current.getUncaughtExceptionHandler().uncaughtException(current, failure);
    }

    @Override
    public int busy() {
        return carriers().length - idle.sleeping() + (global.isEmpty() ? 0 : 1);
    }

    @Override
    public EngineStats stats() {
        Crew now = processors.crew();
        List<EngineStats.ProcessorStats> present = now.stats();
        long active = present.stream().filter(EngineStats.ProcessorStats::active).count();
        return new EngineStats(present.size(), idle.sleeping(), idle.searching(), (int) (present.size() - active),
                global.size(), present, now.steals(present), now.handOffs(present), monitor.replacedBlocked(),
                monitor.replacedComputing(), monitor.hogsFound(),
                monitor.queueLatency().histogram());
    }

    // -------------------------------------------------------------------------------------------- maxProcs

    @Override
    public int maxProcs() {
        return processors.maxProcs();
    }

    @Override
    public int maxProcs(int n) {
        return processors.maxProcs(n);
    }
}
