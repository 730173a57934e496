package dev.weft.parallel;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Loops over elements that keep nothing from one index to the next: all workers use the same part. */
final class Parts {
    private Parts() {}

    static Work each(IntConsumer body) {
        Work.Part part = new EachIndex(body);
        return from -> part;
    }

    /** The same in code of its own, if what is known of the body makes that worth while. */
    static Work each(IntConsumer body, Cost cost) {
        Work.Part part = cost.isWorthOwnCode() ? OwnCode.EACH.of(body) : new EachIndex(body);
        return from -> part;
    }

    static Work ranges(RangeBody body) {
        return from -> body::run;
    }

    static <T> Work each(T[] array, Consumer<? super T> body) {
        return from -> (first, end) -> {
            for (int i = first; i < end; i++) {
                body.accept(array[i]);
            }
        };
    }

    static <T> Work each(List<? extends T> list, Consumer<? super T> body) {
        return from -> (first, end) -> {
            for (int i = first; i < end; i++) {
                body.accept(list.get(i));
            }
        };
    }

    static <R extends @Nullable Object> Work fill(R[] results, int offset, IntFunction<? extends R> function) {
        return from -> (first, end) -> {
            for (int i = first; i < end; i++) {
                results[i - offset] = function.apply(i);
            }
        };
    }

    static <T, R extends @Nullable Object> Work map(
            List<? extends T> list, R[] results, Function<? super T, ? extends R> function) {
        return from -> (first, end) -> {
            for (int i = first; i < end; i++) {
                results[i] = function.apply(list.get(i));
            }
        };
    }
}
