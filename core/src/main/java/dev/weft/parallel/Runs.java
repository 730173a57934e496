package dev.weft.parallel;

import java.util.Arrays;
import java.util.Comparator;

/**
 * An array that is being sorted: how to sort a run of it, to compare two elements, to merge two runs. One for each kind
 * of element, so that the inner loops are those of the kind.
 *
 * @param <A> the type of the array
 */
abstract class Runs<A> {
    /** Sorts what is from {@code from} to before {@code to}, in place. */
    abstract void sort(A array, int from, int to);

    abstract A sameLength(A array);

    /** Whether {@code array[right]}, from a run that comes later, has to come before {@code array[left]}. */
    abstract boolean isBefore(A array, int right, int left);

    abstract void copy(A source, int from, A target, int to, int count);

    abstract void copyOne(A source, int from, A target, int to);

    /**
     * Merges {@code [left, leftEnd)} and {@code [right, rightEnd)} of the source into the target, from {@code to} on.
     */
    final void merge(A source, int left, int leftEnd, int right, int rightEnd, A target, int to) {
        int nextLeft = left;
        int nextRight = right;
        int next = to;
        while (nextLeft < leftEnd && nextRight < rightEnd) {
            if (isBefore(source, nextRight, nextLeft)) {
                copyOne(source, nextRight++, target, next++);
            } else {
                copyOne(source, nextLeft++, target, next++);
            }
        }
        copy(source, nextLeft, target, next, leftEnd - nextLeft);
        copy(source, nextRight, target, next + leftEnd - nextLeft, rightEnd - nextRight);
    }

    /**
     * How many of the first {@code count} elements of a merge come from the left run: the least number for which the
     * next right one may not come before the last of them. This lets pieces of one merge be done at the same time.
     */
    final int fromLeft(A source, int left, int leftEnd, int right, int rightEnd, int count) {
        int low = Math.max(0, count - (rightEnd - right));
        int high = Math.min(count, leftEnd - left);
        while (low < high) {
            int middle = (low + high) >>> 1;
            // Is one more from the left needed? Yes, unless the last right one so taken comes before it.
            if (isBefore(source, right + count - middle - 1, left + middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    static final class OfInts extends Runs<int[]> {
        @Override
        void sort(int[] array, int from, int to) {
            Arrays.sort(array, from, to);
        }

        @Override
        int[] sameLength(int[] array) {
            return new int[array.length];
        }

        @Override
        boolean isBefore(int[] array, int right, int left) {
            return array[right] < array[left];
        }

        @Override
        void copy(int[] source, int from, int[] target, int to, int count) {
            System.arraycopy(source, from, target, to, count);
        }

        @Override
        void copyOne(int[] source, int from, int[] target, int to) {
            target[to] = source[from];
        }
    }

    static final class OfLongs extends Runs<long[]> {
        @Override
        void sort(long[] array, int from, int to) {
            Arrays.sort(array, from, to);
        }

        @Override
        long[] sameLength(long[] array) {
            return new long[array.length];
        }

        @Override
        boolean isBefore(long[] array, int right, int left) {
            return array[right] < array[left];
        }

        @Override
        void copy(long[] source, int from, long[] target, int to, int count) {
            System.arraycopy(source, from, target, to, count);
        }

        @Override
        void copyOne(long[] source, int from, long[] target, int to) {
            target[to] = source[from];
        }
    }

    /** In the order of {@link Double#compare}: -0.0 before 0.0, and NaN last. */
    static final class OfDoubles extends Runs<double[]> {
        @Override
        void sort(double[] array, int from, int to) {
            Arrays.sort(array, from, to);
        }

        @Override
        double[] sameLength(double[] array) {
            return new double[array.length];
        }

        @Override
        boolean isBefore(double[] array, int right, int left) {
            return Double.compare(array[right], array[left]) < 0;
        }

        @Override
        void copy(double[] source, int from, double[] target, int to, int count) {
            System.arraycopy(source, from, target, to, count);
        }

        @Override
        void copyOne(double[] source, int from, double[] target, int to) {
            target[to] = source[from];
        }
    }

    static final class OfObjects<T> extends Runs<T[]> {
        private final Comparator<? super T> order;

        OfObjects(Comparator<? super T> order) {
            this.order = order;
        }

        @Override
        void sort(T[] array, int from, int to) {
            Arrays.sort(array, from, to, order);
        }

        @Override
        T[] sameLength(T[] array) {
            return array.clone();
        }

        @Override
        boolean isBefore(T[] array, int right, int left) {
            return order.compare(array[right], array[left]) < 0;
        }

        @Override
        void copy(T[] source, int from, T[] target, int to, int count) {
            System.arraycopy(source, from, target, to, count);
        }

        @Override
        void copyOne(T[] source, int from, T[] target, int to) {
            target[to] = source[from];
        }
    }
}
