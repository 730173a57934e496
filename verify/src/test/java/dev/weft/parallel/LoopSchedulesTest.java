package dev.weft.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.CancelledException;
import dev.weft.Goroutine;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.testkit.Explorer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol of a shared loop: who does what, and that nobody is at work when the call returns. */
class LoopSchedulesTest {
    @BeforeEach
    void needsTheOwnEngine() {
        assumeTrue("own".equals(System.getProperty("weft.engine")), "a simulation needs what the own engine needs");
    }

    private static void holds(Task program) {
        Explorer.random(7).schedules(1_500).run(program).orThrow();
        Explorer.random(8).schedules(300).run(program).orThrow();
    }

    private static void loop(int size, IntConsumer body) {
        new Loop("loop", 0, size, Parts.each(body), Cost.large(), null).run();
    }

    @Test
    void everyIndexIsDoneOnceAndBeforeTheCallReturns() {
        Set<Integer> helpers = new TreeSet<>();
        holds(() -> {
            Weft.maxProcs(3);
            int[] counts = new int[4];
            int[] byHelpers = {0};
            Thread caller = Thread.currentThread();
            loop(counts.length, i -> {
                Weft.yieldNow();
                counts[i]++;
                if (Thread.currentThread() != caller) {
                    byHelpers[0]++;
                }
            });
            assertThat(counts).containsOnly(1);
            helpers.add(byHelpers[0]);
        });
        assertThat(helpers).as("how many indexes helpers did").hasSizeGreaterThan(2);
    }

    @Test
    void firstFailureIsThrownWhenNobodyIsAtWork() {
        holds(() -> {
            Weft.maxProcs(3);
            int[] atWork = {0};
            assertThatThrownBy(() -> loop(4, i -> {
                atWork[0]++;
                try {
                    Weft.yieldNow();
                    if (i >= 2) {
                        throw new IllegalStateException("at " + i);
                    }
                } finally {
                    atWork[0]--;
                }
            })).isInstanceOf(IllegalStateException.class);
            assertThat(atWork[0]).isZero();
        });
    }

    @Test
    void cancelledCallerLeavesNobodyAtWork() {
        Set<Boolean> seen = new TreeSet<>();
        holds(() -> {
            Weft.maxProcs(2);
            int[] atWork = {0};
            boolean[] cancelled = {false};
            Goroutine caller = Weft.go(() -> {
                try {
                    loop(3, i -> {
                        atWork[0]++;
                        try {
                            Weft.yieldNow();
                        } finally {
                            atWork[0]--;
                        }
                    });
                } catch (CancelledException e) {
                    cancelled[0] = true;
                }
                assertThat(atWork[0]).isZero();
            });
            Weft.yieldNow();
            caller.cancel();
            caller.join();
            seen.add(cancelled[0]);
        });
        assertThat(seen).containsExactly(false, true);
    }

    @Test
    void piecesOfASpliteratorAreDoneOnce() {
        holds(() -> {
            Weft.maxProcs(3);
            int[] counts = new int[4];
            new Pieces<Integer>(i -> {
                Weft.yieldNow();
                counts[i]++;
            }, Cost.large()).run(List.of(0, 1, 2, 3).spliterator());
            assertThat(counts).containsOnly(1);
        });
    }
}
