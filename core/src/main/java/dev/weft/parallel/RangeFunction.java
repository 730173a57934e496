package dev.weft.parallel;

/**
 * Computes the result for a piece of a range.
 *
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface RangeFunction<R> {
    /**
     * Does a piece.
     *
     * @param from the first index
     * @param to the index after the last one; greater than {@code from}
     * @return the result for these indexes, not null
     */
    R apply(int from, int to);
}
