package dev.weft.parallel;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Loops for work that computes: each may use all processors that goroutines have ({@link dev.weft.Weft#maxProcs()}),
 * and there is no second pool beside them. For arrays as a whole see {@link ParallelArrays}.
 *
 * <p><b>Grain.</b> Nobody has to choose one. A loop learns what its elements cost, runs as a plain loop when sharing it
 * would cost more than it gains, and is split only while a processor is free. What is learnt belongs to the class of
 * the body, that is, to the place of a lambda in the program.
 *
 * <p><b>Order.</b> Elements are done in no particular order, by several goroutines at once; results are in the order of
 * the elements. Everything that happened before the call <i>happens before</i> the body, and that before the call
 * returns.
 *
 * <p><b>Failures.</b> The first one stops the rest, and is thrown as it is when no body runs any more; failures that
 * happen at the same time are added to it as suppressed.
 *
 * <p><b>Cancellation.</b> When the caller is cancelled, the rest is stopped, and the call throws
 * {@link dev.weft.CancelledException} when no body runs any more. Bodies run under a context below the caller's, which
 * is cancelled after a failure, too; so a body that blocks gives up. A body that computes is not interrupted.
 *
 * <p><b>Nesting</b> works: a body may call these methods. A call never waits for a processor to become free. It blocks
 * only at its end, for bodies that still run. While it runs it lets other goroutines go first every ten milliseconds.
 *
 * {@snippet class="dev.weft.snippets.ParallelSnippets" region="forEach"}
 */
public final class Parallel {
    private static final String FOR_EACH = "forEach";
    private static final String FOR_RANGES = "forRanges";
    private static final String MAP = "map";
    private static final String REDUCE = "reduce";

    private Parallel() {}

    // ----------------------------------------------------------------------------------------------- forEach

    /**
     * Runs a body for each index.
     *
     * @param from the first index
     * @param to the index after the last one; not greater than {@code from} for an empty loop
     * @param body what to do with an index
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static void forEach(int from, int to, IntConsumer body) {
        notNull(body, FOR_EACH, "body");
        if (isAtMostOne(from, to)) {
            if (from < to) {
                body.accept(from);
            }
            return;
        }
        Cost cost = Cost.of(body);
        if (cost.isNegligible(from, to)) {
            for (int i = from; i < to; i++) {
                body.accept(i);
            }
        } else {
            new Loop(FOR_EACH, from, to, Parts.each(body, cost), cost, null).run();
        }
    }

    /**
     * As {@link #forEach(int, int, IntConsumer)}, and tells how far it has come.
     *
     * @param from the first index
     * @param to the index after the last one; not greater than {@code from} for an empty loop
     * @param body what to do with an index
     * @param progress is told
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static void forEach(int from, int to, IntConsumer body, Progress progress) {
        Cost cost = Cost.of(notNull(body, FOR_EACH, "body"));
        notNull(progress, FOR_EACH, "progress");
        new Loop(FOR_EACH, from, to, Parts.each(body, cost), cost, progress).run();
    }

    /**
     * Runs a body for each element of an array.
     *
     * @param array the elements
     * @param body what to do with one
     * @param <T> the type of the elements
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static <T> void forEach(T[] array, Consumer<? super T> body) {
        Cost cost = Cost.of(notNull(body, FOR_EACH, "body"));
        if (cost.isNegligible(0, notNull(array, FOR_EACH, "array").length)) {
            for (T element : array) {
                body.accept(element);
            }
        } else {
            new Loop(FOR_EACH, 0, array.length, Parts.each(array, body), cost, null).run();
        }
    }

    /**
     * Runs a body for each element of a list or other collection. A list with quick access by index is shared by index,
     * others through their spliterator. The collection must not be changed meanwhile.
     *
     * @param elements the elements
     * @param body what to do with one
     * @param <T> the type of the elements
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static <T> void forEach(Collection<? extends T> elements, Consumer<? super T> body) {
        notNull(elements, FOR_EACH, "collection");
        Cost cost = Cost.of(notNull(body, FOR_EACH, "body"));
        if (cost.isNegligible(0, elements.size())) {
            for (T element : elements) {
                body.accept(element);
            }
        } else if (elements instanceof List<? extends T> list && elements instanceof RandomAccess) {
            new Loop(FOR_EACH, 0, list.size(), Parts.each(list, body), cost, null).run();
        } else {
            Parallel.<T>split(elements.spliterator(), body, cost);
        }
    }

    /**
     * As {@link #forEach(Collection, Consumer)}, and tells how far it has come.
     *
     * @param elements the elements
     * @param body what to do with one
     * @param progress is told
     * @param <T> the type of the elements
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static <T> void forEach(Collection<? extends T> elements, Consumer<? super T> body, Progress progress) {
        Cost cost = Cost.of(notNull(body, FOR_EACH, "body"));
        notNull(progress, FOR_EACH, "progress");
        List<? extends T> list = indexed(notNull(elements, FOR_EACH, "collection"));
        new Loop(FOR_EACH, 0, list.size(), Parts.each(list, body), cost, progress).run();
    }

    /**
     * Runs a body for each element of a spliterator, which is split while a processor is free and what is left is worth
     * it. One that cannot be split is done by the caller alone.
     *
     * @param elements the elements; used up when the call returns
     * @param body what to do with one
     * @param <T> the type of the elements
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static <T> void forEach(Spliterator<? extends T> elements, Consumer<? super T> body) {
        notNull(elements, FOR_EACH, "spliterator");
        Parallel.<T>split(elements, body, Cost.of(notNull(body, FOR_EACH, "body")));
    }

    @SuppressWarnings("unchecked") // nothing is ever put into a spliterator
    private static <T> void split(Spliterator<? extends T> elements, Consumer<? super T> body, Cost cost) {
        new Pieces<T>(body, cost).run((Spliterator<T>) elements);
    }

    /**
     * Runs a body for pieces of a range, which together are the whole. The body loops over its piece, so a loop that
     * the compiler turns into a few instructions stays that: for elements that cost a nanosecond or less this is
     * quicker than {@link #forEach(int, int, IntConsumer)}.
     *
     * @param from the first index
     * @param to the index after the last one; not greater than {@code from} for an empty loop
     * @param body what to do with a piece
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static void forRanges(int from, int to, RangeBody body) {
        Cost cost = Cost.of(notNull(body, FOR_RANGES, "body"));
        if (from < to && cost.isNegligible(from, to)) {
            body.run(from, to);
        } else {
            new Loop(FOR_RANGES, from, to, Parts.ranges(body), cost, null).run();
        }
    }

    /**
     * As {@link #forRanges(int, int, RangeBody)}, and tells how far it has come.
     *
     * @param from the first index
     * @param to the index after the last one; not greater than {@code from} for an empty loop
     * @param body what to do with a piece
     * @param progress is told
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static void forRanges(int from, int to, RangeBody body, Progress progress) {
        Cost cost = Cost.of(notNull(body, FOR_RANGES, "body"));
        notNull(progress, FOR_RANGES, "progress");
        new Loop(FOR_RANGES, from, to, Parts.ranges(body), cost, progress).run();
    }

    // --------------------------------------------------------------------------------------------------- map

    /**
     * The results of a function for each index.
     *
     * @param from the first index
     * @param to the index after the last one; not greater than {@code from} for an empty list
     * @param function what to compute for an index
     * @param <R> the type of the results
     * @return the results in the order of the indexes; a list that cannot be changed
     * @throws dev.weft.CancelledException if the caller was cancelled
     * @throws IllegalArgumentException if there are more indexes than a list can hold
     */
    public static <R extends @Nullable Object> List<R> map(int from, int to, IntFunction<? extends R> function) {
        Cost cost = Cost.of(notNull(function, MAP, "function"));
        R[] results = Parallel.<R>room(Math.max(0, (long) to - from));
        if (cost.isNegligible(from, to)) {
            for (int i = from; i < to; i++) {
                results[i - from] = function.apply(i);
            }
        } else {
            new Loop(MAP, from, to, Parts.<R>fill(results, from, function), cost, null).run();
        }
        return Collections.unmodifiableList(Arrays.asList(results));
    }

    /**
     * The results of a function for each element of a list or other collection.
     *
     * @param elements the elements; must not be changed meanwhile
     * @param function what to compute for an element
     * @param <T> the type of the elements
     * @param <R> the type of the results
     * @return the results in the order of the elements; a list that cannot be changed
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static <T, R extends @Nullable Object> List<R> map(
            Collection<? extends T> elements, Function<? super T, ? extends R> function) {
        Cost cost = Cost.of(notNull(function, MAP, "function"));
        List<? extends T> list = indexed(notNull(elements, MAP, "collection"));
        int size = list.size();
        R[] results = Parallel.<R>room(size);
        if (cost.isNegligible(0, size)) {
            for (int i = 0; i < size; i++) {
                results[i] = function.apply(list.get(i));
            }
        } else {
            new Loop(MAP, 0, size, Parts.<T, R>map(list, results, function), cost, null).run();
        }
        return Collections.unmodifiableList(Arrays.asList(results));
    }

    /**
     * As {@link #map(Collection, Function)}, and tells how far it has come.
     *
     * @param elements the elements; must not be changed meanwhile
     * @param function what to compute for an element
     * @param progress is told
     * @param <T> the type of the elements
     * @param <R> the type of the results
     * @return the results in the order of the elements; a list that cannot be changed
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static <T, R extends @Nullable Object> List<R> map(
            Collection<? extends T> elements, Function<? super T, ? extends R> function, Progress progress) {
        Cost cost = Cost.of(notNull(function, MAP, "function"));
        notNull(progress, MAP, "progress");
        List<? extends T> list = indexed(notNull(elements, MAP, "collection"));
        R[] results = Parallel.<R>room(list.size());
        new Loop(MAP, 0, list.size(), Parts.<T, R>map(list, results, function), cost, progress).run();
        return Collections.unmodifiableList(Arrays.asList(results));
    }

    @SuppressWarnings("unchecked") // it never leaves this package as an array
    private static <R extends @Nullable Object> R[] room(long size) {
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("map: a list cannot hold " + size + " results");
        }
        return (R[]) new Object[(int) size];
    }

    // ------------------------------------------------------------------------------------------------ reduce

    /**
     * Combines the results of a function for each index.
     *
     * @param from the first index
     * @param to the index after the last one
     * @param identity the result for no index; changes nothing when combined with another
     * @param function what to compute for an index; not null
     * @param combine combines two results, the left one of lower indexes; associative
     * @param <R> the type of the results
     * @return the result; {@code identity} for an empty range
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static <R> R reduce(
            int from, int to, R identity, IntFunction<? extends R> function, BinaryOperator<R> combine) {
        Cost cost = Cost.of(notNull(function, REDUCE, "function"));
        notNull(combine, REDUCE, "combination");
        return Parallel.<R>reduce(from, to, notNull(identity, REDUCE, "identity"), (first, end) -> {
            R result = function.apply(first);
            for (int i = first + 1; i < end; i++) {
                result = combine.apply(result, function.apply(i));
            }
            return result;
        }, combine, cost);
    }

    /**
     * Combines the elements of a list or other collection.
     *
     * @param elements the elements, none of them null; must not be changed meanwhile
     * @param identity the result for no element; changes nothing when combined with another
     * @param combine combines two elements or results, the left one being earlier; associative
     * @param <T> the type of the elements
     * @return the result; {@code identity} for an empty collection
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static <T> T reduce(Collection<? extends T> elements, T identity, BinaryOperator<T> combine) {
        Cost cost = Cost.of(notNull(combine, REDUCE, "combination"));
        List<? extends T> list = indexed(notNull(elements, REDUCE, "collection"));
        return Parallel.<T>reduce(0, list.size(), notNull(identity, REDUCE, "identity"), (first, end) -> {
            T result = list.get(first);
            for (int i = first + 1; i < end; i++) {
                result = combine.apply(result, list.get(i));
            }
            return result;
        }, combine, cost);
    }

    /**
     * Combines the results of a function for pieces of a range, which together are the whole. The function loops over
     * its piece itself, see {@link #forRanges(int, int, RangeBody)}.
     *
     * @param from the first index
     * @param to the index after the last one
     * @param identity the result for no index; changes nothing when combined with another
     * @param function what to compute for a piece; not null
     * @param combine combines two results, the left one of lower indexes; associative
     * @param <R> the type of the results
     * @return the result; {@code identity} for an empty range
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static <R> R reduceRanges(
            int from, int to, R identity, RangeFunction<? extends R> function, BinaryOperator<R> combine) {
        Cost cost = Cost.of(notNull(function, "reduceRanges", "function"));
        notNull(combine, "reduceRanges", "combination");
        return Parallel.<R>reduce(from, to, notNull(identity, "reduceRanges", "identity"), function, combine, cost);
    }

    /**
     * The sum of a function over all indexes; like a sum of longs, it wraps around when it grows too large.
     *
     * @param from the first index
     * @param to the index after the last one
     * @param function what to add for an index
     * @return the sum; 0 for an empty range
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static long sum(int from, int to, IntToLongFunction function) {
        notNull(function, "sum", "function");
        if (isAtMostOne(from, to)) {
            return from < to ? function.applyAsLong(from) : 0;
        }
        Cost cost = Cost.of(function);
        if (cost.isNegligible(from, to)) {
            return LongSum.over(from, to, function);
        }
        RangeFunction<Long> sum = cost.isWorthOwnCode() ? OwnCode.LONG_SUM.of(function) : new LongSum(function);
        return Parallel.<Long>reduce(from, to, 0L, sum, Long::sum, cost);
    }

    /**
     * The sum of a function over all indexes. Floating-point numbers are added in an order that depends on how the work
     * is split, so the last digits may differ from run to run.
     *
     * @param from the first index
     * @param to the index after the last one
     * @param function what to add for an index
     * @return the sum; 0 for an empty range
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public static double sumOfDoubles(int from, int to, IntToDoubleFunction function) {
        notNull(function, "sumOfDoubles", "function");
        if (isAtMostOne(from, to)) {
            return from < to ? function.applyAsDouble(from) : 0;
        }
        Cost cost = Cost.of(function);
        if (cost.isNegligible(from, to)) {
            return DoubleSum.over(from, to, function);
        }
        RangeFunction<Double> sum = cost.isWorthOwnCode() ? OwnCode.DOUBLE_SUM.of(function) : new DoubleSum(function);
        return Parallel.<Double>reduce(from, to, 0.0, sum, Double::sum, cost);
    }

    private static <R> R reduce(
            int from, int to, R identity, RangeFunction<? extends R> function, BinaryOperator<R> combine, Cost cost) {
        if (from >= to) {
            return identity;
        }
        if (cost.isNegligible(from, to)) {
            R result = Objects.requireNonNull(function.apply(from, to), "reduce: a result is null");
            return combine.apply(identity, result);
        }
        Reduction<R> reduction = new Reduction<>(function, combine);
        new Loop(REDUCE, from, to, reduction, cost, null).run();
        return reduction.result(identity);
    }

    // ----------------------------------------------------------------------------------------------- helpers

    /** Then there is nothing to share, whatever it costs: not even the question what is known about the body. */
    private static boolean isAtMostOne(int from, int to) {
        return (long) to - from <= 1;
    }

    @SuppressWarnings("unchecked") // a list that is only read
    private static <T> List<? extends T> indexed(Collection<? extends T> elements) {
        if (elements instanceof List<? extends T> list && elements instanceof RandomAccess) {
            return list;
        }
        return (List<? extends T>) Arrays.asList(elements.toArray());
    }

    private static <T> T notNull(T thing, String operation, String what) {
        return Objects.requireNonNull(thing, () -> operation + ": the " + what + " is null");
    }
}
