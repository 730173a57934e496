package dev.weft.flow;

import static dev.weft.Weft.closed;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.ReceiveChannel;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.EndsGoroutines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is lost and nothing is doubled by any operator, also when it is cancelled in the middle. */
class OperatorConservationTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private static final int EACH = 60;

    /** Two inputs, who takes from the outputs, and where all values end. */
    private static final class Bench {
        final Channel<Signal> quit = Channel.signal("quit");
        final List<Channel<Integer>> ins = List.of(Channel.buffered("left", EACH), Channel.buffered("right", EACH));
        final Queue<Object> received = new ConcurrentLinkedQueue<>();
        final Queue<Object> undelivered = new ConcurrentLinkedQueue<>();
        final WaitGroup members = new WaitGroup("members");
        final WaitGroup takers = new WaitGroup("takers");
        final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        final Context context = Context.current().withCancel();
        final AtomicInteger taken = new AtomicInteger();

        void start(Operators operator) throws Exception {
            for (int i = 0; i < 2 * EACH; i++) {
                ins.get(i % 2).send(i);
            }
            ins.forEach(Channel::close);
            Crew.Supervisor supervisor = new Crew.Supervisor() {
                @Override
                public void begins() {
                    members.add(1);
                }

                @Override
                public void failed(Throwable thrown) {
                    failures.add(thrown);
                }

                @Override
                public void ended() {
                    members.done();
                }
            };
            context.withValue(Channels.UNDELIVERED, undelivered::add).withValue(Crew.SUPERVISOR, supervisor)
                    .run(() -> operator.start().apply(ins).forEach(this::take));
        }

        private void take(ReceiveChannel<?> out) {
            takers.add(1);
            Context.background().go("taker", () -> {
                while (takesOne(out)) {
                    taken.incrementAndGet();
                }
                takers.done();
            });
        }

        private boolean takesOne(ReceiveChannel<?> out) {
            return select(receive(out, value -> received.add(value)).onClosed(() -> false), closed(quit, () -> false));
        }

        void assertConserved(int copies) {
            assertThat(failures).isEmpty();
            Map<Integer, Integer> places = new HashMap<>();
            received.stream().flatMap(Operators::numbersIn).forEach(n -> places.merge(n, 1, Integer::sum));
            undelivered.stream().flatMap(Operators::numbersIn).forEach(n -> places.merge(n, 1, Integer::sum));
            for (Channel<Integer> in : ins) {
                in.forEach(n -> places.merge(n, copies, Integer::sum));
            }
            List<Integer> wrong = new ArrayList<>();
            for (int i = 0; i < 2 * EACH; i++) {
                if (places.getOrDefault(i, 0) != copies) {
                    wrong.add(i);
                }
            }
            assertThat(wrong).as("numbers that are not in exactly %d places: %s", copies, places).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.weft.flow.Operators#all")
    void everythingComesOutOnceWhenNothingDisturbs(Operators operator) throws Exception {
        Weft.run(() -> {
            Bench bench = new Bench();
            bench.start(operator);
            bench.takers.await();
            bench.members.await();
            assertThat(bench.undelivered).isEmpty();
            bench.assertConserved(operator.copies());
        });
    }

    @ParameterizedTest
    @MethodSource("dev.weft.flow.Operators#all")
    void nothingIsLostOrDoubledByCancellation(Operators operator) throws Exception {
        for (int round = 0; round < 40; round++) {
            int moment = round;
            Weft.run(() -> {
                Bench bench = new Bench();
                bench.start(operator);
                while (bench.taken.get() < moment / 2 && bench.taken.get() < EACH / 4) {
                    Weft.yieldNow();
                }
                bench.context.cancel();
                bench.members.await();
                bench.quit.close();
                bench.takers.await();
                bench.assertConserved(operator.copies());
            });
        }
    }
}
