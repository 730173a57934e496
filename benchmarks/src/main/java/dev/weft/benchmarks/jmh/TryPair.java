package dev.weft.benchmarks.jmh;

import dev.weft.Attempt;
import dev.weft.Channel;
import dev.weft.benchmarks.work.KotlinTryPair;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The try-operations: one that sends with the one that takes the value, and one on an empty channel. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TryPair {

    private static final int CAPACITY = 100;

    private final Channel<Integer> weft = Channel.buffered(CAPACITY);
    private final Channel<Integer> empty = Channel.buffered(CAPACITY);
    private final KotlinTryPair kotlin = new KotlinTryPair(CAPACITY);
    private final BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(CAPACITY);

    private int next;

    @Benchmark
    public int weft() {
        if (!weft.trySend(next++)) {
            throw new IllegalStateException("the channel is full");
        }
        return switch (weft.tryReceive()) {
            case Attempt.Value<Integer> received -> received.value();
            case Attempt.Empty<Integer> _,Attempt.Closed<Integer> _ ->
                throw new IllegalStateException("the value is gone");
        };
    }

    @Benchmark
    public Attempt<Integer> weftEmpty() {
        return empty.tryReceive();
    }

    @Benchmark
    public int kotlin() {
        return kotlin.sendAndReceive(next++);
    }

    @Benchmark
    public @Nullable Integer arrayBlockingQueue() {
        if (!queue.offer(next++)) {
            throw new IllegalStateException("the queue is full");
        }
        return queue.poll();
    }
}
