package dev.weft.benchmarks.work;

import java.util.Map;

/**
 * The rows about loops: map and sum over so many elements, first as a plain loop and then shared, in turns within one
 * iteration, so that a slow moment hits both. Small loops are repeated, each time with other values.
 */
final class LoopPrograms {

    /** So many elements are worked on in an iteration, if one loop has not got as many. */
    private static final int ELEMENTS = 2_000_000;

    /** The turns of an iteration, if there are as many loops. */
    private static final int TURNS = 8;

    private LoopPrograms() {}

    /** A few nanoseconds of arithmetic. */
    static long mix(int value) {
        long x = value * 0x9E3779B97F4A7C15L;
        x = (x ^ (x >>> 32)) * 0xD6E8FEB86659FD93L;
        x = (x ^ (x >>> 29)) * 0x9FB21C651E98DF25L;
        return x ^ (x >>> 32);
    }

    static int repeats(int size) {
        return Math.max(1, ELEMENTS / size);
    }

    /** Does the loop with a seed and returns something of the result. */
    private interface Loop {
        long run(int seed);
    }

    static Programs.Program map(String figure) {
        return (peer, size) -> {
            Loops loops = peer.loops();
            var out = new int[size];
            long first = 0;
            Loop plain = seed -> {
                plainMap(out, seed);
                return out[seed % size];
            };
            Loop shared = seed -> {
                loops.map(out, seed);
                return out[seed % size];
            };
            Timed timed = inTurns(size, plain, shared);
            for (int value : out) {
                first += value;
            }
            return timed.outcome(figure, first);
        };
    }

    static Programs.Program sum(String figure) {
        return (peer, size) -> {
            Loops loops = peer.loops();
            return inTurns(size, seed -> plainSum(size, seed), seed -> loops.sum(size, seed)).outcome(figure, 0);
        };
    }

    private static void plainMap(int[] out, int seed) {
        for (int i = 0; i < out.length; i++) {
            out[i] = (int) mix(i + seed);
        }
    }

    private static long plainSum(int count, int seed) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += mix(i + seed);
        }
        return sum;
    }

    /** What the two loops took for the same work. */
    private record Timed(int size, long plainNanos, long sharedNanos, long plainSum, long sharedSum) {
        Outcome outcome(String figure, long more) {
            double elements = (double) size * repeats(size);
            return new Outcome(plainSum + sharedSum + more, Map.of(figure, sharedNanos / elements,
                    figure + ".plain", (double) sharedNanos / plainNanos));
        }
    }

    private static Timed inTurns(int size, Loop plain, Loop shared) {
        int repeats = repeats(size);
        int turns = Math.min(TURNS, repeats);
        long plainNanos = 0;
        long sharedNanos = 0;
        long plainSum = 0;
        long sharedSum = 0;
        for (int turn = 0; turn < turns; turn++) {
            int from = (int) ((long) repeats * turn / turns);
            int to = (int) ((long) repeats * (turn + 1) / turns);
            long begin = System.nanoTime();
            plainSum += all(plain, from, to);
            long middle = System.nanoTime();
            sharedSum += all(shared, from, to);
            plainNanos += middle - begin;
            sharedNanos += System.nanoTime() - middle;
        }
        return new Timed(size, plainNanos, sharedNanos, plainSum, sharedSum);
    }

    private static long all(Loop loop, int from, int to) {
        long sum = 0;
        for (int seed = from; seed < to; seed++) {
            sum += loop.run(seed);
        }
        return sum;
    }
}
