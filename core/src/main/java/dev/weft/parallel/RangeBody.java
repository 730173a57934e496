package dev.weft.parallel;

/** The body of a parallel loop that is given a piece of the range at a time, and loops over the piece itself. */
@FunctionalInterface
public interface RangeBody {
    /**
     * Does a piece.
     *
     * @param from the first index
     * @param to the index after the last one; greater than {@code from}
     */
    void run(int from, int to);
}
