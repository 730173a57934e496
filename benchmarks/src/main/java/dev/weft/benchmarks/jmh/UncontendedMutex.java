package dev.weft.benchmarks.jmh;

import dev.weft.sync.Mutex;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A lock that nobody else wants, around a counter. JMH calls each method without inlining it, so no locks are merged.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UncontendedMutex {

    private final Mutex weft = new Mutex();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final Object monitor = new Object();

    private long count;

    @Benchmark
    public long weft() {
        weft.lock();
        try {
            return ++count;
        } finally {
            weft.unlock();
        }
    }

    @Benchmark
    public long reentrantLock() {
        reentrantLock.lock();
        try {
            return ++count;
        } finally {
            reentrantLock.unlock();
        }
    }

    @Benchmark
    public long monitor() {
        synchronized (monitor) {
            return ++count;
        }
    }
}
