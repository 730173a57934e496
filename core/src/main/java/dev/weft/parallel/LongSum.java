package dev.weft.parallel;

import java.util.function.IntToLongFunction;

/** Sums a function over pieces. Copied for each class of functions, see {@link OwnCode}. */
final class LongSum implements RangeFunction<Long> {
    private final IntToLongFunction function;

    LongSum(IntToLongFunction function) {
        this.function = function;
    }

    @Override
    public Long apply(int from, int to) {
        return over(from, to, function);
    }

    static long over(int from, int to, IntToLongFunction function) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += function.applyAsLong(i);
        }
        return sum;
    }
}
