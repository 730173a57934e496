package dev.weft.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Attempt;
import dev.weft.Channel;
import dev.weft.GoroutineFailure;
import dev.weft.ReceiveChannel;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.testing.EndsGoroutines;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChannelsTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private static final Duration LONG = Duration.ofDays(1);

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void generatedValuesComeAndThenTheClose() throws Exception {
        Weft.run(() -> {
            ReceiveChannel<Integer> squares = Channels.generate("squares", out -> {
                for (int i = 1; i <= 4; i++) {
                    out.send(i * i);
                }
            });
            assertThat(squares.stream()).containsExactly(1, 4, 9, 16);
        });
    }

    @Test
    void mapKeepsTheOrderAndBoundsWhatRuns() throws Exception {
        Weft.run(() -> {
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            ReceiveChannel<Integer> doubled = Channels.map(Channels.<Integer>of(numbers(500)), 4, n -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                for (int i = 0; i < n % 7; i++) {
                    Weft.yieldNow();
                }
                running.decrementAndGet();
                return n * 2;
            });
            assertThat(doubled.stream()).isEqualTo(IntStream.range(0, 500).map(n -> n * 2).boxed().toList());
            assertThat(most.get()).isBetween(1, 4);
        });
    }

    @Test
    void slowValueHoldsUpOnlyTheOrderedMap() throws Exception {
        Weft.run(() -> {
            Channel<Signal> slow = Channel.signal();
            ReceiveChannel<Integer> out = Channels.mapUnordered(Channels.<Integer>of(numbers(10)), 2, n -> {
                if (n == 0) {
                    slow.receive();
                }
                return n;
            });
            List<Integer> seen = new ArrayList<>();
            for (int i = 1; i < 10; i++) {
                seen.add(out.receive());
            }
            assertThat(seen).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
            slow.send(Signal.SIGNAL);
            assertThat(out.receive()).isZero();
        });
    }

    @Test
    void filterPassesSome() throws Exception {
        Weft.run(() -> assertThat(Channels.filter(Channels.<Integer>of(numbers(10)), n -> n % 3 == 0).stream())
                .containsExactly(0, 3, 6, 9));
    }

    @Test
    void mergeOfNothingIsClosed() throws Exception {
        Weft.run(() -> assertThat(Channels.<Integer>merge(List.of()).stream()).isEmpty());
    }

    @Test
    void mergeKeepsTheOrderOfEachInput() throws Exception {
        Weft.run(() -> {
            List<Integer> merged = Channels.<Integer>merge(List.of(Channels.<Integer>of(numbers(100)),
                    Channels.<Integer, Integer>map(Channels.<Integer>of(numbers(100)), 1, n -> -n))).stream().toList();
            assertThat(merged).hasSize(200);
            assertThat(merged.stream().filter(n -> n > 0)).isSorted();
            assertThat(merged.stream().filter(n -> n < 0).map(n -> -n)).isSorted();
        });
    }

    @Test
    void splitByChoiceSendsEachWhereItBelongs() throws Exception {
        Weft.run(() -> {
            List<ReceiveChannel<Integer>> outs = Channels.split(Channels.<Integer>of(numbers(6)), 2, n -> n % 2);
            Channel<List<Integer>> odd = Channel.buffered(1);
            Weft.go(() -> odd.send(outs.get(1).stream().toList()));
            assertThat(outs.get(0).stream()).containsExactly(0, 2, 4);
            assertThat(odd.receive()).containsExactly(1, 3, 5);
        });
    }

    @Test
    void zipEndsWithTheShorter() throws Exception {
        Weft.run(() -> {
            assertThat(Channels.<Integer, Integer, Integer>zip(Channels.<Integer>of(numbers(3)),
                    Channels.<Integer>of(List.of(10, 20, 30)), Integer::sum).stream()).containsExactly(10, 21, 32);
            Channel<Integer> empty = Channel.unbuffered();
            empty.close();
            Channel<Integer> one = Channel.buffered(1);
            one.send(1);
            one.close();
            assertThat(Channels.<Integer, Integer, Integer>zip(one, empty, Integer::sum).stream()).isEmpty();
        });
    }

    @Test
    void lastBatchIsShorter() throws Exception {
        Weft.run(() -> {
            assertThat(Channels.batch(Channels.<Integer>of(numbers(5)), 2).stream())
                    .containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
            assertThat(Channels.batch(Channels.<Integer>of(numbers(4)), 2, LONG).stream())
                    .containsExactly(List.of(0, 1), List.of(2, 3));
        });
    }

    @Test
    void failureEndsTheProgramAndLeavesTheOutputOpen() {
        List<ReceiveChannel<Integer>> outs = new ArrayList<>();
        assertThatThrownBy(() -> Weft.run(() -> {
            ReceiveChannel<Integer> out = Channels.map(Channels.<Integer>of(numbers(5)), 3, n -> {
                if (n == 3) {
                    throw new IOException("bad value " + n);
                }
                return n;
            });
            outs.add(out);
            out.forEach(n -> {});
        })).isInstanceOf(GoroutineFailure.class).rootCause().isInstanceOf(IOException.class).hasMessage("bad value 3");
        assertThat(outs.getFirst().tryReceive()).isNotInstanceOf(Attempt.Closed.class);
    }

    @Test
    @SuppressWarnings({"NullAway", "DataFlowIssue"}) // what happens then is the question
    void misuseIsRefused() {
        Channel<Integer> in = Channel.never();
        assertThatThrownBy(() -> Channels.<Integer, Integer>map(in, 0, n -> n))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("map: the parallelism must be at least 1, but is 0");
        assertThatThrownBy(() -> Channels.split(in, 0))
                .hasMessage("split: the number of outputs must be at least 1, but is 0");
        assertThatThrownBy(() -> Channels.batch(in, 0)).hasMessage("batch: the size must be at least 1, but is 0");
        assertThatThrownBy(() -> Channels.throttle(in, Duration.ZERO))
                .hasMessage("throttle: the duration must be positive, but is PT0S");
        assertThatThrownBy(() -> Channels.filter(null, n -> true)).isInstanceOf(NullPointerException.class)
                .hasMessage("filter: the channel is null");
    }
}
