package dev.weft.benchmarks.work;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Parallel streams. */
final class StreamLoops extends Loops {

    @Override
    void map(int[] out, int seed) {
        IntStream.range(0, out.length).parallel().forEach(i -> out[i] = (int) LoopPrograms.mix(i + seed));
    }

    @Override
    long sum(int count, int seed) {
        return IntStream.range(0, count).parallel().mapToLong(i -> LoopPrograms.mix(i + seed)).sum();
    }

    @Override
    <T, R> List<R> mapAll(List<T> values, Function<T, R> function) {
        return values.parallelStream().map(function).toList();
    }
}
