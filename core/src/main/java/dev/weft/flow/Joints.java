package dev.weft.flow;

import static dev.weft.Weft.onSend;
import static dev.weft.Weft.select;

import dev.weft.CancelledException;
import dev.weft.Case;
import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.ReceiveChannel;
import dev.weft.Received;
import dev.weft.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Operators that bring channels together, or make several of one. */
final class Joints {
    private Joints() {}

    static <T> void merge(List<ReceiveChannel<T>> ins, Channel<T> out) {
        if (ins.isEmpty()) {
            out.close();
            return;
        }
        Crew crew = new Crew(ins.size(), out::close);
        for (int i = 0; i < ins.size(); i++) {
            ReceiveChannel<T> in = ins.get(i);
            crew.go("merge-" + (i + 1), () -> {
                while (in.next() instanceof Received.Value<T>(T value)) {
                    Crew.<T>deliver(out, value);
                }
            });
        }
    }

    /** Each value goes to the first output that takes it. */
    static <T> void split(ReceiveChannel<T> in, List<Channel<T>> outs) {
        new Crew(1, () -> outs.forEach(Channel::close)).go("split", () -> {
            Selector selector = Selector.fair();
            List<Selector.Sending<T>> sends = new ArrayList<>();
            for (Channel<T> out : outs) {
                sends.add(selector.<T>send(out));
            }
            while (in.next() instanceof Received.Value<T>(T value)) {
                sends.forEach(send -> send.offer(value));
                try {
                    selector.select();
                } catch (CancelledException | ChannelClosedException e) {
                    Crew.undelivered(value);
                    throw e;
                }
            }
        });
    }

    /** Each value goes to the output that the function chooses. */
    static <T> void route(ReceiveChannel<T> in, List<Channel<T>> outs, ToIntFunction<? super T> choice) {
        new Crew(1, () -> outs.forEach(Channel::close)).go("split", () -> {
            while (in.next() instanceof Received.Value<T>(T value)) {
                int chosen = Crew.<T, Integer>apply(v -> checked(choice.applyAsInt(v), outs.size()), value);
                Crew.<T>deliver(outs.get(chosen), value);
            }
        });
    }

    private static int checked(int chosen, int count) {
        if (chosen < 0 || chosen >= count) {
            throw new IndexOutOfBoundsException("split: output " + chosen + " was chosen, but there are " + count);
        }
        return chosen;
    }

    /** Each value goes to every output, in the order in which they are ready for it. */
    static <T> void tee(ReceiveChannel<T> in, List<Channel<T>> outs) {
        new Crew(1, () -> outs.forEach(Channel::close)).go("tee", () -> {
            while (in.next() instanceof Received.Value<T>(T value)) {
                toAll(outs, value);
            }
        });
    }

    private static <T> void toAll(List<Channel<T>> outs, T value) {
        List<Channel<T>> missing = new ArrayList<>(outs);
        try {
            while (!missing.isEmpty()) {
                List<Case<@Nullable Void>> cases = new ArrayList<>();
                Channel<?>[] taken = {null};
                for (Channel<T> out : missing) {
                    cases.add(onSend(out, value, () -> taken[0] = out));
                }
                Joints.<@Nullable Void>selectAmong(cases);
                missing.removeIf(out -> out == taken[0]);
            }
        } catch (CancelledException | ChannelClosedException e) {
            missing.forEach(out -> Crew.undelivered(value));
            throw e;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of cases that are all of one type
    private static <R extends @Nullable Object> R selectAmong(List<Case<R>> cases) {
        return (R) select(cases.toArray(Case[]::new));
    }

    static <A, B, R> void zip(
            ReceiveChannel<A> left, ReceiveChannel<B> right, Channel<R> out,
            BiFunction<? super A, ? super B, ? extends R> function) {
        new Crew(1, out::close).go("zip", () -> {
            while (left.next() instanceof Received.Value<A>(A first)) {
                if (!(nextBeside(first, right) instanceof Received.Value<B>(B second))) {
                    Crew.undelivered(first);
                    return;
                }
                Crew.<R>deliver(out, combined(function, first, second));
            }
        });
    }

    private static <A, B> Received<B> nextBeside(A held, ReceiveChannel<B> right) {
        try {
            return right.next();
        } catch (CancelledException e) {
            Crew.undelivered(held);
            throw e;
        }
    }

    private static <A, B, R> R combined(
            BiFunction<? super A, ? super B, ? extends R> function, A first, B second) throws Exception {
        boolean applied = false;
        try {
            R result = Crew.<B, R>apply(other -> function.apply(first, other), second);
            applied = true;
            return result;
        } finally {
            if (!applied) {
                Crew.undelivered(first);
            }
        }
    }
}
