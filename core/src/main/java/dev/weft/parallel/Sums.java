package dev.weft.parallel;

import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/** Sums over a piece of a range. */
final class Sums {
    private Sums() {}

    static long of(int from, int to, IntToLongFunction function) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += function.applyAsLong(i);
        }
        return sum;
    }

    static double ofDoubles(int from, int to, IntToDoubleFunction function) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += function.applyAsDouble(i);
        }
        return sum;
    }
}
