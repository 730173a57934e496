package dev.weft.benchmarks.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The rows about very many: idle channels, parked goroutines, pending timers. */
final class ParkPrograms {

    private static final Duration FAR_AWAY = Duration.ofHours(1);
    private static final long MARGIN_NANOS = 50_000_000;

    private ParkPrograms() {}

    static Outcome idleChannel(Primitives peer, int size) {
        var keep = new Object[size];
        long before = ProcessMemory.liveHeapBytes();
        for (int i = 0; i < size; i++) {
            keep[i] = peer.<Integer>unbuffered().unwrapped();
        }
        long after = ProcessMemory.liveHeapBytes();
        // Also keeps them reachable until here.
        long alive = Arrays.stream(keep).distinct().count();
        return Outcome.of("idle", alive, (double) (after - before) / size);
    }

    static Outcome parkedReceivers(Primitives peer, int size) throws Exception {
        Pipe<Integer> pipe = peer.unbuffered();
        var got = new int[size];
        var started = new AtomicInteger();
        long before = ProcessMemory.liveHeapBytes();
        var group = peer.group(size);
        for (int i = 0; i < size; i++) {
            int index = i;
            group.go(() -> {
                started.incrementAndGet();
                got[index] = pipe.receive();
            });
        }
        awaitCount(peer, started, size);
        // The collection also gives the last ones the time to get from the counter into their receive.
        double bytes = (double) (ProcessMemory.liveHeapBytes() - before) / size;
        long start = System.nanoTime();
        for (int i = 1; i <= size; i++) {
            pipe.send(i);
        }
        group.await();
        double release = Outcome.milliseconds(System.nanoTime() - start);
        long sum = Arrays.stream(got).asLongStream().sum();
        return new Outcome(sum, Map.of("i.bytes", bytes, "i.first", release, "i.warm", release));
    }

    static Outcome close(Primitives peer, int size) throws Exception {
        Pipe<Integer> pipe = peer.unbuffered();
        var sawEnd = new boolean[size];
        var started = new AtomicInteger();
        var group = peer.group(size);
        for (int i = 0; i < size; i++) {
            int index = i;
            group.go(() -> {
                started.incrementAndGet();
                pipe.forEach(value -> {
                    throw new IllegalStateException("received " + value);
                });
                sawEnd[index] = true;
            });
        }
        awaitCount(peer, started, size);
        System.gc();
        long start = System.nanoTime();
        pipe.close(size);
        group.await();
        long nanos = System.nanoTime() - start;
        long released = 0;
        for (boolean end : sawEnd) {
            released += end ? 1 : 0;
        }
        return Outcome.of("close", released, Outcome.milliseconds(nanos));
    }

    static Outcome timers(Primitives peer, int size) throws Exception {
        long start = System.nanoTime();
        var pending = new ArrayList<Primitives.Alarm>(size);
        for (int i = 0; i < size; i++) {
            pending.add(peer.alarm(FAR_AWAY));
        }
        long set = System.nanoTime();
        long cancelled = 0;
        for (var alarm : pending) {
            cancelled += alarm.cancel() ? 1 : 0;
        }
        long cancel = System.nanoTime();
        pending.clear();

        // All are due at one moment, late enough that they can all be set before it.
        long due = cancel + 3 * (set - start) + MARGIN_NANOS;
        for (int i = 0; i < size; i++) {
            pending.add(peer.alarm(Duration.ofNanos(Math.max(0, due - System.nanoTime()))));
        }
        long late = Math.max(due, System.nanoTime());
        long fired = 0;
        for (var alarm : pending) {
            alarm.await();
            fired++;
        }
        long end = System.nanoTime();
        return new Outcome(cancelled + fired, Map.of(
                "timers.set", (double) (set - start) / size,
                "timers.cancel", (double) (cancel - set) / size,
                "timers.fire", (double) (end - late) / size));
    }

    /** Not measured, so polling is good enough, and it works for every peer alike. */
    private static void awaitCount(Primitives peer, AtomicInteger counter, int wanted) {
        while (counter.get() < wanted) {
            peer.yieldNow();
        }
    }
}
