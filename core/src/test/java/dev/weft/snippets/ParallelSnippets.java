package dev.weft.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.parallel.Parallel;
import dev.weft.parallel.ParallelArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParallelSnippets {
    @Test
    void forEach() {
        List<String> words = List.of("warp", "weft", "loom");
        // @start region="forEach"
        double[] roots = new double[1_000_000];
        Parallel.forEach(0, roots.length, i -> roots[i] = Math.sqrt(i)); // shared if that pays, else a plain loop
        List<Integer> lengths = Parallel.map(words, String::length); // in the order of the words
        long sum = Parallel.sum(0, 1_000_000, i -> i % 7);
        // @end
        assertThat(roots[144]).isEqualTo(12);
        assertThat(lengths).containsExactly(4, 4, 4);
        assertThat(sum).isEqualTo(2_999_997);
    }

    @Test
    void ranges() {
        double[] values = new Random(1).doubles(100_000).toArray();
        // @start region="ranges"
        double largest = Parallel.reduceRanges(0, values.length, Double.NEGATIVE_INFINITY, (from, to) -> {
            double best = values[from];
            for (int i = from + 1; i < to; i++) best = Math.max(best, values[i]); // a loop that the JIT knows well
            return best;
        }, Math::max);
        // @end
        assertThat(largest).isEqualTo(Arrays.stream(values).max().orElseThrow());
    }

    @Test
    void progress() {
        List<Integer> inputs = List.of(1, 2, 3);
        List<String> bar = new ArrayList<>();
        // @start region="progress"
        Parallel.forEach(inputs, input -> work(input), (done, total) -> bar.add(done + " of " + total));
        // @end
        assertThat(bar).last().isEqualTo("3 of 3");
    }

    private static void work(int input) {
        assertThat(input).isBetween(1, 3);
    }

    @Test
    void arrays() {
        // @start region="arrays"
        int[] numbers = new int[10];
        ParallelArrays.setAll(numbers, i -> 10 - i);
        ParallelArrays.sort(numbers);
        ParallelArrays.prefix(numbers, Integer::sum); // 1, 3, 6, 10, ...
        // @end
        assertThat(numbers).containsExactly(1, 3, 6, 10, 15, 21, 28, 36, 45, 55);
    }
}
