package dev.weft.testkit.flow;

import static dev.weft.Weft.closed;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.ReceiveChannel;
import dev.weft.Signal;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.flow.Channels;
import dev.weft.flow.Pipeline;
import dev.weft.flow.PipelineRun;
import dev.weft.flow.Stage;
import dev.weft.flow.WorkerPool;
import dev.weft.testkit.Bubble;
import dev.weft.testkit.Explorer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small inputs through each operator, in many schedules, undisturbed and cancelled at any moment. */
class OperatorSchedulesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Starts an operator on two inputs, of which it may use one, and gives its outputs. */
    interface Operator extends Function<List<Channel<Integer>>, List<? extends ReceiveChannel<?>>> {}

    static Stream<Named<Operator>> operators() {
        return Stream.of(
                named("map", ins -> List.of(Channels.<Integer, Integer>map(ins.getFirst(), 2, n -> n))),
                named("mapUnordered", ins -> List.of(
                        Channels.<Integer, Integer>mapUnordered(ins.getFirst(), 2, n -> n))),
                named("filter", ins -> List.of(Channels.filter(ins.getFirst(), n -> true))),
                named("merge", ins -> List.of(Channels.<Integer>merge(ins))),
                named("split", ins -> Channels.split(ins.getFirst(), 2)),
                named("split by choice", ins -> Channels.split(ins.getFirst(), 2, n -> n % 2)),
                named("zip", ins -> List.of(
                        Channels.<Integer, Integer, List<Integer>>zip(ins.getFirst(), ins.getLast(), List::of))),
                named("batch", ins -> List.of(Channels.batch(ins.getFirst(), 2, SECOND))),
                named("throttle", ins -> List.of(Channels.throttle(ins.getFirst(), SECOND))));
    }

    private static Named<Operator> named(String name, Operator operator) {
        return Named.of(name, operator);
    }

    private static List<Channel<Integer>> inputs() {
        List<Channel<Integer>> ins = List.of(Channel.buffered("left", 3), Channel.buffered("right", 3));
        for (int n = 0; n < 6; n++) {
            ins.get(n % 2).send(n);
        }
        ins.forEach(Channel::close);
        return ins;
    }

    private static Stream<Object> numbersIn(Object value) {
        return value instanceof Collection<?> list ? list.stream().flatMap(OperatorSchedulesTest::numbersIn)
                : Stream.of(value);
    }

    @ParameterizedTest
    @MethodSource("operators")
    void everythingComesOutOnce(Operator operator) {
        Explorer.random(1).schedules(400).run(conservation(operator, false)).orThrow();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void cancellationLosesAndDoublesNothing(Operator operator) {
        Explorer.random(2).schedules(1_500).run(conservation(operator, true)).orThrow();
    }

    private static Task conservation(Operator operator, boolean cancelled) {
        return () -> {
            List<Channel<Integer>> ins = inputs();
            List<Object> places = new ArrayList<>();
            Channel<Signal> quit = Channel.signal("quit");
            Context context = Context.current().withCancel();
            context.withValue(Channels.UNDELIVERED, places::add).run(() -> {
                for (ReceiveChannel<?> out : operator.apply(ins)) {
                    Context.background().go("taker", () -> take(out, quit, places));
                }
            });
            if (cancelled) {
                context.cancel();
                Bubble.settle();
            } else {
                Weft.sleep(SECOND.multipliedBy(60));
            }
            quit.close();
            List<Object> numbers = new ArrayList<>(places.stream().flatMap(OperatorSchedulesTest::numbersIn).toList());
            ins.forEach(in -> in.forEach(numbers::add));
            numbers.sort(Comparator.comparing(Object::toString));
            assertThat(numbers).containsExactly(0, 1, 2, 3, 4, 5);
        };
    }

    private static void take(ReceiveChannel<?> out, Channel<Signal> quit, List<Object> places) {
        boolean more = true;
        while (more) {
            more = select(receive(out, value -> places.add(value)).onClosed(() -> false), closed(quit, () -> false));
        }
    }

    @Test
    void poolCountsEveryTaskWhateverHappens() {
        Explorer.random(3).schedules(2_000).run(() -> {
            int[] ran = {0};
            WorkerPool pool = WorkerPool.named("pool").workers(2).queue(1).open();
            Weft.go("resizer", () -> pool.resize(1));
            for (int i = 0; i < 3; i++) {
                pool.submit(() -> {
                    Weft.yieldNow();
                    ran[0]++;
                });
            }
            pool.drain();
            assertThat(ran[0]).isEqualTo(3);
            pool.close();
            assertThat(pool.metrics().completed()).isEqualTo(3);
        }).orThrow();
    }

    @Test
    void cancelledPoolForgetsNoTask() {
        Explorer.random(4).schedules(2_000).run(() -> {
            WorkerPool pool = WorkerPool.named("pool").workers(2).queue(1).open();
            Weft.go("canceller", pool::cancel);
            int accepted = 0;
            try {
                for (int i = 0; i < 3; i++) {
                    pool.submit(Weft::yieldNow);
                    accepted++;
                }
                pool.close();
            } catch (CancelledException e) {
                Bubble.settle();
            }
            assertThat(pool.metrics().submitted()).isEqualTo(accepted);
            assertThat(pool.metrics().completed() + pool.metrics().discarded()).isEqualTo(accepted);
        }).orThrow();
    }

    @Test
    void stoppedPipelineDrains() {
        Explorer.random(5).schedules(1_000).run(() -> {
            Channel<Integer> source = Channel.buffered(3);
            List<Integer> seen = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                source.send(n);
            }
            PipelineRun<Integer> run = Pipeline.from(source).<Integer>map("same", Stage.parallel(2), n -> n).start();
            Weft.go("stopper", run::stop);
            run.results().forEach(seen::add);
            run.join();
            source.close();
            source.forEach(seen::add);
            assertThat(seen).containsExactly(0, 1, 2);
        }).orThrow();
    }

    @Test
    void batchesAndDebouncesFollowTheClock() {
        Bubble.run(() -> {
            Channel<Integer> in = Channel.unbuffered();
            ReceiveChannel<List<Integer>> batches = Channels.batch(in, 3, SECOND);
            Weft.go("producer", () -> {
                for (int n = 0; n < 8; n++) {
                    Weft.sleep(Duration.ofMillis(n == 5 ? 2_000 : 300));
                    in.send(n);
                }
                in.close();
            });
            assertThat(batches.stream()).containsExactly(
                    List.of(0, 1, 2), List.of(3, 4), List.of(5, 6, 7));
        });
        Bubble.run(() -> {
            Channel<Integer> in = Channel.unbuffered();
            ReceiveChannel<Integer> settled = Channels.debounce(in, SECOND);
            Weft.go("producer", () -> {
                for (int n = 0; n < 6; n++) {
                    in.send(n);
                    Weft.sleep(Duration.ofMillis(n % 3 == 2 ? 1_500 : 500));
                }
                in.send(6);
                in.close();
            });
            assertThat(settled.stream()).containsExactly(2, 5, 6);
        });
        Bubble.run(() -> {
            ReceiveChannel<Integer> slow = Channels.throttle(Channels.<Integer>of(List.of(1, 2, 3)), SECOND);
            assertThat(slow.receive()).isEqualTo(1);
            ReceiveChannel<Instant> early = Weft.after(Duration.ofMillis(999));
            assertThat(slow.receive()).isEqualTo(2);
            assertThat(early.length()).as("no earlier than a second after the first").isEqualTo(1);
            slow.forEach(n -> assertThat(n).isEqualTo(3));
        });
    }
}
