package dev.weft.verify.conservation;

import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.diagnostics.Dump;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Goroutines and platform threads send, receive and select at random, while others interrupt and cancel them, close and
 * replace channels, look at stacks and change the parallelism. When all is over, the books must balance.
 */
final class Storm {
    private static final int GOROUTINES = 12;

    /**
     * The JDK's scheduler has no carrier to spare for one that is blocked: with one processor, all would stand still.
     */
    private static final boolean CARRIERS_ARE_REPLACED = Weft.runtime().engine().equals("own");

    /** How many of the goroutines cannot leave their carriers. */
    private static final int PINNED = CARRIERS_ARE_REPLACED ? 1 : 0;

    private static final int PLATFORM_THREADS = 2;
    private static final int MAX_PROCS = 4;

    /** Far more than a storm takes: whoever exceeds it has found a party that cannot be woken. */
    private static final long LIMIT_SECONDS = 240;

    /**
     * What came out.
     *
     * @param problems what was wrong; empty if nothing was
     * @param tally how the operations ended
     * @param channels how many channels there have been
     */
    record Report(List<String> problems, Tally tally, int channels) {}

    private final Slots slots = new Slots();
    private final List<Party> parties = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch running = new CountDownLatch(GOROUTINES + PLATFORM_THREADS);
    private final SplittableRandom random;
    private final long operations;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong stackFrames = new AtomicLong();
    private final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);

    private Storm(long seed, long operations) {
        random = new SplittableRandom(seed);
        this.operations = operations;
    }

    /** Lets a storm of so many operations rage; the parallelism is afterwards as before. */
    static Report rage(long seed, long operations) throws InterruptedException {
        int former = Weft.maxProcs();
        try {
            return new Storm(seed, operations).run();
        } finally {
            Weft.maxProcs(former);
        }
    }

    private Report run() throws InterruptedException {
        start();
        SplittableRandom inside = random.split();
        Goroutine disturber = Weft.go("disturber", () -> disturb(inside, () -> {
            for (int yields = inside.nextInt(30); yields >= 0; yields--) Weft.yieldNow();
        }));
        SplittableRandom outside = random.split();
        disturb(outside, () -> LockSupport.parkNanos(20_000 + outside.nextInt(200_000)));
        disturber.join();
        slots.closeAll();
        // Whoever was blocked has been woken by the close, and nothing blocks on a closed channel.
        if (!running.await(LIMIT_SECONDS / 4, TimeUnit.SECONDS)) {
            return new Report(List.of("not all parties have ended, though all channels are closed: " + blocked()
                    + System.lineSeparator() + Dump.take().text()),
                    Tally.NOTHING, 0);
        }
        return audit();
    }

    private void start() {
        for (int i = 0; i < GOROUTINES + PLATFORM_THREADS; i++) {
            boolean goroutine = i < GOROUTINES;
            Journal journal = new Journal((goroutine ? "goroutine-" : "thread-") + i, i);
            Party party = new Party(journal, slots, random.split());
            parties.add(party);
            threads.add(goroutine
                    ? Weft.go(journal.name(), i < PINNED ? () -> Pinned.run(() -> runParty(party))
                            : () -> runParty(party)).thread()
                    : Thread.ofPlatform().daemon().name(journal.name()).start(() -> runParty(party)));
        }
    }

    private void runParty(Party party) {
        try {
            party.run(() -> begun.getAndIncrement() < operations);
        } finally {
            running.countDown();
        }
    }

    private boolean isOver() {
        return begun.get() >= operations || System.nanoTime() > deadline;
    }

    private void disturb(SplittableRandom dice, Runnable pause) {
        while (!isOver()) {
            int victim = dice.nextInt(parties.size());
            switch (dice.nextInt(64)) {
                case 0, 1, 2 -> slots.replace(dice.nextInt(slots.size()));
                case 3 -> Weft.maxProcs(1 + dice.nextInt(MAX_PROCS));
                // To look at a blocked goroutine's stack is to make it run for a moment.
                case 4 -> stackFrames.addAndGet(threads.get(victim).getStackTrace().length);
                case 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 -> parties.get(victim).cancelContext();
                default -> threads.get(victim).interrupt();
            }
            pause.run();
        }
    }

    private List<String> blocked() {
        return threads.stream().filter(Thread::isAlive).map(Thread::getName).toList();
    }

    private Report audit() {
        List<String> problems = new ArrayList<>();
        if (begun.get() < operations) {
            problems.add("only %d of %d operations in %d s".formatted(begun.get(), operations, LIMIT_SECONDS));
        }
        if (stackFrames.get() == 0) problems.add("no stack was seen");
        List<Journal> journals = new ArrayList<>();
        Tally tally = Tally.NOTHING;
        for (Party party : parties) {
            journals.add(party.journal());
            problems.addAll(party.problems());
            tally = tally.plus(party.tally());
        }
        Journal rest = new Journal("rest", journals.size());
        int channels = slots.drain(rest);
        journals.add(rest);
        problems.addAll(Audit.problems(journals));
        return new Report(problems, tally, channels);
    }
}
