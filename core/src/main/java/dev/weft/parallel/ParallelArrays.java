package dev.weft.parallel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;

/**
 * What {@link Arrays} offers in parallel on the common pool, on the processors of goroutines: filling, sorting and
 * prefix sums. Small arrays are done by the caller alone. For failures, cancellation and nesting see {@link Parallel};
 * an array is left half done by either of the first two.
 *
 * {@snippet class="dev.weft.snippets.ParallelSnippets" region="arrays"}
 */
public final class ParallelArrays {
    private ParallelArrays() {}

    // ------------------------------------------------------------------------------------------------ setAll

    /**
     * Sets each element to what a function gives for its index.
     *
     * @param array the array
     * @param function what to compute for an index
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static void setAll(int[] array, IntUnaryOperator function) {
        Cost cost = Cost.of(Objects.requireNonNull(function, "setAll: the function is null"));
        fill(array.length, cost, (from, to) -> {
            for (int i = from; i < to; i++) {
                array[i] = function.applyAsInt(i);
            }
        });
    }

    /**
     * Sets each element to what a function gives for its index.
     *
     * @param array the array
     * @param function what to compute for an index
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static void setAll(long[] array, IntToLongFunction function) {
        Cost cost = Cost.of(Objects.requireNonNull(function, "setAll: the function is null"));
        fill(array.length, cost, (from, to) -> {
            for (int i = from; i < to; i++) {
                array[i] = function.applyAsLong(i);
            }
        });
    }

    /**
     * Sets each element to what a function gives for its index.
     *
     * @param array the array
     * @param function what to compute for an index
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static void setAll(double[] array, IntToDoubleFunction function) {
        Cost cost = Cost.of(Objects.requireNonNull(function, "setAll: the function is null"));
        fill(array.length, cost, (from, to) -> {
            for (int i = from; i < to; i++) {
                array[i] = function.applyAsDouble(i);
            }
        });
    }

    /**
     * Sets each element to what a function gives for its index.
     *
     * @param array the array
     * @param function what to compute for an index
     * @param <T> the type of the elements
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static <T> void setAll(T[] array, IntFunction<? extends T> function) {
        Cost cost = Cost.of(Objects.requireNonNull(function, "setAll: the function is null"));
        fill(array.length, cost, (from, to) -> {
            for (int i = from; i < to; i++) {
                array[i] = function.apply(i);
            }
        });
    }

    private static void fill(int length, Cost cost, RangeBody body) {
        if (cost.isNegligible(0, length)) {
            body.run(0, length);
        } else {
            new Loop("setAll", 0, length, Parts.ranges(body), cost, null).run();
        }
    }

    // -------------------------------------------------------------------------------------------------- sort

    /**
     * Sorts an array.
     *
     * @param array the array
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static void sort(int[] array) {
        new MergeSort<>(new Runs.OfInts(), array.length, MergeSort.WORTH_SHARING).sort(array);
    }

    /**
     * Sorts an array.
     *
     * @param array the array
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static void sort(long[] array) {
        new MergeSort<>(new Runs.OfLongs(), array.length, MergeSort.WORTH_SHARING).sort(array);
    }

    /**
     * Sorts an array in the order of {@link Double#compare}.
     *
     * @param array the array
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static void sort(double[] array) {
        new MergeSort<>(new Runs.OfDoubles(), array.length, MergeSort.WORTH_SHARING).sort(array);
    }

    /**
     * Sorts an array. Stable: what is equal stays in its order.
     *
     * @param array the array, without nulls
     * @param <T> the type of the elements
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static <T extends Comparable<? super T>> void sort(T[] array) {
        sort(array, Comparator.naturalOrder());
    }

    /**
     * Sorts an array. Stable: what is equal stays in its order.
     *
     * @param array the array
     * @param order compares two elements; several goroutines use it at once
     * @param <T> the type of the elements
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static <T> void sort(T[] array, Comparator<? super T> order) {
        Objects.requireNonNull(order, "sort: the order is null");
        new MergeSort<T[]>(new Runs.OfObjects<T>(order), array.length, MergeSort.WORTH_SHARING_OBJECTS).sort(array);
    }

    /**
     * Sorts a list. Stable: what is equal stays in its order.
     *
     * @param list the list; its elements can be set
     * @param order compares two elements; several goroutines use it at once
     * @param <T> the type of the elements
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    @SuppressWarnings("unchecked") // the array holds what the list held
    public static <T> void sort(List<T> list, Comparator<? super T> order) {
        T[] array = (T[]) list.toArray();
        sort(array, order);
        int[] next = {0};
        list.replaceAll(former -> array[next[0]++]);
    }

    // ------------------------------------------------------------------------------------------------ prefix

    /**
     * Replaces each element by the combination of all up to it: prefix sums, with {@code Integer::sum}.
     *
     * @param array the array
     * @param combine combines two values, the left one of lower indexes; associative
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static void prefix(int[] array, IntBinaryOperator combine) {
        Objects.requireNonNull(combine, "prefix: the combination is null");
        new Scan.OfInts(combine, Cost.of(combine)).run(array, array.length);
    }

    /**
     * Replaces each element by the combination of all up to it.
     *
     * @param array the array
     * @param combine combines two values, the left one of lower indexes; associative
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static void prefix(long[] array, LongBinaryOperator combine) {
        Objects.requireNonNull(combine, "prefix: the combination is null");
        new Scan.OfLongs(combine, Cost.of(combine)).run(array, array.length);
    }

    /**
     * Replaces each element by the combination of all up to it. The last digits of sums may depend on the number of
     * processors.
     *
     * @param array the array
     * @param combine combines two values, the left one of lower indexes; associative
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static void prefix(double[] array, DoubleBinaryOperator combine) {
        Objects.requireNonNull(combine, "prefix: the combination is null");
        new Scan.OfDoubles(combine, Cost.of(combine)).run(array, array.length);
    }

    /**
     * Replaces each element by the combination of all up to it.
     *
     * @param array the array, without nulls
     * @param combine combines two values, the left one of lower indexes; associative
     * @param <T> the type of the elements
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static <T> void prefix(T[] array, BinaryOperator<T> combine) {
        Objects.requireNonNull(combine, "prefix: the combination is null");
        new Scan.OfObjects<T>(combine, Cost.of(combine)).run(array, array.length);
    }
}
