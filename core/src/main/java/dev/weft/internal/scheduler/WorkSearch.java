package dev.weft.internal.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * How a carrier finds the next goroutine, and what it does when there is none: the consumer's side of the protocol in
 * {@link IdleProcessors}.
 */
final class WorkSearch {
    /** How often the global queue goes first, as in Go: a prime, so that it does not beat in time with users' loops. */
    private static final int GLOBAL_EVERY = 61;

    /** Rounds over all victims before a searcher gives up; a few microseconds each. */
    private static final int ROUNDS = 16;

    private static final int SPINS_A_ROUND = 64;

    /** How often the watcher looks before it gives up; see {@link IdleProcessors}. */
    private static final int WATCHES = 16;

    private static final long WATCH_NANOS = 50_000;

    /** So many that wait on one processor are worth taking to another, however short each of them executes. */
    private static final int BACKLOG = 16;

    private final OwnScheduler scheduler;

    WorkSearch(OwnScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** The next goroutine, or null when the carrier is to end. Blocks while there is nothing to do. */
    @Nullable Runnable find(Carrier carrier) {
        Processor processor = carrier.processor;
        if (processor.isActive()) {
            if (processor.nextTick() % GLOBAL_EVERY == 0) {
                Runnable task = scheduler.global.poll();
                if (task != null) {
                    return task;
                }
            }
            Runnable task = processor.next();
            if (task != null) {
                return task;
            }
        }
        return findSlow(carrier);
    }

    private @Nullable Runnable findSlow(Carrier carrier) {
        IdleProcessors idle = scheduler.idle;
        Processor processor = carrier.processor;
        while (true) {
            if (!processor.isActive() && processor.leave()) {
                if (carrier.searching) {
                    endSearch(carrier);
                }
                return null;
            }
            Runnable task = takeOwnOrGlobal(carrier);
            if (task == null && scheduler.carriers().length > 1) {
                if (!carrier.searching) {
                    carrier.searching = idle.beginSearch(scheduler.maxProcs());
                }
                if (carrier.searching) {
                    task = searchOthers(carrier);
                }
            }
            if (task != null) {
                if (carrier.searching) {
                    foundWhileSearching(carrier);
                }
                return task;
            }
            sleep(carrier);
        }
    }

    private boolean endSearch(Carrier carrier) {
        carrier.searching = false;
        return scheduler.idle.endSearch();
    }

    private @Nullable Runnable takeOwnOrGlobal(Carrier carrier) {
        Runnable task = carrier.processor.next();
        return task != null ? task : takeGlobal(carrier);
    }

    /** Takes a fair share of the global queue: the first to run, the others into the local queue. */
    private @Nullable Runnable takeGlobal(Carrier carrier) {
        // Without a cheap exact size, a share is a fixed batch divided by those who may want some too.
        int share = Math.max(1, LocalQueue.CAPACITY / 4 / scheduler.maxProcs());
        int count = scheduler.global.poll(carrier.loot, share);
        return count == 0 ? null : keepLoot(carrier, count);
    }

    private @Nullable Runnable searchOthers(Carrier carrier) {
        Runnable task = searchRepeatedly(carrier);
        scheduler.idle.endWatch(carrier);
        return task;
    }

    private @Nullable Runnable searchRepeatedly(Carrier carrier) {
        carrier.spared = false;
        Processor seenAt = null;
        Runnable seen = null;
        for (int round = 0; round < ROUNDS + WATCHES; round++) {
            Runnable task = steal(carrier);
            if (task == null) {
                task = takeGlobal(carrier);
            }
            if (task == null && seenAt != null && seenAt.peekSlot() == seen) {
                task = stealSlot(carrier, seenAt);
            }
            if (task != null || !carrier.processor.isActive()) {
                return task;
            }
            seenAt = sharedSlot(carrier);
            seen = seenAt == null ? null : seenAt.peekSlot();
            if (round < ROUNDS) {
                spin();
            } else if (!watch(carrier)) {
                return null;
            }
        }
        return null;
    }

    private static void spin() {
        for (int i = 0; i < SPINS_A_ROUND; i++) {
            Thread.onSpinWait();
        }
    }

    /** Waits a little if work was left where it was, and if nobody else does so; says whether it has waited. */
    private boolean watch(Carrier carrier) {
        boolean watching = carrier.spared && scheduler.idle.beginWatch(carrier);
        carrier.spared = false;
        if (watching && scheduler.global.isEmpty()) {
            carrier.pause(WATCH_NANOS);
        }
        return watching;
    }

    private static @Nullable Runnable stealSlot(Carrier thief, Processor victim) {
        Runnable task = victim.takeSlot();
        if (task != null) {
            thief.processor.countSteal();
        }
        return task;
    }

    /**
     * Somebody who computes while a goroutine waits in the hand-off slot. One that is still there a round later, some
     * microseconds, is not about to be run by the owner.
     */
    private @Nullable Processor sharedSlot(Carrier searcher) {
        for (Carrier carrier : scheduler.carriers()) {
            if (carrier != searcher && carrier.processor.isSharing() && carrier.processor.peekSlot() != null) {
                return carrier.processor;
            }
        }
        return null;
    }

    /** Takes half of the queue of the first victim that has any and is not spared, from a random one on. */
    private @Nullable Runnable steal(Carrier thief) {
        Carrier[] all = scheduler.carriers();
        long now = System.nanoTime();
        int start = thief.nextRandom(all.length);
        for (int i = 0; i < all.length; i++) {
            Carrier victim = all[(start + i) % all.length];
            if (victim == thief || spares(thief, victim.processor, now)) {
                continue;
            }
            int count = victim.processor.queue.takeHalf(thief.loot);
            if (count > 0) {
                thief.processor.countSteal();
                return keepLoot(thief, count);
            }
        }
        return null;
    }

    /** Whether what waits there is better left there. New goroutines are not: they have nothing in its core's cache. */
    private static boolean spares(Carrier thief, Processor victim, long now) {
        Pace.Verdict verdict = victim.pace.look(victim.ticks() + victim.handOffs(), now);
        if (verdict == Pace.Verdict.SLOW || victim.isSharing() || victim.hasStartedLately()
                || victim.queue.size() >= BACKLOG) {
            return false;
        }
        boolean spared = verdict == Pace.Verdict.BRISK || !victim.queue.isEmpty();
        thief.spared |= spared;
        return spared;
    }

    /** The first to run, the others into the local queue. */
    private static @Nullable Runnable keepLoot(Carrier thief, int count) {
        Runnable first = thief.loot[0];
        thief.loot[0] = null;
        for (int i = 1; i < count; i++) {
            Runnable task = thief.loot[i];
            thief.loot[i] = null;
            if (task != null) {
                // The queue was empty and holds twice as much: this cannot fail.
                thief.processor.queue.push(task);
            }
        }
        return first;
    }

    /** A searcher goes to work; if it was the last one and more waits, another is to search in its place. */
    private void foundWhileSearching(Carrier carrier) {
        if (endSearch(carrier) && anyWork()) {
            scheduler.wakeIfNeeded();
        }
    }

    /** Steps (s1) to (s4); whoever was woken is a searcher. */
    private void sleep(Carrier carrier) {
        IdleProcessors idle = scheduler.idle;
        carrier.processor.queue.clearStaleSlots();
        carrier.prepareToSleep();
        idle.add(carrier);
        if (carrier.searching) {
            endSearch(carrier);
        }
        if ((anyWork() || !carrier.processor.isActive()) && idle.remove(carrier)) {
            // The monitor may have seen everybody asleep meanwhile, and have gone to sleep itself.
            scheduler.carrierAwake();
            return;
        }
        carrier.sleepUntilWoken();
        scheduler.carrierAwake();
        carrier.searching = true;
    }

    private boolean anyWork() {
        if (!scheduler.global.isEmpty()) {
            return true;
        }
        if (scheduler.idle.isWatched()) {
            return false;
        }
        for (Carrier carrier : scheduler.carriers()) {
            if (!carrier.processor.queue.isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
