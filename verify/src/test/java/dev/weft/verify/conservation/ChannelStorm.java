package dev.weft.verify.conservation;

import static dev.weft.Weft.closed;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Goroutine;
import dev.weft.ReceiveChannel;
import dev.weft.flow.Channels;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An operator on channels. Two feed its inputs, some take from its outputs, and all of them are interrupted. Each
 * number that was sent must have come out, been handed over, or still be in its input: as often as the operator copies.
 *
 * @param copies how often each number comes out; 0 if the operator drops some, and the others come out once
 * @param operator starts it on two inputs of which it may use one
 */
record ChannelStorm(
        String name, int copies, Function<List<Channel<Integer>>, List<? extends ReceiveChannel<?>>> operator)
        implements OperatorStorm {
    private static final int EACH = 100;
    private static final Duration SHORT = Duration.ofNanos(20_000);

    static Stream<OperatorStorm> all() {
        return Stream.of(
                one("generate", 1, in -> Channels.<Integer>generate("generator", out -> {
                    for (int number : in) {
                        try {
                            out.send(number);
                        } catch (IllegalStateException e) { // what a generator cannot send is its own
                            Context.current().value(Channels.UNDELIVERED).orElseThrow().accept(number);
                            throw e;
                        }
                    }
                })),
                one("of", 1, Channels::<Integer>of),
                one("map", 1, in -> Channels.<Integer, Integer>map(in, 3, n -> n)),
                one("mapUnordered", 1, in -> Channels.<Integer, Integer>mapUnordered(in, 3, n -> n)),
                one("filter", 1, in -> Channels.filter(in, n -> true)),
                one("batch", 1, in -> Channels.batch(in, 3)),
                one("batch with time", 1, in -> Channels.batch(in, 3, SHORT)),
                one("debounce", 0, in -> Channels.debounce(in, SHORT)),
                one("throttle", 1, in -> Channels.throttle(in, SHORT)),
                new ChannelStorm("merge", 1, ins -> List.of(Channels.<Integer>merge(ins))),
                new ChannelStorm("split", 1, ins -> Channels.split(ins.getFirst(), 3)),
                new ChannelStorm("split by choice", 1, ins -> Channels.split(ins.getFirst(), 3, n -> n % 3)),
                new ChannelStorm("tee", 3, ins -> Channels.tee(ins.getFirst(), 3)),
                new ChannelStorm("zip", 1, ins -> List.of(
                        Channels.<Integer, Integer, List<Integer>>zip(ins.getFirst(), ins.getLast(), List::of))));
    }

    private static ChannelStorm one(String name, int copies, Function<Channel<Integer>, ReceiveChannel<?>> operator) {
        return new ChannelStorm(name, copies, ins -> List.of(operator.apply(ins.getFirst())));
    }

    /** An operator that loses some numbers: the storm must find that. */
    static OperatorStorm forgetful() {
        return one("forgetful", 1, in -> Channels.filter(in, n -> n % 50 != 0));
    }

    /** An operator that doubles some numbers. */
    static OperatorStorm generous() {
        return one("generous", 1, in -> Channels.<Integer, List<Integer>>map(
                in, 2, n -> n % 50 == 0 ? List.of(n, n) : List.of(n)));
    }

    /** One round's numbers, and the places where they are found. */
    private static final class Places {
        final List<Channel<Integer>> ins;
        final Queue<Integer> sent = new ConcurrentLinkedQueue<>();
        final Queue<Object> received = new ConcurrentLinkedQueue<>();
        final Queue<Object> undelivered = new ConcurrentLinkedQueue<>();
        final Crowd crowd = new Crowd();

        Places(int capacity) {
            ins = List.of(Channel.buffered("left", capacity), Channel.buffered("right", capacity));
        }

        void feed(int which, SplittableRandom random) {
            crowd.go("feeder", () -> {
                Channel<Integer> in = ins.get(which);
                boolean[] more = {true};
                for (int i = 0; i < EACH && more[0]; i++) {
                    int number = 2 * i + which;
                    OperatorStorm.insist(() -> more[0] = select(
                            send(in, number, () -> sent.add(number)), closed(crowd.quit(), () -> false)));
                    OperatorStorm.pause(random);
                }
                in.close();
            });
        }

        void take(ReceiveChannel<?> out, SplittableRandom random) {
            crowd.go("taker", () -> {
                boolean[] more = {true};
                while (more[0]) {
                    OperatorStorm.insist(() -> more[0] = select(
                            receive(out, value -> received.add(value)).onClosed(() -> false),
                            closed(crowd.quit(), () -> false)));
                    OperatorStorm.pause(random);
                }
            });
        }
    }

    @Override
    public void round(SplittableRandom random, Trouble trouble) throws Exception {
        Places places = new Places(random.nextInt(4));
        Context context = Context.background().withCancel();
        context.withValue(Channels.UNDELIVERED, places.undelivered::add).run(() -> {
            for (ReceiveChannel<?> out : operator.apply(places.ins)) {
                places.take(out, random.split());
            }
        });
        for (int which = 0; which < 2; which++) {
            if (which == 0 || usesBoth()) {
                places.feed(which, random.split());
            }
        }
        Goroutine disturber = places.crowd.disturb(random.split());
        if (trouble != Trouble.NONE) {
            int moment = random.nextInt(EACH);
            while (places.received.size() < moment && !disturber.isDone()) {
                OperatorStorm.pause(random);
            }
            context.cancel();
            places.crowd.quit().close();
        }
        places.crowd.await(disturber);
        OperatorStorm.awaitAlone();
        if (trouble == Trouble.NONE) {
            assertThat(places.undelivered).as("handed over by %s", name).isEmpty();
        }
        assertBalanced(places, trouble);
    }

    private boolean usesBoth() {
        return name.equals("merge") || name.equals("zip");
    }

    private void assertBalanced(Places places, Trouble trouble) {
        Map<Integer, Integer> found = new HashMap<>();
        Stream.concat(places.received.stream(), places.undelivered.stream()).flatMap(ChannelStorm::numbersIn)
                .forEach(number -> found.merge(number, 1, Integer::sum));
        for (Channel<Integer> in : places.ins) {
            in.tryClose();
            in.forEach(number -> found.merge(number, Math.max(1, copies), Integer::sum));
        }
        Map<Integer, Integer> wanted = new HashMap<>();
        places.sent.forEach(number -> wanted.put(number, Math.max(1, copies)));
        if (copies > 0) {
            assertThat(found).as("%s, %s", name, trouble).isEqualTo(wanted);
        } else {
            assertThat(wanted.entrySet()).as("%s, %s", name, trouble).containsAll(found.entrySet());
            if (trouble == Trouble.NONE) {
                assertThat(places.received).as("the last number").contains(2 * (EACH - 1));
            }
        }
    }

    private static Stream<Integer> numbersIn(Object value) {
        return value instanceof Collection<?> list ? list.stream().flatMap(ChannelStorm::numbersIn)
                : Stream.of((Integer) value);
    }

    @Override
    public String toString() {
        return name;
    }
}
