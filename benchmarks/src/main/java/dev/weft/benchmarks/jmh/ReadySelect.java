package dev.weft.benchmarks.jmh;

import com.softwaremill.jox.Select;
import dev.weft.Channel;
import dev.weft.Selector;
import dev.weft.Weft;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A select over two receives of which one can go ahead, after the send that made it ready. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadySelect {

    private final Channel<Integer> ready = Channel.buffered(1);
    private final Channel<Integer> empty = Channel.buffered(1);
    private final Selector selector = Selector.fair();
    private final Selector.Receiving<Integer> fromReady = selector.receive(ready);
    private final Selector.Receiving<Integer> fromEmpty = selector.receive(empty);

    private final com.softwaremill.jox.Channel<Integer> joxReady = com.softwaremill.jox.Channel.newBufferedChannel(1);
    private final com.softwaremill.jox.Channel<Integer> joxEmpty = com.softwaremill.jox.Channel.newBufferedChannel(1);

    private int next;

    @Benchmark
    public int weftSelect() {
        ready.send(next++);
        return Weft.<Integer>select(Weft.receive(ready, value -> value), Weft.receive(empty, value -> -value));
    }

    @Benchmark
    public int weftSelector() {
        ready.send(next++);
        return selector.select() == fromReady.index() ? fromReady.take() : fromEmpty.take();
    }

    @Benchmark
    public int jox() throws InterruptedException {
        joxReady.send(next++);
        return Select.select(joxReady.receiveClause(), joxEmpty.receiveClause());
    }
}
