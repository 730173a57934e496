package dev.weft.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weft.Channel;
import dev.weft.Selector;
import dev.weft.Weft;
import dev.weft.internal.jdk.CustomSchedulers;
import dev.weft.testing.EndsGoroutines;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A goroutine that another has made ready runs on the same core or on another one, as it pays. */
@EnabledIfSystemProperty(named = "weft.engine", matches = "own")
class SharedHandOffTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long COMPUTING_NANOS = 200_000;

    private final int former = Weft.maxProcs();

    @BeforeEach
    void twoProcessors() {
        assumeThat(Weft.numCpu()).isGreaterThan(1);
        Weft.maxProcs(2);
    }

    @AfterEach
    void restore() {
        Weft.maxProcs(former);
    }

    /** Whether the condition does not hold yet, and comes true while this goroutine computes. */
    private static boolean comesTrueMeanwhile(BooleanSupplier condition) {
        if (condition.getAsBoolean()) {
            return false;
        }
        long begin = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - begin < COMPUTING_NANOS) Thread.onSpinWait();
        return condition.getAsBoolean();
    }

    @Test
    void itRunsMeanwhileIfTheOtherComputes() throws Exception {
        Weft.run(() -> {
            Channel<Integer> values = Channel.unbuffered();
            var seen = new AtomicInteger();
            Weft.go(() -> {
                for (int value : values) seen.set(value);
            });
            long begin = System.nanoTime();
            int meanwhile = 0;
            for (int i = 1; meanwhile < 1_000; i++) {
                int sent = i;
                values.send(sent);
                meanwhile += comesTrueMeanwhile(() -> seen.get() == sent) ? 1 : 0;
                assertThat(System.nanoTime() - begin).as("%d of %d ran meanwhile", meanwhile, i)
                        .isLessThan(PATIENCE_NANOS);
            }
            values.close();
        });
    }

    @Test
    void itStaysOnTheCoreIfTheOtherWaitsSoon() throws Exception {
        Weft.run(() -> {
            Channel<Integer> there = Channel.unbuffered();
            Channel<Integer> back = Channel.unbuffered();
            Weft.go(() -> {
                for (int value : there) back.send(value);
            });
            long begin = System.nanoTime();
            do {
                for (int i = 0; i < 100_000; i++) {
                    there.send(i);
                    back.receive();
                }
                assertThat(System.nanoTime() - begin).isLessThan(PATIENCE_NANOS);
            } while (((Carrier) CustomSchedulers.currentCarrier()).processor.isSharing());
            there.close();
        });
    }

    /** Eight hand values to one, which takes what comes first: there are always some that wait for a processor. */
    @Test
    void thoseThatExecuteForAMomentEachStayOnOneCore() throws Exception {
        int each = 25_000;
        Weft.run(() -> {
            long begin = System.nanoTime();
            long stolen = 0;
            do {
                assertThat(System.nanoTime() - begin).as("%d thefts in the round before", stolen)
                        .isLessThan(PATIENCE_NANOS);
                Selector selector = Selector.fair();
                for (int i = 0; i < 8; i++) {
                    Channel<Integer> values = Channel.unbuffered();
                    selector.receive(values);
                    Weft.go(() -> {
                        for (int k = 0; k < each; k++) values.send(k);
                    });
                }
                long before = steals();
                for (int i = 0; i < 8 * each; i++) {
                    selector.select();
                }
                stolen = steals() - before;
            } while (stolen > each / 25);
        });
    }

    /** Right after the processor was busy with hand-overs only, which are not taken from it. */
    @Test
    void whoWaitsBehindOneThatComputesRunsMeanwhile() throws Exception {
        Weft.run(() -> {
            Channel<Integer> first = Channel.unbuffered();
            Channel<Integer> second = Channel.unbuffered();
            Channel<Integer> done = Channel.unbuffered();
            var begun = new AtomicInteger();
            var meanwhile = new AtomicInteger();
            for (Channel<Integer> computer : List.of(first, second)) {
                Weft.go(() -> {
                    for (int value : computer) {
                        if (value > 0) {
                            begun.incrementAndGet();
                            meanwhile.addAndGet(comesTrueMeanwhile(() -> begun.get() == 2) ? 1 : 0);
                        }
                        done.send(value);
                    }
                });
            }
            long begin = System.nanoTime();
            while (meanwhile.get() < 100) {
                assertThat(System.nanoTime() - begin).as("%s ran meanwhile", meanwhile).isLessThan(PATIENCE_NANOS);
                for (int i = 0; i < 500; i++) {
                    first.send(0);
                    second.send(0);
                    done.receive();
                    done.receive();
                }
                begun.set(0);
                first.send(1);
                second.send(1);
                done.receive();
                done.receive();
            }
            first.close();
            second.close();
        });
    }

    private static long steals() {
        return ((Carrier) CustomSchedulers.currentCarrier()).scheduler.stats().steals();
    }
}
