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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The own work-stealing scheduler; the package's essay says how it works. This file holds the set of processors, where
 * runnable goroutines are put ({@link #execute}), and the change of {@code maxProcs}; {@link WorkSearch} is the
 * carrier's side.
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) At most {@code maxProcs} processors are {@code ACTIVE}. A carrier executes goroutines one after the other
 *       only while its processor is active; so more than {@code maxProcs} goroutines execute at once only while retired
 *       or orphaned carriers finish what they were in the middle of.
 *   <li>(I2) A runnable goroutine is in exactly one place: a slot, a local queue, the global queue, or a carrier's
 *       hands. (A parked one may be in several as well, after an interrupt or a dump, and a runnable one after a theft
 *       from a slot: running it is harmless, see {@link YieldBlocker}.)
 *   <li>(I3) {@code carriers} holds every carrier that may have work in its queue. A carrier leaves it after it has
 *       emptied its queue, and has nothing put into it afterwards, because only goroutines that it executes put
 *       anything there.
 * </ol>
 */
public final class OwnScheduler implements Engine, Executor {
    /** More processors than this make no sense on one machine, and bound the list of sleepers. */
    public static final int MOST_PROCS = 1024;

    final GlobalQueue global = new GlobalQueue();
    final IdleProcessors idle = new IdleProcessors();

    private final AtomicReference<Crew> crew = new AtomicReference<>(Crew.NOBODY);
    private final AtomicInteger nextId = new AtomicInteger();
    private final ThreadFactory threads = CustomSchedulers.factory(this);
    private final Seams seams =
            Seams.real(YieldBlocker.isAvailable() ? new YieldBlocker(this) : Blocker.OF_THREADS);
    private final WorkSearch search = new WorkSearch(this);
    private final DebugSettings debug = DebugSettings.read();
    private final Monitor monitor = new Monitor(this, HogPolicy.read(), debug);

    /** Goroutines started or ended by threads that are not carriers. */
    private final LongAdder startedElsewhere = new LongAdder();

    private final LongAdder endedElsewhere = new LongAdder();

    /** Serialises changes of the set of active processors; taken by goroutines and the monitor, never by carriers. */
    private final ReentrantLock resizing = new ReentrantLock();

    /** Guarded by {@link #resizing} for writing. */
    private volatile int maxProcs;

    /** Whether maxProcs follows the number of processors of the machine, or of the container. Guarded likewise. */
    private volatile boolean automatic;

    /**
     * @param maxProcs how many goroutines may execute at once, or 0 for as many as there are processors, also when
     *     that changes
     */
    public OwnScheduler(int maxProcs) {
        this.automatic = maxProcs == 0;
        this.maxProcs = automatic ? Runtime.getRuntime().availableProcessors() : maxProcs;
        for (int i = 0; i < this.maxProcs; i++) {
            addCarrier();
        }
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
        long gone = endedElsewhere.sum() + Registry.collected() + crew.get().ended();
        return startedElsewhere.sum() + crew.get().started() - gone;
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
        return crew.get().carriers();
    }

    @Nullable Runnable findWork(Carrier carrier) {
        return search.find(carrier);
    }

    private void addCarrier() {
        Carrier carrier = new Carrier(this, new Processor(nextId.getAndIncrement()));
        crew.updateAndGet(old -> old.with(carrier));
        carrier.start();
    }

    /**
     * A carrier runs that did not, or that the monitor may have taken for asleep. It says so itself: if whoever wakes
     * it woke the monitor as well, that would take the free core from it, and the kernel would put it on the waker's.
     */
    void carrierAwake() {
        monitor.activity();
    }

    /** Called by a carrier that found its processor retired or orphaned, as the last thing it does. */
    void carrierEnds(Carrier carrier) {
        giveAway(carrier.processor);
        crew.updateAndGet(old -> old.without(carrier));
        wakeIfNeeded();
    }

    /** Moves what waits on a processor to the global queue, as a thief; anyone may do it. */
    private void giveAway(Processor processor) {
        @Nullable Runnable[] batch = new Runnable[LocalQueue.CAPACITY / 2];
        Runnable handed = processor.takeSlot();
        if (handed != null) {
            global.add(handed);
        }
        for (int count = processor.queue.takeHalf(batch); count > 0; count = processor.queue.takeHalf(batch)) {
            global.addAll(batch, count);
        }
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
        Crew now = crew.get();
        List<EngineStats.ProcessorStats> processors = now.stats();
        long active = processors.stream().filter(EngineStats.ProcessorStats::active).count();
        return new EngineStats(processors.size(), idle.sleeping(), idle.searching(),
                (int) (processors.size() - active), global.size(), processors, now.steals(processors),
                now.handOffs(processors), monitor.replacedBlocked(), monitor.replacedComputing(), monitor.hogsFound(),
                monitor.queueLatency().histogram());
    }

    // -------------------------------------------------------------------------------------------- maxProcs

    @Override
    public int maxProcs() {
        return maxProcs;
    }

    @Override
    public int maxProcs(int n) {
        resizing.lock();
        try {
            automatic = false;
            return resize(n);
        } finally {
            resizing.unlock();
        }
    }

    /** Follows a change of the container's limit, unless somebody has chosen a number. For the monitor. */
    void followMachine() {
        int available = Runtime.getRuntime().availableProcessors();
        if (automatic && available != maxProcs) {
            resizing.lock();
            try {
                if (automatic) {
                    resize(available);
                }
            } finally {
                resizing.unlock();
            }
        }
    }

    private int resize(int n) {
        int wanted = Math.min(n, MOST_PROCS);
        int former = maxProcs;
        maxProcs = wanted;
        if (wanted > former) {
            grow(wanted - former);
        } else {
            shrink(former - wanted);
        }
        return former;
    }

    private void grow(int count) {
        int missing = count;
        for (Carrier carrier : carriers()) {
            if (missing > 0 && carrier.processor.reactivate()) {
                missing--;
            }
        }
        for (; missing > 0; missing--) {
            addCarrier();
        }
    }

    private void shrink(int count) {
        int surplus = count;
        Carrier[] all = carriers();
        Thread own = CustomSchedulers.currentCarrier();
        // The youngest first, and the caller's own last: it is executing anyway.
        for (int i = all.length - 1; i >= 0 && surplus > 0; i--) {
            if (all[i] != own && all[i].processor.retire()) {
                surplus--;
                rouse(all[i]);
            }
        }
        if (surplus > 0 && own instanceof Carrier carrier) {
            carrier.processor.retire();
        }
    }

    /** Wakes a sleeping carrier so that it sees its processor's new state. */
    private void rouse(Carrier carrier) {
        if (idle.takeThis(carrier)) {
            carrier.wake();
        }
    }

    /**
     * Replaces the processor of a carrier that is stuck: the monitor's verdict. The old pair keeps what it executes and
     * nothing else.
     */
    boolean replace(Carrier stuck) {
        resizing.lock();
        try {
            if (!stuck.processor.orphan()) {
                return false;
            }
            // The verdict may come too late, when the carrier is asleep already: it must wake in order to leave.
            rouse(stuck);
            giveAway(stuck.processor);
            addCarrier();
            return true;
        } finally {
            resizing.unlock();
        }
    }

    /**
     * Puts another carrier in the place of one that has died, which only a failure of the JVM or of the runtime itself
     * can bring about: its queue is given away, and what it counted as is corrected. For the monitor, which finds it:
     * whoever dies can hardly be trusted to do this.
     */
    void bury(Carrier dead) {
        resizing.lock();
        try {
            boolean missed = dead.processor.orphan();
            if (!missed) {
                dead.processor.leave();
            }
            idle.remove(dead);
            idle.endWatch(dead);
            if (dead.searching) {
                dead.searching = false;
                idle.endSearch();
            }
            giveAway(dead.processor);
            crew.updateAndGet(old -> old.without(dead));
            if (missed) {
                addCarrier();
            }
        } finally {
            resizing.unlock();
        }
        wakeIfNeeded();
    }
}
