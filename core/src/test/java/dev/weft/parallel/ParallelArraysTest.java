package dev.weft.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Weft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelArraysTest {
    private int procs;

    @BeforeEach
    void useThreeProcessors() {
        procs = Weft.maxProcs(3);
    }

    @AfterEach
    void useAsManyAsBefore() {
        Weft.maxProcs(procs);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 100_000})
    void everyElementIsSet(int size) {
        int[] ints = new int[size];
        long[] longs = new long[size];
        double[] doubles = new double[size];
        String[] texts = new String[size];
        ParallelArrays.setAll(ints, i -> i + 1);
        ParallelArrays.setAll(longs, i -> i + 1);
        ParallelArrays.setAll(doubles, i -> i + 1);
        ParallelArrays.setAll(texts, i -> "" + (i + 1));
        for (int i = 0; i < size; i++) {
            assertThat(ints[i]).isEqualTo(i + 1);
            assertThat(longs[i]).isEqualTo(i + 1);
            assertThat(doubles[i]).isEqualTo(i + 1);
            assertThat(texts[i]).isEqualTo("" + (i + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4_097, 12_289, 50_000})
    void arraysAreSorted(int size) {
        Random random = new Random(size);
        for (int range : new int[] {1, 3, 1_000_000}) {
            int[] ints = random.ints(size, 0, range).toArray();
            int[] expected = ints.clone();
            Arrays.sort(expected);
            long[] longs = Arrays.stream(ints).asLongStream().toArray();
            double[] doubles = Arrays.stream(ints).asDoubleStream().toArray();
            Integer[] boxed = Arrays.stream(ints).boxed().toArray(Integer[]::new);
            List<Integer> list = new ArrayList<>(Arrays.asList(boxed));
            ParallelArrays.sort(ints);
            assertThat(ints).isEqualTo(expected);
            ParallelArrays.sort(ints);
            assertThat(ints).as("sorted before").isEqualTo(expected);
            ParallelArrays.sort(longs);
            assertThat(longs).isEqualTo(Arrays.stream(expected).asLongStream().toArray());
            ParallelArrays.sort(doubles);
            assertThat(doubles).isEqualTo(Arrays.stream(expected).asDoubleStream().toArray());
            ParallelArrays.sort(boxed);
            assertThat(boxed).isEqualTo(Arrays.stream(expected).boxed().toArray());
            ParallelArrays.sort(list, Comparator.reverseOrder());
            assertThat(list).isSortedAccordingTo(Comparator.reverseOrder()).hasSize(size);
        }
    }

    @Test
    void sortsOfEverySizeAreRight() {
        Random random = new Random(7);
        for (int size = 0; size < 300; size++) {
            int[] array = random.ints(size, 0, 50).toArray();
            int[] expected = array.clone();
            Arrays.sort(expected);
            new MergeSort<>(new Runs.OfInts(), size, 3).sort(array);
            assertThat(array).isEqualTo(expected);
        }
    }

    @Test
    void sortIsStable() {
        record Card(int rank, int place) {}
        Random random = new Random(5);
        Card[] cards = IntStream.range(0, 20_000).mapToObj(i -> new Card(random.nextInt(7), i)).toArray(Card[]::new);
        Card[] expected = cards.clone();
        Arrays.sort(expected, Comparator.comparingInt(Card::rank));
        ParallelArrays.sort(cards, Comparator.comparingInt(Card::rank));
        assertThat(cards).isEqualTo(expected);
    }

    @Test
    void doublesAreSortedAsTheJdkSortsThem() {
        double[] array =
                new Random(3).doubles(20_000).map(d -> d < 0.1 ? Double.NaN : d < 0.2 ? -0.0 : d < 0.3 ? 0.0 : d)
                        .toArray();
        double[] expected = array.clone();
        Arrays.sort(expected);
        ParallelArrays.sort(array);
        assertThat(Arrays.equals(array, expected)).isTrue();
    }

    @Test
    void failingOrderIsThrown() {
        Integer[] array = IntStream.range(0, 10_000).map(i -> -i).boxed().toArray(Integer[]::new);
        assertThatThrownBy(() -> ParallelArrays.sort(array, (left, right) -> {
            throw new IllegalStateException("cannot compare " + left + " and " + right);
        })).hasMessageStartingWith("cannot compare -");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 100, 1_000, 200_001})
    void prefixesAreThoseOfAPlainLoop(int size) {
        for (int round = 0; round < 3; round++) {
            int[] ints = new Random(size).ints(size).toArray();
            long[] longs = Arrays.stream(ints).asLongStream().toArray();
            double[] doubles = Arrays.stream(ints).asDoubleStream().toArray();
            int[] expected = ints.clone();
            long[] expectedLongs = longs.clone();
            double[] expectedDoubles = doubles.clone();
            for (int i = 1; i < size; i++) {
                expected[i] += expected[i - 1];
                expectedLongs[i] += expectedLongs[i - 1];
                expectedDoubles[i] = Math.max(expectedDoubles[i], expectedDoubles[i - 1]);
            }
            ParallelArrays.prefix(ints, Integer::sum);
            ParallelArrays.prefix(longs, Long::sum);
            ParallelArrays.prefix(doubles, Math::max);
            assertThat(ints).isEqualTo(expected);
            assertThat(longs).isEqualTo(expectedLongs);
            assertThat(doubles).isEqualTo(expectedDoubles);
        }
    }

    @Test
    void prefixKeepsTheOrder() {
        String[] letters = IntStream.range(0, 500).mapToObj(i -> (char) ('a' + i % 26) + "").toArray(String[]::new);
        String[] expected = letters.clone();
        for (int i = 1; i < expected.length; i++) {
            expected[i] = expected[i - 1] + expected[i];
        }
        new Scan.OfObjects<String>(String::concat, Cost.large()).run(letters, letters.length);
        assertThat(letters).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 40, 41})
    void prefixesOfEveryCutAreRight(int size) {
        int[] array = IntStream.range(0, size).toArray();
        new Scan.OfInts(Integer::sum, Cost.large()).run(array, size);
        for (int i = 0; i < size; i++) {
            assertThat(array[i]).isEqualTo(i * (i + 1) / 2);
        }
    }
}
