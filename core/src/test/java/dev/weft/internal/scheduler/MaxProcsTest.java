package dev.weft.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many goroutines execute at once, and changing it while they run. */
class MaxProcsTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final int former = Weft.maxProcs();

    @AfterEach
    void restore() {
        Weft.maxProcs(former);
    }

    @Test
    void changingReturnsTheFormerValueAndTakesEffectAtOnce() {
        for (int n : List.of(1, 4, 2)) {
            int before = Weft.maxProcs();
            assertThat(Weft.maxProcs(n)).isEqualTo(before);
            assertThat(Weft.maxProcs()).isEqualTo(n);
            assertThat(Weft.runtime().maxProcs()).isEqualTo(n);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void lessThanOneIsRejected(int n) {
        assertThatThrownBy(() -> Weft.maxProcs(n)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxProcs: must be at least 1, but is %d (to ask for the current value, "
                        + "call maxProcs() without an argument)", n);
        assertThat(Weft.maxProcs()).isEqualTo(former);
    }

    @Test
    void goroutinesRunOnWhileItGoesUpAndDown() throws Exception {
        Weft.run(() -> {
            Channel<Integer> channel = Channel.buffered(2);
            var over = new AtomicBoolean();
            Goroutine changing = Weft.go(() -> {
                for (int i = 0; !over.get(); i++) {
                    Weft.maxProcs(1 << i % 3);
                    Weft.yieldNow();
                }
            });
            var group = new WaitGroup();
            int[] sums = new int[4];
            for (int g = 0; g < 4; g++) {
                int number = g;
                group.go(() -> {
                    for (int i = 0; i < 5_000; i++) channel.send(1);
                });
                group.go(() -> {
                    for (int i = 0; i < 5_000; i++) sums[number] += channel.receive();
                });
            }
            group.await();
            over.set(true);
            changing.join();
            assertThat(Arrays.stream(sums).sum()).isEqualTo(20_000);
        });
    }

    @Test
    void numGoroutinesStaysExactWhileProcessorsComeAndGo() throws Exception {
        for (int round = 0; round < 300; round++) {
            Weft.maxProcs(4);
            Weft.run(() -> {
                var group = new WaitGroup();
                for (int i = 0; i < 20; i++) group.go(() -> {});
                group.await();
            });
            Await.until(() -> Weft.numGoroutines() == 0);
            Weft.maxProcs(1);
            for (int i = 0; i < 200; i++) assertThat(Weft.numGoroutines()).isZero();
        }
    }

    /**
     * A carrier that the operating system leaves aside for long may be replaced; then one goroutine more is in the
     * middle of something. On a machine with nothing else to do the bound is strict.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    @EnabledIfSystemProperty(named = "weft.engine", matches = "own")
    void noMoreThanThatExecuteAtOnce(int procs) throws Exception {
        Weft.maxProcs(procs);
        Await.until(() -> own().carriers().length == procs);
        int created = highestId();
        var executing = new AtomicInteger();
        var most = new AtomicInteger();
        Weft.run(() -> {
            var group = new WaitGroup();
            for (int g = 0; g < 16; g++) {
                group.go(() -> {
                    for (int i = 0; i < 300; i++) {
                        most.accumulateAndGet(executing.incrementAndGet(), Math::max);
                        long end = System.nanoTime() + 10_000;
                        while (System.nanoTime() - end < 0) Thread.onSpinWait();
                        executing.decrementAndGet();
                        Weft.yieldNow();
                    }
                });
            }
            group.await();
        });
        int replaced = highestId() - created;
        assertThat(most.get()).as("with %d carriers replaced", replaced).isBetween(1, procs + replaced);
    }

    @Test
    @EnabledIfSystemProperty(named = "weft.engine", matches = "own")
    void retiredProcessorsGo() {
        Weft.maxProcs(8);
        assertThat(active()).isEqualTo(8);
        Weft.maxProcs(2);
        assertThat(active()).isEqualTo(2);
        Await.until(() -> own().carriers().length == 2);
    }

    @Test
    @EnabledIfSystemProperty(named = "weft.engine", matches = "own")
    void moreThanAnyMachineHasIsCut() {
        assertThat(OwnScheduler.MOST_PROCS).isEqualTo(1024);
        Weft.maxProcs(64);
        assertThat(Weft.maxProcs()).isEqualTo(64);
    }

    /** What waited in the queue of a retired processor is not forgotten. */
    @Test
    void goroutinesOfRetiredProcessorsRunElsewhere() throws Exception {
        for (int round = 0; round < 50; round++) {
            Weft.maxProcs(4);
            Weft.run(() -> {
                List<Goroutine> all = new ArrayList<>();
                for (int g = 0; g < 4; g++) {
                    all.add(Weft.go(() -> {
                        List<Goroutine> children = new ArrayList<>();
                        for (int i = 0; i < 100; i++) children.add(Weft.go(() -> {}));
                        Weft.maxProcs(1);
                        children.forEach(Goroutine::join);
                    }));
                }
                all.forEach(Goroutine::join);
            });
        }
    }

    private static OwnScheduler own() {
        return (OwnScheduler) Engines.engine();
    }

    private static long active() {
        return Arrays.stream(own().carriers()).filter(carrier -> carrier.processor.isActive()).count();
    }

    private static int highestId() {
        return Arrays.stream(own().carriers()).mapToInt(carrier -> carrier.processor.id).max().orElse(0);
    }
}
