package dev.weft.benchmarks.jmh;

import dev.weft.Channel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Row d under JMH: a send into a buffer with room, and the receive of that value, in one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BufferedPair {

    private static final int CAPACITY = 100;

    private final Channel<Integer> weft = Channel.buffered(CAPACITY);
    private final com.softwaremill.jox.Channel<Integer> jox = com.softwaremill.jox.Channel.newBufferedChannel(CAPACITY);
    private final BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(CAPACITY);

    /** Boxed anew each time, as most values are. */
    private int next;

    @Benchmark
    public int weft() {
        weft.send(next++);
        return weft.receive();
    }

    @Benchmark
    public int jox() throws InterruptedException {
        jox.send(next++);
        return jox.receive();
    }

    @Benchmark
    public int arrayBlockingQueue() throws InterruptedException {
        queue.put(next++);
        return queue.take();
    }
}
