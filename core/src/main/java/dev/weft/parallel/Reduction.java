package dev.weft.parallel;

import java.util.Comparator;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Combines what the pieces of a range give. Each part of the work is a contiguous run of indexes, done upwards, so it
 * keeps a result of its own; in the end there are as many results as splits, and they are combined in the order of
 * their indexes. So the operation has to be associative, and need not be commutative.
 */
final class Reduction<R> implements Work {
    private final RangeFunction<? extends R> function;
    private final BinaryOperator<R> combine;

    /** Added to by workers when they begin a part; read when all of them have ended. */
    private final Queue<Result> results = new ConcurrentLinkedQueue<>();

    Reduction(RangeFunction<? extends R> function, BinaryOperator<R> combine) {
        this.function = function;
        this.combine = combine;
    }

    @Override
    public Part part(int from) {
        Result result = new Result(from);
        results.add(result);
        return result;
    }

    /** What all parts come to, with {@code start} before them. Called when the loop has ended. */
    R result(R start) {
        R total = start;
        for (Result result : results.stream().sorted(Comparator.comparingInt(part -> part.from)).toList()) {
            R value = result.value;
            if (value != null) {
                total = combine.apply(total, value);
            }
        }
        return total;
    }

    private final class Result implements Part {
        private final int from;

        /** Null before the first piece; for ever, if thieves were quicker. Its worker's until that has ended. */
        private @Nullable R value;

        Result(int from) {
            this.from = from;
        }

        @Override
        public void run(int first, int end) {
            R before = value;
            R more = Objects.requireNonNull(function.apply(first, end), "reduce: a result is null");
            value = before == null ? more : combine.apply(before, more);
        }
    }
}
