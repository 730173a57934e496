package dev.weft.benchmarks.jmh;

import dev.weft.parallel.Parallel;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A loop over an array, small and large: plain, shared by element, shared by range, and as a parallel stream. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParallelLoops {
    @Param({"1", "100", "10000", "1000000"})
    private int size;

    private double[] in = new double[0];
    private double[] out = new double[0];

    @Setup
    public void fill() {
        in = IntStream.range(0, size).asDoubleStream().toArray();
        out = new double[size];
    }

    @Benchmark
    public double[] plain() {
        for (int i = 0; i < size; i++) {
            out[i] = Math.sqrt(in[i]) + 1;
        }
        return out;
    }

    @Benchmark
    public double[] byElement() {
        double[] from = in;
        double[] to = out;
        Parallel.forEach(0, size, i -> to[i] = Math.sqrt(from[i]) + 1);
        return to;
    }

    @Benchmark
    public double[] byRange() {
        double[] from = in;
        double[] to = out;
        Parallel.forRanges(0, size, (first, end) -> {
            for (int i = first; i < end; i++) {
                to[i] = Math.sqrt(from[i]) + 1;
            }
        });
        return to;
    }

    @Benchmark
    public double[] stream() {
        double[] from = in;
        double[] to = out;
        IntStream.range(0, size).parallel().forEach(i -> to[i] = Math.sqrt(from[i]) + 1);
        return to;
    }
}
