package dev.weft.benchmarks.work;

import dev.weft.flow.Pipeline;
import dev.weft.flow.Stage;
import dev.weft.parallel.Parallel;
import dev.weft.Weft;
import java.util.List;
import java.util.function.Function;

/** Weft's package {@code parallel}; for tasks that also wait, a pipeline. */
final class WeftLoops extends Loops {

    @Override
    void map(int[] out, int seed) {
        Parallel.forEach(0, out.length, i -> out[i] = (int) LoopPrograms.mix(i + seed));
    }

    @Override
    long sum(int count, int seed) {
        return Parallel.sum(0, count, i -> LoopPrograms.mix(i + seed));
    }

    @Override
    <T, R> List<R> mapAll(List<T> values, Function<T, R> function) throws Exception {
        return Pipeline.from(values).<R>map("work", Stage.parallel(Weft.maxProcs()), function::apply).toList();
    }
}
