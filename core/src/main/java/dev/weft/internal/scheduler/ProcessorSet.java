package dev.weft.internal.scheduler;

import dev.weft.internal.jdk.CustomSchedulers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The processors of a scheduler, each with its carrier, and all that changes their number: {@code maxProcs}, carriers
 * that are stuck, and carriers that have died.
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) At most {@code maxProcs} processors are {@code ACTIVE}. A carrier executes goroutines one after the other
 *       only while its processor is active; so more than {@code maxProcs} goroutines execute at once only while retired
 *       or orphaned carriers finish what they were in the middle of.
 *   <li>(I2) {@code carriers} holds every carrier that may have work in its queue. A carrier leaves it after it has
 *       emptied its queue, and has nothing put into it afterwards, because only goroutines that it executes put
 *       anything there.
 * </ol>
 */
final class ProcessorSet {
    private final OwnScheduler scheduler;
    private final AtomicReference<Crew> crew = new AtomicReference<>(Crew.NOBODY);
    private final AtomicInteger nextId = new AtomicInteger();

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
    ProcessorSet(OwnScheduler scheduler, int maxProcs) {
        this.scheduler = scheduler;
        this.automatic = maxProcs == 0;
        this.maxProcs = automatic ? Runtime.getRuntime().availableProcessors() : maxProcs;
    }

    /** Starts the carriers, to be called once. */
    void start() {
        for (int i = 0; i < maxProcs; i++) {
            add();
        }
    }

    Crew crew() {
        return crew.get();
    }

    Carrier[] carriers() {
        return crew.get().carriers();
    }

    private void add() {
        Carrier carrier = new Carrier(scheduler, new Processor(nextId.getAndIncrement()));
        crew.updateAndGet(old -> old.with(carrier));
        carrier.start();
    }

    /** Called by a carrier that found its processor retired or orphaned, as the last thing it does. */
    void leave(Carrier carrier) {
        giveAway(carrier.processor);
        crew.updateAndGet(old -> old.without(carrier));
        scheduler.wakeIfNeeded();
    }

    /** Moves what waits on a processor to the global queue, as a thief; anyone may do it. */
    private void giveAway(Processor processor) {
        @Nullable Runnable[] batch = new Runnable[LocalQueue.CAPACITY / 2];
        Runnable handed = processor.takeSlot();
        if (handed != null) {
            scheduler.global.add(handed);
        }
        for (int count = processor.queue.takeHalf(batch); count > 0; count = processor.queue.takeHalf(batch)) {
            scheduler.global.addAll(batch, count);
        }
    }

    // -------------------------------------------------------------------------------------------- maxProcs

    int maxProcs() {
        return maxProcs;
    }

    /** Sets the number for good and returns the former one. */
    int maxProcs(int n) {
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
        int wanted = Math.min(n, OwnScheduler.MOST_PROCS);
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
            add();
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
        if (scheduler.idle.takeThis(carrier)) {
            carrier.wake();
        }
    }

    // ----------------------------------------------------------------------------------- stuck or dead carriers

    /**
     * Replaces the processor of a carrier that is stuck: the monitor's verdict. The old pair keeps what it executes and
     * nothing else. False when it is not active any more.
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
            add();
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
            scheduler.idle.forget(dead);
            giveAway(dead.processor);
            crew.updateAndGet(old -> old.without(dead));
            if (missed) {
                add();
            }
        } finally {
            resizing.unlock();
        }
        scheduler.wakeIfNeeded();
    }
}
