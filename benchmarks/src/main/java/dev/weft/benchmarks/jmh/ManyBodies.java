package dev.weft.benchmarks.jmh;

import dev.weft.parallel.Parallel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A cheap body in a program that has several: what it is worth that {@code Parallel} gives each body its own copy of
 * the loop. {@link #oneLoopForAll} is what it would be without, {@link #plain} the best that there is; run with
 * {@code -Dweft.procs=1}, so that nothing is shared, and look at low percentiles where others use the machine:
 *
 * <pre>java -cp ... org.openjdk.jmh.Main ManyBodies -f 1 -wi 3 -i 5 -bm sample -jvmArgsAppend -Dweft.procs=1</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ManyBodies {
    private static final int ROUNDS = 3_000;

    @Param({"10000", "1000000"})
    private int size;

    private int[] out = new int[0];

    /** All of them have run often before one is measured, as in a program that has been up for a while. */
    @Setup
    public void runAll() {
        out = new int[size];
        int[] to = out;
        List<IntConsumer> bodies = List.of(
                i -> to[i] = i, i -> to[i] += i, i -> to[i] ^= i, i -> to[i] = 3 * i, i -> to[i] -= i);
        int count = Math.min(size, 10_000);
        for (int round = 0; round < ROUNDS; round++) {
            for (IntConsumer body : bodies) {
                each(count, body);
                Parallel.forEach(0, count, body);
            }
        }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static void each(int count, IntConsumer body) {
        for (int i = 0; i < count; i++) {
            body.accept(i);
        }
    }

    @Benchmark
    public int[] plain() {
        for (int i = 0; i < size; i++) {
            out[i] = i * 7 + 1;
        }
        return out;
    }

    @Benchmark
    public int[] oneLoopForAll() {
        int[] to = out;
        each(size, i -> to[i] = i * 7 + 1);
        return to;
    }

    @Benchmark
    public int[] ownCopy() {
        int[] to = out;
        Parallel.forEach(0, size, i -> to[i] = i * 7 + 1);
        return to;
    }
}
