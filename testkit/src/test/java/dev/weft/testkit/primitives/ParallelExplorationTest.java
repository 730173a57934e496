package dev.weft.testkit.primitives;

import static dev.weft.Weft.go;
import static dev.weft.testkit.primitives.Explored.holdsInManySchedules;
import static dev.weft.testkit.primitives.Explored.holdsWithPreemptions;
import static dev.weft.testkit.primitives.Explored.isCaughtInManySchedules;
import static dev.weft.testkit.primitives.Explored.survivesCancellationAtEachPoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Goroutine;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.parallel.Parallel;
import dev.weft.parallel.ParallelArrays;
import dev.weft.testkit.primitives.TwinLoop.Mistake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Loops of three indexes that two goroutines share. Their elements take a second of virtual time each, so that loops
 * find them worth sharing; where the goroutines share plain data (who has which indexes) a schedule cannot come between
 * two accesses: the storms of the real scheduler do. Sorts and prefix sums are several such loops, one after the other,
 * over parts of an array.
 */
class ParallelExplorationTest {
    private static final int COUNT = 3;
    private static final int SCHEDULES = 1_000;

    /** Runs a body for each index from 0 to before {@code COUNT}. */
    @FunctionalInterface
    interface Loop {
        void run(IntConsumer body);
    }

    enum Kind implements Loop {
        RANGE {
            @Override
            public void run(IntConsumer body) {
                Parallel.forEach(0, COUNT, body);
            }
        },
        MAP {
            @Override
            public void run(IntConsumer body) {
                assertThat(Parallel.map(0, COUNT, i -> {
                    body.accept(i);
                    return i;
                })).isEqualTo(List.of(0, 1, 2));
            }
        },
        SUM {
            @Override
            public void run(IntConsumer body) {
                assertThat(Parallel.sum(0, COUNT, i -> {
                    body.accept(i);
                    return i;
                })).isEqualTo(3);
            }
        },
        REDUCE {
            @Override
            public void run(IntConsumer body) {
                assertThat(Parallel.reduce(0, COUNT, "", i -> {
                    body.accept(i);
                    return String.valueOf(i);
                }, String::concat)).isEqualTo("012");
            }
        },
        SPLITERATOR {
            @Override
            public void run(IntConsumer body) {
                Parallel.forEach(IntStream.range(0, COUNT).boxed().spliterator(), body::accept);
            }
        },
        SET_ALL {
            @Override
            public void run(IntConsumer body) {
                Integer[] numbers = new Integer[COUNT];
                ParallelArrays.setAll(numbers, i -> {
                    body.accept(i);
                    return COUNT - i;
                });
                assertThat(numbers).containsExactly(3, 2, 1);
            }
        }
    }

    private static Loop twin(Mistake mistake) {
        return body -> TwinLoop.run(mistake, COUNT, body);
    }

    private static void takesASecond() {
        Weft.sleep(Duration.ofSeconds(1));
    }

    private static Task undisturbed(Loop loop) {
        return () -> {
            int[] times = new int[COUNT];
            loop.run(i -> {
                takesASecond();
                times[i]++;
            });
            assertThat(times).containsExactly(1, 1, 1);
        };
    }

    private static Task failing(Loop loop) {
        return () -> {
            int[] working = {0};
            String[] thrown = {"nothing"};
            try {
                loop.run(i -> {
                    working[0]++;
                    try {
                        takesASecond();
                        if (i == 1) {
                            throw new IllegalArgumentException("index 1");
                        }
                    } finally {
                        working[0]--;
                    }
                });
            } catch (IllegalArgumentException e) {
                thrown[0] = String.valueOf(e.getMessage());
            }
            assertThat(thrown[0]).isEqualTo("index 1");
            assertThat(working[0]).as("still at work").isZero();
        };
    }

