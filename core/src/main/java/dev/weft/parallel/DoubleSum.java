package dev.weft.parallel;

import java.util.function.IntToDoubleFunction;

/** Sums a function over pieces. Copied for each class of functions, see {@link OwnCode}. */
final class DoubleSum implements RangeFunction<Double> {
    private final IntToDoubleFunction function;

    DoubleSum(IntToDoubleFunction function) {
        this.function = function;
    }

    @Override
    public Double apply(int from, int to) {
        return over(from, to, function);
    }

    static double over(int from, int to, IntToDoubleFunction function) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += function.applyAsDouble(i);
        }
        return sum;
    }
}
