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
    private static final int MAX_PROCS = 4;

    /** Whether parties that begin no operation for so long are stuck is not a question of the machine's speed. */
    private static final long PATIENCE_SECONDS = Long.getLong("conservation.patience", 20);

    /**
     * What came out.
     *
     * @param problems what was wrong; empty if nothing was
     * @param tally how the operations ended
     * @param channels how many channels there have been
     */
    record Report(List<String> problems, Tally tally, int channels) {}

    private final Shape shape;
    private final Slots slots;
    private final List<Party> parties = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch running;
    private final SplittableRandom random;
    private final long operations;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong stackFrames = new AtomicLong();

    /** Nobody begins an operation any more, though there are some left. */
    private volatile boolean stuck;

    private Storm(Shape shape, long seed, long operations) {
        this.shape = shape;
        slots = new Slots(shape.capacities());
        running = new CountDownLatch(shape.parties());
        random = new SplittableRandom(seed);
        this.operations = operations;
    }

    /** Lets a storm of so many operations rage; the parallelism is afterwards as before. */
    static Report rage(Shape shape, long seed, long operations) throws InterruptedException {
        int former = Weft.maxProcs();
        try {
            return new Storm(shape, seed, operations).run();
        } finally {
            Weft.maxProcs(former);
        }
    }

    private Report run() throws InterruptedException {
        start();
        SplittableRandom inside = random.split();
        Goroutine disturber = Weft.go("disturber", () -> disturb(inside, () -> {
            for (int yields = inside.nextInt(shape.maxYields() + 1); yields > 0; yields--) Weft.yieldNow();
        }));
        SplittableRandom outside = random.split();
        disturb(outside, () -> LockSupport.parkNanos(1 + outside.nextInt(shape.maxPauseNanos())));
        if (stuck) {
            // Whatever it is they are stuck in, the closing of channels might get stuck as well.
            return failure("stuck after %d of %d operations".formatted(begun.get(), operations));
        }
        disturber.join();
        slots.closeAll();
        // Whoever was blocked has been woken by the close, and nothing blocks on a closed channel.
        if (!running.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return failure("not all have ended, though all channels are closed");
        }
        return audit();
    }

    private void start() {
        for (int i = 0; i < shape.parties(); i++) {
            boolean goroutine = i < shape.goroutines();
            Journal journal = new Journal((goroutine ? "goroutine-" : "thread-") + i, i);
            Party party = new Party(journal, slots, random.split());
            parties.add(party);
            threads.add(goroutine
                    ? Weft.go(journal.name(), i < shape.pinned() ? () -> Pinned.run(() -> runParty(party))
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

    private void disturb(SplittableRandom dice, Runnable pause) {
        long known = -1;
        long since = 0;
        for (long now = begun.get(); now < operations && !stuck; now = begun.get()) {
            if (now != known) {
                known = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                stuck = true;
            }
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

    private Report failure(String problem) {
        List<String> alive = threads.stream().filter(Thread::isAlive).map(Thread::getName).toList();
        String dump = System.lineSeparator() + Dump.take().text();
        return new Report(List.of(problem + ", still there: " + alive + dump), Tally.NOTHING, 0);
    }

    private Report audit() {
        List<String> problems = new ArrayList<>();
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
