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
 *       replaced (see {@link ProcessorSet#replace}): the new carrier uses a core that was idle.
 *   <li>If it has said that it would block ({@link Engine#blocking}), that needs no time and no proof.
 *   <li>If it computes, its processor is replaced, too, so that the operating system shares the cores among the two.
 *       Until the goroutine that computes waits, one more than {@code maxProcs} then execute. Each is a thread more
 *       that competes for the cores, so there is a limit; and {@link HogPolicy} may forbid it.
 * </ul>
 * A carrier that has died is replaced ({@link ProcessorSet#bury}).
 *
 * <p><b>Sharing.</b> Two goroutines that hand values to each other within a microsecond belong on one core, two that
 * compute in between for a hundred belong on two, and to look at the clock at each hand-over would cost a fifth of one.
 * So the monitor counts, at each tick: a processor that was executing and has made few hand-overs
 * ({@link #SELDOM_NANOS}) is told to share. Each hand-over then wakes who is idle, who takes what is still in the slot
 * some microseconds later. (Go does so at each hand-over; there the second processor is busy looking.)
 */
final class Monitor implements Runnable {
    static final long STUCK_NANOS = 10_000_000;

    /** After this time, even a carrier that the operating system hardly lets run is taken for one that computes. */
    private static final long OVERDUE_NANOS = 100_000_000;

    /** While some carriers run and others sleep: the cores are free, and what waits in a slot could go on there. */
    private static final long TICK_NANOS = 1_000_000;

    /**
     * While all carriers run. Each tick takes a core from one of them for some 25 microseconds: with one in each
     * millisecond that was 2 % of it, and the carriers waited for a core twice as long as on the JDK's scheduler.
     */
    private static final long ALL_BUSY_TICK_NANOS = 4_000_000;

    /** A processor that hands over less often than this is worth the way to another core. */
    private static final long SELDOM_NANOS = 20_000;

    /** So many looks at which it does nothing, less one, end the sharing: stages of a pipeline now and then wait. */
    private static final int MOST_BUSY_LOOKS = 8;

    private static final long MACHINE_TICK_NANOS = 1_000_000_000;
    private static final long SAMPLE_TICK_NANOS = 10_000_000;
    private static final int MOST_ORPHANS = 256;

    private final OwnScheduler scheduler;
    private final Thread thread;

    /** What each carrier was doing when last looked at. Monitor only. */
    private final IdentityHashMap<Carrier, Sight> sights = new IdentityHashMap<>();

    private final HogPolicy policy;
    private final Hogs hogs;
    private final QueueLatency queueLatency;
    private final FlightRecorderEvents recordings;
    private long sampledAt = System.nanoTime();
    private long machineSeenAt = System.nanoTime();

    // Monitor writes, statistics read racily.
    private long replacedBlocked;
    private long replacedComputing;

    /** Set while the monitor sleeps because all carriers do. */
    private volatile boolean asleep;

    Monitor(OwnScheduler scheduler, HogPolicy policy, DebugSettings debug) {
        this.scheduler = scheduler;
        this.recordings = new FlightRecorderEvents(scheduler);
        this.policy = policy;
        this.queueLatency = new QueueLatency(scheduler.global);
        this.hogs = new Hogs(policy == HogPolicy.REPORT || debug.hogs());
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
            LockSupport.parkNanos(this, scheduler.idle.isAnyFree() ? TICK_NANOS : ALL_BUSY_TICK_NANOS);
            if (allAsleep()) {
                sleepWhileIdle();
            }
            try {
                tick(System.nanoTime());
            } catch (OutOfMemoryError e) {
                // Somebody has filled the heap, and will be told by an error of its own. A monitor that ended here
                // would make all others pay for it: what this look has missed, the next one sees.
            }
        }
    }

    private void tick(long now) {
        look(now);
        if (now - sampledAt > SAMPLE_TICK_NANOS && !scheduler.idle.isAnyFree()) {
            sampledAt = now;
            queueLatency.sample(now);
        }
        if (now - machineSeenAt > MACHINE_TICK_NANOS) {
            machineSeenAt = now;
            scheduler.processors.followMachine();
            recordings.registerIfRecording();
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
            if (carrier.getState() == Thread.State.TERMINATED && isStillListed(carrier)) {
                scheduler.processors.bury(carrier);
            } else if (carrier.processor.isOrphan()) {
                orphans++;
            }
        }
        for (Carrier carrier : carriers) {
            Processor processor = carrier.processor;
            Sight sight = sights.computeIfAbsent(carrier, c -> new Sight());
            processor.setSharing(sight.computesBetweenHandOffs(processor, now));
            if (!sight.isSameAs(processor)) {
                sight.renew(processor, now);
                if (othersWait(processor)) {
                    sight.measure(carrier, now);
                }
            } else if (processor.executing() != null) {
                freeSlot(processor);
                if (processor.isActive() && othersWait(processor)) {
                    orphans += judge(carrier, sight, now, orphans);
                }
            }
        }
        sights.keySet().removeIf(carrier -> carrier.getState() == Thread.State.TERMINATED);
    }

    /** A carrier that ends as it should leaves the list first. */
    private boolean isStillListed(Carrier ended) {
        for (Carrier carrier : scheduler.carriers()) {
            if (carrier == ended) {
                return true;
            }
        }
        return false;
    }

    private void freeSlot(Processor processor) {
        boolean someoneWillRunIt = scheduler.idle.isAnyFree() || !processor.isActive();
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
        return !scheduler.idle.isAnyFree() && !scheduler.global.isEmpty();
    }

    /** Replaces the processor of a carrier that has been stuck for long enough; returns how many were replaced. */
    private int judge(Carrier carrier, Sight sight, long now, int orphans) {
        if (carrier.processor.isBlocking()) {
            return orphans < MOST_ORPHANS && replace(carrier, true) ? 1 : 0;
        }
        if (!sight.isMeasured()) {
            sight.measure(carrier, now);
            return 0;
        }
        long elapsed = now - sight.measuredAt;
        if (elapsed < STUCK_NANOS) {
            return 0;
        }
        long used = CarrierUsage.cpuNanos(carrier) - sight.cpuNanos;
        CarrierUsage.Verdict verdict = CarrierUsage.judge(carrier, used, elapsed);
        if (verdict == CarrierUsage.Verdict.UNDECIDED && now - sight.firstSeenAt >= OVERDUE_NANOS) {
            verdict = CarrierUsage.Verdict.COMPUTES;
        }
        if (verdict == CarrierUsage.Verdict.COMPUTES) {
            hogs.found(carrier, elapsed);
        }
        int limit =
                switch (verdict) {
                    case COMPUTES -> policy == HogPolicy.HANDOFF ? scheduler.maxProcs() : 0;
                    case BLOCKED -> MOST_ORPHANS;
                    case UNDECIDED -> 0;
                };
        if (orphans >= limit || !replace(carrier, verdict == CarrierUsage.Verdict.BLOCKED)) {
            sight.measure(carrier, now);
            return 0;
        }
        return 1;
    }

    private boolean replace(Carrier carrier, boolean blocked) {
        if (!scheduler.processors.replace(carrier)) {
            return false;
        }
        if (blocked) {
            replacedBlocked++;
        } else {
            replacedComputing++;
        }
        return true;
    }

    QueueLatency queueLatency() {
        return queueLatency;
    }

    /** How many processors were taken from carriers that were blocked. */
    long replacedBlocked() {
        return replacedBlocked;
    }

    /** How many processors were taken from carriers that computed. */
    long replacedComputing() {
        return replacedComputing;
    }

    /** How often a goroutine was found that computed while others waited. */
    long hogsFound() {
        return hogs.found();
    }

    /** What a carrier was doing, since when, and how much processor time it had used when that was measured. */
    private static final class Sight {
        private long ticks = -1;
        private long firstSeenAt;
        private long measuredAt;
        private long cpuNanos = -1;
        private long handOffs;
        private long lookedAt;
        private int busyLooks;

        /**
         * Whether it runs all the time and hands over seldom. Twice in a row, so that it is not a busy moment of a
         * processor that mostly waits; there the slot is the quicker way.
         */
        boolean computesBetweenHandOffs(Processor processor, long now) {
            long made = processor.handOffs() - handOffs;
            boolean seldom = made * SELDOM_NANOS < now - lookedAt;
            handOffs += made;
            lookedAt = now;
            if (!seldom) {
                busyLooks = 0;
            } else if (processor.executing() != null) {
                busyLooks = Math.min(busyLooks + 1, MOST_BUSY_LOOKS);
            } else {
                busyLooks = Math.max(busyLooks - 1, 0);
            }
            return busyLooks >= 2;
        }

        boolean isSameAs(Processor processor) {
            return ticks == processor.ticks();
        }

        void renew(Processor processor, long now) {
            ticks = processor.ticks();
            firstSeenAt = now;
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