    private static Task cancelled(Loop loop, Set<String> seen) {
        return () -> {
            int[] times = new int[COUNT];
            int[] working = {0};
            boolean[] whole = {false};
            Goroutine caller = go("caller", () -> {
                try {
                    loop.run(i -> {
                        working[0]++;
                        try {
                            takesASecond();
                            times[i]++;
                        } finally {
                            working[0]--;
                        }
                    });
                    whole[0] = true;
                } catch (CancelledException e) {
                    assertThat(working[0]).as("still at work").isZero();
                    throw e;
                }
            });
            Goroutine canceller = go("canceller", caller::cancel);
            caller.join();
            canceller.join();
            for (int each : times) {
                assertThat(each).isBetween(whole[0] ? 1 : 0, 1);
            }
            seen.add(whole[0] ? "whole" : "cancelled");
        };
    }

    @ParameterizedTest
    @EnumSource
    void eachIndexIsDoneOnce(Kind kind) {
        holdsWithPreemptions(1, undisturbed(kind));
        holdsInManySchedules(SCHEDULES, undisturbed(kind));
    }

    @ParameterizedTest
    @EnumSource
    void aFailureIsThrownWhenNobodyIsAtWorkAnyMore(Kind kind) {
        holdsWithPreemptions(1, failing(kind));
        holdsInManySchedules(SCHEDULES, failing(kind));
    }

    @ParameterizedTest
    @EnumSource
    void theCallerMayBeCancelledAnyTime(Kind kind) {
        Set<String> seen = new TreeSet<>();
        holdsInManySchedules(SCHEDULES, cancelled(kind, seen));
        assertThat(seen).contains("cancelled");
        survivesCancellationAtEachPoint(() -> kind.run(i -> takesASecond()));
    }

    /** Long enough for two runs, which two goroutines sort and then merge; one of its elements takes time. */
    private static void sort(Comparator<Integer> order) {
        List<Integer> numbers = new ArrayList<>(IntStream.range(0, 1_100).boxed().toList());
        Collections.shuffle(numbers, new Random(1));
        Integer[] array = numbers.toArray(Integer[]::new);
        ParallelArrays.sort(array, order);
        assertThat(array).isSorted();
    }

    private static int slowlyAtSeven(int one, int other) {
        if (one == 7 && other < 20) {
            takesASecond();
        }
        return Integer.compare(one, other);
    }

    @Test
    void aSortIsOneInManySchedules() {
        holdsInManySchedules(SCHEDULES / 5, () -> sort(ParallelExplorationTest::slowlyAtSeven));
        survivesCancellationAtEachPoint(() -> sort(ParallelExplorationTest::slowlyAtSeven));
    }

    @Test
    void aSortThrowsWhatItsOrderThrows() {
        holdsInManySchedules(SCHEDULES / 5, () -> {
            String thrown = "nothing";
            try {
                sort((one, other) -> {
                    if (one == 9) {
                        throw new IllegalArgumentException("nine");
                    }
                    return slowlyAtSeven(one, other);
                });
            } catch (IllegalArgumentException e) {
                thrown = String.valueOf(e.getMessage());
            }
            assertThat(thrown).isEqualTo("nine");
        });
    }

    private static void prefix() {
        String[] letters = {"a", "b", "c", "d", "e"};
        ParallelArrays.prefix(letters, (before, letter) -> {
            takesASecond();
            return before + letter;
        });
        assertThat(letters).containsExactly("a", "ab", "abc", "abcd", "abcde");
    }

    @Test
    void prefixSumsAreThoseInManySchedules() {
        holdsWithPreemptions(1, ParallelExplorationTest::prefix);
        holdsInManySchedules(SCHEDULES, ParallelExplorationTest::prefix);
        survivesCancellationAtEachPoint(ParallelExplorationTest::prefix);
    }

    @Test
    void theTwinWithoutAMistakeHolds() {
        holdsInManySchedules(SCHEDULES, undisturbed(twin(Mistake.NONE)));
        holdsInManySchedules(SCHEDULES, failing(twin(Mistake.NONE)));
    }

    @Test
    void loopsWithMistakesAreCaught() {
        isCaughtInManySchedules(SCHEDULES, undisturbed(twin(Mistake.TAKES_WITHOUT_THE_LOCK)));
        isCaughtInManySchedules(SCHEDULES, undisturbed(twin(Mistake.LEAVES_THE_HELPER_AT_WORK)));
        isCaughtInManySchedules(SCHEDULES, failing(twin(Mistake.LOSES_THE_HELPERS_FAILURE)));
    }
}
