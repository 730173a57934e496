package dev.weft.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Weft;
import dev.weft.testing.EndsGoroutines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private int procs;

    @BeforeEach
    void useFourProcessors() {
        procs = Weft.maxProcs(4);
    }

    @AfterEach
    void useAsManyAsBefore() {
        Weft.maxProcs(procs);
    }

    private static void eachOnce(AtomicIntegerArray counts) {
        for (int i = 0; i < counts.length(); i++) {
            assertThat(counts.get(i)).as("index %d", i).isEqualTo(1);
        }
    }

    // ----------------------------------------------------------------------------------------------- forEach

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 100, 1_000, 100_000})
    void eachIndexIsDoneOnce(int size) {
        for (int round = 0; round < 20; round++) { // what the loop knows about its cost changes meanwhile
            AtomicIntegerArray counts = new AtomicIntegerArray(size);
            Parallel.forEach(-5, size - 5, i -> counts.incrementAndGet(i + 5));
            eachOnce(counts);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, 0, 1, 1_000, 10_000_000})
    void eachIndexIsDoneOnceWhateverItCosts(float nanos) {
        AtomicIntegerArray counts = new AtomicIntegerArray(10_000);
        Work work = Parts.each(counts::incrementAndGet);
        new Loop("loop", 0, counts.length(), work, Cost.fixed(nanos), null).run();
        eachOnce(counts);
    }

    @Test
    void rangesMayReachFromEndToEnd() {
        LongAdder count = new LongAdder();
        Parallel.forRanges(Integer.MIN_VALUE, Integer.MAX_VALUE, (from, to) -> count.add((long) to - from));
        assertThat(count.sum()).isEqualTo((1L << 32) - 1);
    }

    @Test
    void rangeThatEndsBeforeItBeginsIsEmpty() {
        Parallel.forEach(3, 2, i -> {
            throw new AssertionError("an index: " + i);
        });
        Parallel.forRanges(3, 3, (from, to) -> {
            throw new AssertionError("a range from " + from + " to " + to);
        });
        assertThat(Parallel.map(3, -3, i -> i)).isEmpty();
        assertThat(Parallel.<Integer>reduce(3, -3, 17, i -> i, Integer::sum)).isEqualTo(17);
        assertThat(Parallel.sum(3, -3, i -> i)).isZero();
    }

    @Test
    void eachElementIsDoneOnce() {
        List<Integer> numbers = IntStream.range(0, 20_000).boxed().toList();
        for (Collection<Integer> elements : List.of(numbers, new ArrayDeque<>(numbers), new HashSet<>(numbers),
                new TreeSet<>(numbers))) {
            Set<Integer> seen = ConcurrentHashMap.newKeySet();
            LongAdder count = new LongAdder();
            Parallel.forEach(elements, n -> {
                seen.add(n);
                count.increment();
            });
            assertThat(seen).as(elements.getClass().getName()).hasSize(numbers.size());
            assertThat(count.sum()).isEqualTo(numbers.size());
        }
        LongAdder sum = new LongAdder();
        Parallel.forEach(numbers.toArray(Integer[]::new), n -> sum.add(n));
        assertThat(sum.sum()).isEqualTo(199_990_000);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, 0, 10_000_000})
    void spliteratorsAreSharedOrNot(float nanos) {
        AtomicIntegerArray counts = new AtomicIntegerArray(5_000);
        List<Integer> indexes = IntStream.range(0, counts.length()).boxed().toList();
        new Pieces<Integer>(counts::incrementAndGet, Cost.fixed(nanos)).run(indexes.spliterator());
        eachOnce(counts);
    }

    @Test
    void spliteratorThatCannotBeSplitIsDoneByTheCaller() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        LongAdder count = new LongAdder();
        Spliterator<Integer> all = new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, 0) {
            private int next;

            @Override
            public boolean tryAdvance(Consumer<? super Integer> action) {
                if (next == 1_000) {
                    return false;
                }
                action.accept(next++);
                return true;
            }

            @Override
            public Spliterator<Integer> trySplit() {
                return Spliterators.emptySpliterator();
            }
        };
        Parallel.forEach(all, n -> {
            threads.add(Thread.currentThread());
            count.increment();
        });
        assertThat(count.sum()).isEqualTo(1_000);
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void callsCanBeNested() throws Exception {
        Weft.run(() -> {
            LongAdder count = new LongAdder();
            Work inner = Parts.each(i -> count.increment());
            Work outer = Parts.each(i -> new Loop("inner", 0, 30, inner, Cost.large(), null).run());
            Work all = Parts.each(i -> new Loop("outer", 0, 20, outer, Cost.large(), null).run());
            new Loop("all", 0, 10, all, Cost.large(), null).run();
            assertThat(count.sum()).isEqualTo(6_000);
        });
    }

    @Test
    void helpersAreGoneWhenTheCallReturns() throws Exception {
        Weft.run(() -> {
            for (int round = 0; round < 200; round++) {
                boolean[] over = {false};
                Work work = Parts.each(i -> {
                    if (over[0]) {
                        throw new AssertionError("a body runs after the loop");
                    }
                });
                new Loop("loop", 0, 50, work, Cost.large(), null).run();
                over[0] = true;
            }
        });
    }

    // -------------------------------------------------------------------------------------- map and reduce

    @Test
    void resultsAreInTheOrderOfTheElements() {
        for (int size : new int[] {0, 1, 10, 50_000}) {
            List<Integer> expected = IntStream.range(0, size).map(i -> i * 3).boxed().toList();
            assertThat(Parallel.map(0, size, i -> i * 3)).isEqualTo(expected);
            List<Integer> numbers = IntStream.range(0, size).boxed().toList();
            assertThat(Parallel.<Integer, Integer>map(numbers, n -> n * 3)).isEqualTo(expected);
            assertThat(Parallel.<Integer, Integer>map(new TreeSet<>(numbers), n -> n * 3)).isEqualTo(expected);
        }
    }

    @Test
    void resultsCannotBeChanged() {
        List<Integer> results = new ArrayList<>(List.of(1));
        assertThat(results.set(0, 2)).isEqualTo(1);
        assertThatThrownBy(() -> Parallel.map(0, 3, i -> i).set(0, 1))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void reductionKeepsTheOrder() {
        String expected = String.join("", IntStream.range(0, 3_000).mapToObj(i -> i + " ").toList());
        assertThat(Parallel.<String>reduce(0, 3_000, "", i -> i + " ", String::concat)).isEqualTo(expected);
        List<String> words = IntStream.range(0, 3_000).mapToObj(i -> i + " ").toList();
        assertThat(Parallel.<String>reduce(words, "", String::concat)).isEqualTo(expected);
        Reduction<String> reduction = new Reduction<>((from, to) -> {
            StringBuilder text = new StringBuilder();
            for (int i = from; i < to; i++) {
                text.append(i).append(' ');
            }
            return text.toString();
        }, String::concat);
        new Loop("reduce", 0, 3_000, reduction, Cost.large(), null).run();
        assertThat(reduction.result("")).isEqualTo(expected);
    }

    @Test
    void sumsAreThoseOfAPlainLoop() {
        for (int size : new int[] {1, 100, 1_000_000}) {
            long expected = (long) size * (size - 1) / 2;
            assertThat(Parallel.sum(0, size, i -> i)).isEqualTo(expected);
            assertThat(Parallel.sumOfDoubles(0, size, i -> i)).isEqualTo((double) expected);
            assertThat(Parallel.<Long>reduceRanges(0, size, 0L, (from, to) -> {
                long sum = 0;
                for (int i = from; i < to; i++) {
                    sum += i;
                }
                return sum;
            }, Long::sum)).isEqualTo(expected);
        }
    }

    @Test
    void copiesOfALoopDoWhatTheLoopDoes() {
        long[] sums = new long[2];
        IntConsumer one = i -> sums[0] += i;
        IntConsumer other = i -> sums[1] -= i;
        Work.Part ofOne = OwnCode.EACH.of(one);
        Work.Part ofOther = OwnCode.EACH.of(other);
        ofOne.run(0, 100);
        ofOther.run(1, 101);
        assertThat(sums).containsExactly(4_950, -5_050);
        assertThat(ofOne.getClass()).isNotSameAs(ofOther.getClass()).isSameAs(OwnCode.EACH.of(one).getClass());
        assertThat(OwnCode.LONG_SUM.of(i -> 2L * i).apply(0, 10)).isEqualTo(90);
        assertThat(OwnCode.DOUBLE_SUM.of(i -> 0.5 * i).apply(0, 10)).isEqualTo(22.5);
    }

    @Test
    void bodyThatRunsLongGetsCodeOfItsOwn() {
        long[] sink = new long[1 << 12];
        for (int round = 0; round < 200; round++) {
            Parallel.forEach(0, 1_000_000, i -> sink[i & (sink.length - 1)] = 1);
            assertThat(Parallel.sum(0, 1_000_000, i -> i & 1)).isEqualTo(500_000);
            assertThat(Parallel.sumOfDoubles(0, 1_000_000, i -> i & 1)).isEqualTo(500_000);
        }
        assertThat(sink).containsOnly(1);
    }

    // -------------------------------------------------------------------------------------------- progress

    @Test
    void progressGrowsAndEndsAtTheTotal() {
        List<Long> seen = new ArrayList<>();
        Thread caller = Thread.currentThread();
        Parallel.forEach(0, 1_000, i -> {}, (done, total) -> {
            assertThat(total).isEqualTo(1_000);
            assertThat(Thread.currentThread()).isSameAs(caller);
            seen.add(done);
        });
        assertThat(seen).isSorted().last().isEqualTo(1_000L);
        seen.clear();
        Parallel.forEach(List.of(1, 2, 3), n -> {}, (done, total) -> seen.add(done));
        assertThat(seen).isSorted().last().isEqualTo(3L);
        assertThat(Parallel.<Integer, Integer>map(List.of(1, 2), n -> -n, (done, total) -> seen.add(done)))
                .containsExactly(-1, -2);
        assertThat(seen).last().isEqualTo(2L);
    }

    // ---------------------------------------------------------------------------------------------- misuse

    @Test
    @SuppressWarnings({"NullAway", "DataFlowIssue"}) // what happens then is the question
    void nullIsRefusedByName() {
        assertThatThrownBy(() -> Parallel.forEach(0, 1, null)).isInstanceOf(NullPointerException.class)
                .hasMessage("forEach: the body is null");
        assertThatThrownBy(() -> Parallel.map(0, 1, null)).hasMessage("map: the function is null");
        assertThatThrownBy(() -> Parallel.forEach((List<Integer>) null, n -> {}))
                .hasMessage("forEach: the collection is null");
        assertThatThrownBy(() -> Parallel.reduce(0, 1, null, i -> i, Integer::sum))
                .hasMessage("reduce: the identity is null");
        assertThatThrownBy(() -> Parallel.<Integer>reduce(0, 1, 0, i -> null, Integer::sum))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void tooManyResultsAreRefused() {
        assertThatThrownBy(() -> Parallel.map(Integer.MIN_VALUE, Integer.MAX_VALUE, i -> i))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("map: a list cannot hold 4294967295 results");
    }
}
