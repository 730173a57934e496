package dev.weft.internal.scheduler;

import dev.weft.internal.park.RuntimeThreads;
import java.util.IdentityHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after carriers that do not come back (Go's sysmon). It runs on a platform thread of its own, needs no
 * processor, and sleeps while all carriers do.
 *
 * <p>At each tick it looks at every carrier that executes the same goroutine as at the tick before:
 * <ul>
 *   <li>What waits in its hand-off slot is moved to the global queue when a processor is idle, or when its own is no
 *       longer active: the owner will not come for it soon.
 *   <li>When it has executed one goroutine for {@link #STUCK_NANOS} while others wait, it is judged (see
 *       {@link CarrierUsage}). If it is blocked in native code, file I/O, DNS or a class initialiser, its processor is
 *       replaced (see {@link OwnScheduler#replace}): the new carrier uses a core that was idle.
 *   <li>If it computes, its processor is replaced, too, so that the operating system shares the cores among the two.
 *       Until the goroutine that computes waits, one more than {@code maxProcs} then execute. Each is a thread more that
 *       competes for the cores, so there is a limit.
 * </ul>
 */
final class Monitor implements Runnable {
    static final long STUCK_NANOS = 10_000_000;
    private static final long BUSY_TICK_NANOS = 1_000_000;
    private static final int MOST_ORPHANS = 256;

    private final OwnScheduler scheduler;
    private final Thread thread;

    /** What each carrier was doing when last looked at. Monitor only. */
    private final IdentityHashMap<Carrier, Sight> sights = new IdentityHashMap<>();

    /** Set while the monitor sleeps because all carriers do. */
    private volatile boolean asleep;

    Monitor(OwnScheduler scheduler) {
        this.scheduler = scheduler;
        this.thread = RuntimeThreads.daemon("weft-monitor", this);
    }

    void start() {
        thread.start();
    }

    /** A carrier was woken or started: there is something to look after. */
    void activity() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        while (true) {
            LockSupport.parkNanos(this, BUSY_TICK_NANOS);
            if (allAsleep()) {
                sleepWhileIdle();
            }
            look(System.nanoTime());
        }
    }

    private boolean allAsleep() {
        return scheduler.idle.sleeping() >= scheduler.carriers().length;
    }

    /** Announce, look again, sleep: a carrier that wakes after the announcement sees it. */
    private void sleepWhileIdle() {
        asleep = true;
        while (asleep && allAsleep()) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    private void look(long now) {
        Carrier[] carriers = scheduler.carriers();
        int orphans = 0;
        for (Carrier carrier : carriers) {
            if (carrier.processor.isOrphan()) {
                orphans++;
            }
        }
        for (Carrier carrier : carriers) {
            Processor processor = carrier.processor;
            Sight sight = sights.computeIfAbsent(carrier, c -> new Sight());
            if (!sight.isSameAs(processor)) {
                sight.renew(processor);
            } else if (processor.isExecuting()) {
                freeSlot(processor);
                if (processor.isActive() && othersWait(processor)) {
                    orphans += judge(carrier, sight, now, orphans);
                }
            }
        }
        sights.keySet().removeIf(carrier -> carrier.getState() == Thread.State.TERMINATED);
    }

    private void freeSlot(Processor processor) {
        boolean someoneWillRunIt = scheduler.idle.sleeping() > 0 || !processor.isActive();
        if (processor.peekSlot() != null && someoneWillRunIt) {
            Runnable task = processor.takeSlot();
            if (task != null) {
                scheduler.global.add(task);
                scheduler.wakeAnother();
            }
        }
    }

    /** Whether goroutines wait that no idle processor will take. */
    private boolean othersWait(Processor processor) {
        if (processor.hasWork()) {
            return true;
        }
        return scheduler.idle.sleeping() == 0 && !scheduler.global.isEmpty();
    }

    /** Replaces the processor of a carrier that has been stuck for long enough; returns how many were replaced. */
    private int judge(Carrier carrier, Sight sight, long now, int orphans) {
        if (!sight.isMeasured()) {
            sight.measure(carrier, now);
            return 0;
        }
        long elapsed = now - sight.measuredAt;
        if (elapsed < STUCK_NANOS) {
            return 0;
        }
        long used = CarrierUsage.cpuNanos(carrier) - sight.cpuNanos;
        int limit =
                switch (CarrierUsage.judge(carrier, used, elapsed)) {
                    case COMPUTES -> scheduler.maxProcs();
                    case BLOCKED -> MOST_ORPHANS;
                    case UNDECIDED -> 0;
                };
        if (orphans >= limit || !scheduler.replace(carrier)) {
            sight.measure(carrier, now);
            return 0;
        }
        return 1;
    }

    /** What a carrier was doing, since when, and how much processor time it had used when that was measured. */
    private static final class Sight {
        private long ticks = -1;
        private long measuredAt;
        private long cpuNanos = -1;

        boolean isSameAs(Processor processor) {
            return ticks == processor.ticks();
        }

        void renew(Processor processor) {
            ticks = processor.ticks();
            cpuNanos = -1;
        }

        boolean isMeasured() {
            return cpuNanos >= 0;
        }

        /** Costs half a microsecond, so it is done only for carriers that are under suspicion. */
        void measure(Carrier carrier, long now) {
            measuredAt = now;
            cpuNanos = CarrierUsage.cpuNanos(carrier);
        }
    }
}
