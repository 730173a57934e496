package dev.weft.verify.conservation;

import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.parallel.Parallel;
import dev.weft.parallel.ParallelArrays;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A loop whose caller is cancelled: every index once, or none twice and nobody at work any more. */
record ParallelStorm(String name, Loop loop) implements OperatorStorm {
    /** Runs a body for each index from 0 to before {@code count}, and throws if its own result is wrong. */
    interface Loop {
        void run(int count, IntConsumer body);
    }

    static Stream<OperatorStorm> all() {
        return Stream.of(
                new ParallelStorm("forEach", (count, body) -> Parallel.forEach(0, count, body)),
                new ParallelStorm("forRanges", (count, body) -> Parallel.forRanges(
                        0, count, (from, to) -> IntStream.range(from, to).forEach(body))),
                new ParallelStorm("forEach of a spliterator", (count, body) -> Parallel.forEach(
                        IntStream.range(0, count).boxed().spliterator(), body::accept)),
                new ParallelStorm("map", (count, body) -> assertThat(Parallel.map(0, count, i -> {
                    body.accept(i);
                    return i;
                })).isEqualTo(IntStream.range(0, count).boxed().toList())),
                new ParallelStorm("sum", (count, body) -> assertThat(Parallel.sum(0, count, i -> {
                    body.accept(i);
                    return i;
                })).isEqualTo(IntStream.range(0, count).asLongStream().sum())),
                new ParallelStorm("prefix and sort", ParallelStorm::prefixAndSort));
    }

    private static void prefixAndSort(int count, IntConsumer body) {
        int[] numbers = new int[count];
        ParallelArrays.setAll(numbers, i -> {
            body.accept(i);
            return 1;
        });
        ParallelArrays.prefix(numbers, Integer::sum);
        assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, count).toArray());
        Integer[] reversed = Arrays.stream(numbers).map(n -> count - n).boxed().toArray(Integer[]::new);
        ParallelArrays.sort(reversed);
        assertThat(reversed).isEqualTo(IntStream.range(0, count).boxed().toArray());
    }

    @Override
    public void round(SplittableRandom random, Trouble trouble) {
        int count = 1 + random.nextInt(2_000);
        int moment = random.nextInt(count);
        int work = random.nextInt(3_000);
        AtomicIntegerArray times = new AtomicIntegerArray(count);
        boolean[] whole = {false};
        boolean[] failed = {false};
        Goroutine caller = Weft.go("caller", () -> {
            try {
                loop.run(count, i -> {
                    times.incrementAndGet(i);
                    if (trouble == Trouble.FAILURE && i == moment) {
                        throw new IllegalStateException("index " + moment);
                    }
                    spin(work);
                });
                whole[0] = true;
            } catch (IllegalStateException e) {
                if (!(e instanceof CancelledException)) {
                    failed[0] = ("index " + moment).equals(e.getMessage());
                }
            }
        });
        if (trouble == Trouble.CANCEL) {
            while (times.get(moment) == 0 && !caller.isDone()) {
                yieldNow();
            }
            caller.cancel();
        }
        caller.join();
        int[] found = IntStream.range(0, count).map(times::get).toArray();
        OperatorStorm.awaitAlone();
        assertThat(IntStream.range(0, count).map(times::get).toArray()).as("afterwards").isEqualTo(found);
        assertThat(found).as("%s, %s", name, trouble).matches(
                each -> Arrays.stream(each).allMatch(n -> n == 1 || (n == 0 && !whole[0])), "each once");
        assertThat(whole[0]).isIn(trouble == Trouble.NONE, trouble != Trouble.FAILURE);
        assertThat(failed[0]).isEqualTo(trouble == Trouble.FAILURE);
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    @Override
    public String toString() {
        return "parallel " + name;
    }
}
