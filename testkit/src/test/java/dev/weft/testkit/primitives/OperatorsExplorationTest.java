package dev.weft.testkit.primitives;

import static dev.weft.Weft.closed;
import static dev.weft.Weft.go;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.testkit.primitives.Explored.holdsInManySchedules;
import static dev.weft.testkit.primitives.Explored.isCaughtInManySchedules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.ReceiveChannel;
import dev.weft.Signal;
import dev.weft.Task;
import dev.weft.flow.Channels;
import dev.weft.sync.WaitGroup;
import dev.weft.testkit.Bubble;
import dev.weft.testkit.primitives.TwinMerge.Mistake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the schedule, operators lose and double nothing, and end when their inputs do or they are cancelled. */
class OperatorsExplorationTest {
    private static final int SCHEDULES = 1_500;
    private static final Duration SECOND = Duration.ofSeconds(1);

    /**
     * An operator on numbers.
     *
     * @param copies how many times each number comes out
     * @param start starts it on two inputs of which it may use one
     */
    record Operator(
            String name, int copies, Function<List<Channel<Integer>>, List<? extends ReceiveChannel<?>>> start) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Operator one(String name, Function<Channel<Integer>, ReceiveChannel<?>> operator) {
        return new Operator(name, 1, ins -> List.of(operator.apply(ins.getFirst())));
    }

    static Stream<Operator> operators() {
        return Stream.of(
                one("of", Channels::<Integer>of),
                one("map one by one", in -> Channels.<Integer, Integer>map(in, 1, n -> n)),
                one("map", in -> Channels.<Integer, Integer>map(in, 2, n -> n)),
                one("mapUnordered", in -> Channels.<Integer, Integer>mapUnordered(in, 2, n -> n)),
                one("filter", in -> Channels.filter(in, n -> true)),
                one("batch", in -> Channels.batch(in, 2)),
                one("batch with time", in -> Channels.batch(in, 2, SECOND)),
                one("throttle", in -> Channels.throttle(in, SECOND)),
                new Operator("merge", 1, ins -> List.of(Channels.<Integer>merge(ins))),
                new Operator("split", 1, ins -> Channels.split(ins.getFirst(), 2)),
                new Operator("split by choice", 1, ins -> Channels.split(ins.getFirst(), 2, n -> n % 2)),
                new Operator("tee", 2, ins -> Channels.tee(ins.getFirst(), 2)),
                new Operator("zip", 1, ins -> List.of(
                        Channels.<Integer, Integer, List<Integer>>zip(ins.getFirst(), ins.getLast(), List::of))));
    }

    private static Operator twin(Mistake mistake) {
        return new Operator("merge's twin", 1, ins -> List.of(TwinMerge.merge(mistake, ins)));
    }

    /** Two inputs of two numbers, an operator, who takes what comes out, and where all numbers end. */
    private static final class Run {
        private final Operator operator;
        private final Channel<Signal> quit = Channel.signal("quit");
        private final List<Channel<Integer>> ins = List.of(Channel.buffered("left", 2), Channel.buffered("right", 2));
        private final WaitGroup takers = new WaitGroup("takers");
        private final List<Object> received = new ArrayList<>();
        private final List<Object> undelivered = new ArrayList<>();
        private final Context context = Context.background().withCancel();

        Run(Operator operator) {
            this.operator = operator;
        }

        void start() throws Exception {
            for (int i = 0; i < 4; i++) {
                ins.get(i % 2).send(i);
            }
            ins.forEach(Channel::close);
            context.withValue(Channels.UNDELIVERED, undelivered::add)
                    .run(() -> operator.start().apply(ins).forEach(this::take));
        }

        private void take(ReceiveChannel<?> out) {
            takers.add(1);
            Context.background().go("taker", () -> {
                boolean more = true;
                while (more) {
                    more = select(receive(out, value -> received.add(value)).onClosed(() -> false),
                            closed(quit, () -> false));
                }
                takers.done();
            });
        }

        void assertConserved() {
            List<Integer> found = new ArrayList<>();
            Stream.concat(received.stream(), undelivered.stream()).flatMap(Run::numbersIn).forEach(found::add);
            for (Channel<Integer> in : ins) {
                in.forEach(n -> found.addAll(Collections.nCopies(operator.copies(), n)));
            }
            List<Integer> wanted = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                wanted.addAll(Collections.nCopies(operator.copies(), i));
            }
            assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
        }

        private static Stream<Integer> numbersIn(Object value) {
            return value instanceof Collection<?> list
                    ? list.stream().flatMap(Run::numbersIn)
                    : Stream.of((Integer) value);
        }
    }

    /** A run to the end. */
    private static Task undisturbed(Operator operator) {
        return () -> {
            Run run = new Run(operator);
            run.start();
            run.takers.await();
            assertThat(run.undelivered).isEmpty();
            run.assertConserved();
        };
    }

    /** A run that is cancelled by another goroutine: in some schedule at each point. */
    private static Task cancelled(Operator operator) {
        return () -> {
            Run run = new Run(operator);
            run.start();
            go("canceller", () -> run.context.cancel()).join();
            Bubble.settle();
            run.quit.close();
            run.takers.await();
            run.assertConserved();
        };
    }

    @ParameterizedTest
    @MethodSource("operators")
    void everythingComesOutOnce(Operator operator) {
        holdsInManySchedules(SCHEDULES, undisturbed(operator));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void nothingIsLostOrDoubledWheneverItIsCancelled(Operator operator) {
        holdsInManySchedules(SCHEDULES, cancelled(operator));
    }

    /** It drops all but the last; and what it holds is handed over when it is cancelled. */
    @Test
    void debounceDoublesNothingAndPassesTheLastOn() {
        Operator debounce = one("debounce", in -> Channels.debounce(in, SECOND));
        holdsInManySchedules(SCHEDULES, () -> {
            Run run = new Run(debounce);
            run.start();
            run.takers.await();
            assertThat(run.received).containsExactly(2);
            assertThat(run.undelivered).isEmpty();
        });
        holdsInManySchedules(SCHEDULES, () -> {
            Run run = new Run(debounce);
            run.start();
            go("canceller", () -> run.context.cancel()).join();
            Bubble.settle();
            run.quit.close();
            run.takers.await();
            List<Object> places = new ArrayList<>(run.received);
            places.addAll(run.undelivered);
            run.ins.getFirst().forEach(places::add);
            assertThat(places).endsWith(2).isSubsetOf(0, 2).doesNotHaveDuplicates();
        });
    }

    @Test
    void theTwinWithoutAMistakeHolds() {
        everythingComesOutOnce(twin(Mistake.NONE));
        nothingIsLostOrDoubledWheneverItIsCancelled(twin(Mistake.NONE));
    }

    @Test
    void anEndThatComesWithTheFirstInputIsCaught() {
        isCaughtInManySchedules(SCHEDULES, undisturbed(twin(Mistake.ENDS_WITH_THE_FIRST)));
    }

    @ParameterizedTest
    @EnumSource(names = {"DROPS_WHAT_IT_HOLDS", "HANDS_BACK_WHAT_IT_HAS_SENT"})
    void aValueLostOrDoubledByCancellationIsCaught(Mistake mistake) {
        isCaughtInManySchedules(SCHEDULES, cancelled(twin(mistake)));
    }
}
