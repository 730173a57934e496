package dev.weft.flow;

import dev.weft.Channel;
import dev.weft.ReceiveChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An operator on numbers, for what is true of all of them.
 *
 * @param name what it is called
 * @param copies how many times each number comes out
 * @param start starts it on two inputs of which it may use one, and gives its outputs; what comes out of them is a
 *     number or a list of numbers
 */
record Operators(String name, int copies, Function<List<Channel<Integer>>, List<? extends ReceiveChannel<?>>> start) {
    private static final Duration SHORT = Duration.ofNanos(10_000);

    static Stream<Operators> all() {
        return Stream.of(
                one("map one by one", in -> Channels.<Integer, Integer>map(in, 1, n -> n)),
                one("map", in -> Channels.<Integer, Integer>map(in, 3, n -> n)),
                one("mapUnordered", in -> Channels.<Integer, Integer>mapUnordered(in, 3, n -> n)),
                one("filter", in -> Channels.filter(in, n -> true)),
                one("batch", in -> Channels.batch(in, 3)),
                one("batch with time", in -> Channels.batch(in, 3, SHORT)),
                one("throttle", in -> Channels.throttle(in, SHORT)),
                new Operators("merge", 1, ins -> List.of(Channels.<Integer>merge(ins))),
                new Operators("split", 1, ins -> Channels.split(ins.getFirst(), 3)),
                new Operators("split by choice", 1, ins -> Channels.split(ins.getFirst(), 3, n -> n % 3)),
                new Operators("tee", 3, ins -> Channels.tee(ins.getFirst(), 3)),
                new Operators("zip", 1, ins -> List.of(
                        Channels.<Integer, Integer, List<Integer>>zip(ins.getFirst(), ins.getLast(), List::of))),
                one("two in a row", in -> Channels.filter(Channels.<Integer, Integer>map(in, 2, n -> n), n -> true)));
    }

    private static Operators one(String name, Function<Channel<Integer>, ReceiveChannel<?>> operator) {
        return new Operators(name, 1, ins -> List.of(operator.apply(ins.getFirst())));
    }

    /** The numbers in what came out. */
    static Stream<Integer> numbersIn(Object value) {
        return value instanceof Collection<?> list ? list.stream().flatMap(Operators::numbersIn)
                : Stream.of((Integer) value);
    }

    @Override
    public String toString() {
        return name;
    }
}
