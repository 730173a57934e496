package dev.weft.benchmarks.work;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** The rows about wait groups, semaphores, once, conditions and cancellation. */
final class SyncPrograms {

    private static final int GOROUTINES = 8;
    private static final int PERMITS = 4;

    private SyncPrograms() {}

    /** What one of the goroutines does, over and over; its results are added up. */
    private interface Operation {
        long run() throws Exception;
    }

    private static Outcome repeated(String figure, Primitives peer, int size, Operation operation) throws Exception {
        var sums = new long[GOROUTINES];
        int share = size / GOROUTINES;
        var group = peer.group(GOROUTINES);
        long start = System.nanoTime();
        for (int g = 0; g < GOROUTINES; g++) {
            int me = g;
            group.go(() -> {
                long sum = 0;
                for (int i = 0; i < share; i++) {
                    sum += operation.run();
                }
                sums[me] = sum;
            });
        }
        group.await();
        return Outcome.nanosPerItem(figure, Arrays.stream(sums).sum(), System.nanoTime() - start, size);
    }

    /** All count up and down while one waits for them. */
    static Outcome waitGroup(Primitives peer, int size) throws Exception {
        var counter = peer.coordination().counter();
        var waited = new boolean[1];
        counter.add();
        var waiting = peer.group(1);
        waiting.go(() -> {
            counter.await();
            waited[0] = true;
        });
        Outcome outcome = repeated("wg", peer, size, () -> {
            counter.add();
            counter.done();
            return 1;
        });
        counter.done();
        waiting.await();
        if (!waited[0]) throw new IllegalStateException("nobody was let through");
        return outcome;
    }

    /** Never more inside than there are permits; one who is too many would spoil the sum. */
    static Outcome semaphore(Primitives peer, int size) throws Exception {
        var permits = peer.coordination().permits(PERMITS);
        var inside = new AtomicInteger();
        return repeated("sem", peer, size, () -> {
            permits.acquire();
            int now = inside.incrementAndGet();
            inside.decrementAndGet();
            permits.release();
            return now <= PERMITS ? 1 : 0;
        });
    }

    static Outcome once(Primitives peer, int size) throws Exception {
        var runs = new int[1];
        var once = peer.coordination().single(() -> runs[0]++);
        return repeated("once", peer, size, () -> {
            once.run();
            return runs[0];
        });
    }

    /** Two goroutines pass the turn to and fro. */
    static Outcome condition(Primitives peer, int size) throws Exception {
        var turns = peer.coordination().turns();
        var taken = new int[2];
        var group = peer.group(2);
        long start = System.nanoTime();
        for (int g = 0; g < 2; g++) {
            int me = g;
            group.go(() -> {
                for (int i = 0; i < size; i++) {
                    turns.take(me, 1 - me);
                    taken[me]++;
                }
            });
        }
        group.await();
        return Outcome.nanosPerItem("cond", taken[0] + taken[1], System.nanoTime() - start, size);
    }

    /** From the cancel until the last of those who wait has noticed. */
    static Outcome cancel(Primitives peer, int size) throws Exception {
        Pipe<Integer> silent = peer.unbuffered();
        var started = new AtomicInteger();
        var reached = new AtomicInteger();
        var crowd = peer.crowd(size);
        for (int i = 0; i < size; i++) {
            crowd.go(() -> {
                started.incrementAndGet();
                silent.receive();
            }, reached::incrementAndGet);
        }
        while (started.get() < size) {
            peer.yieldNow();
        }
        // Not measured: the last ones get from the counter into their receive.
        System.gc();
        long start = System.nanoTime();
        crowd.cancel();
        crowd.await();
        return Outcome.of("cancel", reached.get(), Outcome.milliseconds(System.nanoTime() - start));
    }
}
