package dev.weft.parallel;

import dev.weft.Weft;
import dev.weft.internal.park.Clock;
import dev.weft.internal.park.Fiber;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntConsumer;
import java.util.function.LongBinaryOperator;

/**
 * Prefix sums: each element becomes the combination of all up to it. The array is cut into one block a processor; the
 * blocks are scanned at the same time, then each block but the first is combined with all that is before it, again at
 * the same time. So with two processors three quarters of the time remain, with many 2/P.
 *
 * @param <A> the type of the array
 */
abstract class Scan<A> {
    private final Cost cost;

    Scan(Cost cost) {
        this.cost = cost;
    }

    /** Scans from {@code from} to before {@code to} as if nothing were before it. */
    abstract void scan(A array, int from, int to);

    /** Combines the element at {@code before} into each of those from {@code from} to before {@code to}. */
    abstract void add(A array, int before, int from, int to);

    final void run(A array, int length) {
        int procs = Weft.maxProcs();
        if (procs == 1 || !cost.isWorthSharing(length)) {
            scanTimed(array, 0, length);
            return;
        }
        int block = (int) (((long) length + procs - 1) / procs);
        int count = (length + block - 1) / block;
        large(count, i -> scanTimed(array, i * block, end(i, block, length)));
        // The last element of each block, in order: then every block knows what is before it.
        for (int i = 1; i < count; i++) {
            int last = end(i, block, length) - 1;
            add(array, i * block - 1, last, last + 1);
        }
        addBefore(array, block, length);
    }

    private void scanTimed(A array, int from, int to) {
        if (from < to) {
            Clock clock = Fiber.current().seams().timers().clock();
            long begin = clock.nanoTime();
            scan(array, from, to);
            cost.learn(to - from, clock.nanoTime() - begin);
        }
    }

    /** All elements but the first block's and the last of each block, in pieces over the borders of blocks. */
    private void addBefore(A array, int block, int length) {
        int pieces = (length + block - 1) / block;
        int small = Math.max(1, (length - block) / pieces);
        int count = (length - block + small - 1) / small;
        large(count, i -> {
            int end = (int) Math.min(length, block + (i + 1L) * small);
            int next = (int) (block + (long) i * small);
            while (next < end) {
                int last = end(next / block, block, length) - 1;
                int stop = Math.min(end, last);
                if (next < stop) {
                    add(array, next / block * block - 1, next, stop);
                }
                next = Math.max(stop, last < end ? last + 1 : end);
            }
        });
    }

    private static void large(int count, IntConsumer body) {
        new Loop("prefix", 0, count, Parts.each(body), Cost.large(), null).run();
    }

    private static int end(int index, int block, int length) {
        return (int) Math.min(length, (index + 1L) * block);
    }

    static final class OfInts extends Scan<int[]> {
        private final IntBinaryOperator combine;

        OfInts(IntBinaryOperator combine, Cost cost) {
            super(cost);
            this.combine = combine;
        }

        @Override
        void scan(int[] array, int from, int to) {
            int sum = array[from];
            for (int i = from + 1; i < to; i++) {
                sum = combine.applyAsInt(sum, array[i]);
                array[i] = sum;
            }
        }

        @Override
        void add(int[] array, int before, int from, int to) {
            int sum = array[before];
            for (int i = from; i < to; i++) {
                array[i] = combine.applyAsInt(sum, array[i]);
            }
        }
    }

    static final class OfLongs extends Scan<long[]> {
        private final LongBinaryOperator combine;

        OfLongs(LongBinaryOperator combine, Cost cost) {
            super(cost);
            this.combine = combine;
        }

        @Override
        void scan(long[] array, int from, int to) {
            long sum = array[from];
            for (int i = from + 1; i < to; i++) {
                sum = combine.applyAsLong(sum, array[i]);
                array[i] = sum;
            }
        }

        @Override
        void add(long[] array, int before, int from, int to) {
            long sum = array[before];
            for (int i = from; i < to; i++) {
                array[i] = combine.applyAsLong(sum, array[i]);
            }
        }
    }

    static final class OfDoubles extends Scan<double[]> {
        private final DoubleBinaryOperator combine;

        OfDoubles(DoubleBinaryOperator combine, Cost cost) {
            super(cost);
            this.combine = combine;
        }

        @Override
        void scan(double[] array, int from, int to) {
            double sum = array[from];
            for (int i = from + 1; i < to; i++) {
                sum = combine.applyAsDouble(sum, array[i]);
                array[i] = sum;
            }
        }

        @Override
        void add(double[] array, int before, int from, int to) {
            double sum = array[before];
            for (int i = from; i < to; i++) {
                array[i] = combine.applyAsDouble(sum, array[i]);
            }
        }
    }

    static final class OfObjects<T> extends Scan<T[]> {
        private final BinaryOperator<T> combine;

        OfObjects(BinaryOperator<T> combine, Cost cost) {
            super(cost);
            this.combine = combine;
        }

        @Override
        void scan(T[] array, int from, int to) {
            T sum = array[from];
            for (int i = from + 1; i < to; i++) {
                sum = combine.apply(sum, array[i]);
                array[i] = sum;
            }
        }

        @Override
        void add(T[] array, int before, int from, int to) {
            T sum = array[before];
            for (int i = from; i < to; i++) {
                array[i] = combine.apply(sum, array[i]);
            }
        }
    }
}
