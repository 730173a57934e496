package dev.weft.benchmarks.work;

import java.util.List;
import java.util.function.Function;

/** Loops of one Java peer that share their elements among the processors. */
abstract class Loops {

    /** Sets {@code out[i]} to {@link LoopPrograms#mix} of {@code i + seed}. */
    abstract void map(int[] out, int seed);

    /** The sum of {@link LoopPrograms#mix} from {@code seed} to {@code seed + count}. */
    abstract long sum(int count, int seed);

    /** The results for all, in their order. */
    abstract <T, R> List<R> mapAll(List<T> values, Function<T, R> function) throws Exception;
}
