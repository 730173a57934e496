package dev.weft.benchmarks.work;

import java.util.Arrays;

/** The rows about starting goroutines, yielding, computing and locking. */
final class SpawnPrograms {

    private static final int FANOUT = 10;
    private static final int TASKS = 8;
    private static final int LOCKERS = 8;

    private SpawnPrograms() {}

    static Outcome spawn(Primitives peer, int size) throws Exception {
        var out = new int[size];
        long start = System.nanoTime();
        var group = peer.group(size);
        for (int i = 0; i < size; i++) {
            int index = i;
            group.go(() -> out[index] = index + 1);
        }
        group.await();
        long nanos = System.nanoTime() - start;
        return Outcome.nanosPerItem("g", Arrays.stream(out).asLongStream().sum(), nanos, size);
    }

    static Outcome skynet(Primitives peer, int leaves) throws Exception {
        long start = System.nanoTime();
        long sum = skynetFromRoot(peer, leaves);
        return Outcome.seconds("h", sum, System.nanoTime() - start);
    }

    static Outcome skynetResident(Primitives peer, int leaves) throws Exception {
        long sum = skynetFromRoot(peer, leaves);
        return Outcome.of("h.rss", sum, ProcessMemory.peakMegabytes());
    }

    private static long skynetFromRoot(Primitives peer, int leaves) throws Exception {
        Pipe<Long> result = peer.unbuffered();
        var group = peer.group(1);
        group.go(() -> skynetNode(peer, result, 0, leaves));
        long sum = result.receive();
        group.await();
        return sum;
    }

    private static void skynetNode(Primitives peer, Pipe<Long> result, long first, int leaves) throws Exception {
        if (leaves == 1) {
            result.send(first);
            return;
        }
        Pipe<Long> fromChildren = peer.unbuffered();
        int share = leaves / FANOUT;
        var children = peer.group(FANOUT);
        for (int child = 0; child < FANOUT; child++) {
            long from = first + (long) child * share;
            children.go(() -> skynetNode(peer, fromChildren, from, share));
        }
        long sum = 0;
        for (int child = 0; child < FANOUT; child++) {
            sum += fromChildren.receive();
        }
        result.send(sum);
    }

    static Outcome yieldBetweenTwo(Primitives peer, int size) throws Exception {
        var counts = new long[2];
        var group = peer.group(2);
        long start = System.nanoTime();
        for (int g = 0; g < 2; g++) {
            int me = g;
            group.go(() -> {
                long count = 0;
                for (int i = 0; i < size; i++) {
                    peer.yieldNow();
                    count++;
                }
                counts[me] = count;
            });
        }
        group.await();
        return Outcome.nanosPerItem("j", counts[0] + counts[1], System.nanoTime() - start, 2L * size);
    }

    /** First in sequence, then as goroutines: the speed-up is within one iteration, so a slow moment hits both. */
    static Outcome cpuBound(Primitives peer, int steps) throws Exception {
        long start = System.nanoTime();
        long sequential = 0;
        for (int task = 0; task < TASKS; task++) {
            sequential += CpuWork.steps(task + 1L, steps);
        }
        long between = System.nanoTime();
        var results = new long[TASKS];
        var group = peer.group(TASKS);
        for (int task = 0; task < TASKS; task++) {
            int place = task;
            group.go(() -> results[place] = CpuWork.steps(place + 1L, steps));
        }
        group.await();
        long end = System.nanoTime();
        return Outcome.of("n", sequential + Arrays.stream(results).sum(), (double) (between - start) / (end - between));
    }

    static Outcome mutex(Primitives peer, int size) throws Exception {
        var guard = peer.guard();
        var group = peer.group(LOCKERS);
        int share = size / LOCKERS;
        long start = System.nanoTime();
        for (int g = 0; g < LOCKERS; g++) {
            group.go(() -> {
                for (int i = 0; i < share; i++) {
                    guard.increment();
                }
            });
        }
        group.await();
        return Outcome.nanosPerItem("m", guard.count, System.nanoTime() - start, size);
    }
}
