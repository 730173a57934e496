package dev.weft.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.internal.jdk.CustomSchedulers;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One goroutine that keeps the only processor's carrier does not stop the others. */
@EnabledIfSystemProperty(named = "weft.engine", matches = "own")
class StuckCarrierTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final int former = Weft.maxProcs();

    @BeforeEach
    void oneProcessor() {
        Weft.maxProcs(1);
        Await.until(() -> own().carriers().length == 1);
    }

    @AfterEach
    void restore() {
        Weft.maxProcs(former);
    }

    private static OwnScheduler own() {
        return (OwnScheduler) Engines.engine();
    }

    private static void spinUntil(AtomicBoolean condition) {
        while (!condition.get()) Thread.onSpinWait();
    }

    @Test
    void aComputingGoroutineDoesNotStopTheOthers() throws Exception {
        Weft.run(() -> {
            var stop = new AtomicBoolean();
            Goroutine computing = Weft.go(() -> spinUntil(stop));
            Channel<Integer> channel = Channel.unbuffered();
            Weft.go(() -> {
                for (int i = 0; i < 1_000; i++) channel.send(i);
                channel.close();
            });
            int received = 0;
            for (int value : channel) received += value >= 0 ? 1 : 0;
            assertThat(received).isEqualTo(1_000);
            stop.set(true);
            computing.join();
        });
        Await.until(() -> own().carriers().length == 1);
    }

    /** Reading from a pipe is a native call that does not let its virtual thread go. */
    @Test
    void goroutinesBlockedInNativeReadsDoNotStopTheOthers() throws Exception {
        int count = 5;
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < count; i++) processes.add(new ProcessBuilder("cat").start());
        try {
            Weft.run(() -> {
                var reading = new AtomicInteger();
                List<Goroutine> readers = new ArrayList<>();
                for (Process process : processes) {
                    InputStream in = process.getInputStream();
                    readers.add(Weft.go(() -> {
                        reading.incrementAndGet();
                        assertThat(in.read()).isEqualTo('x');
                    }));
                }
                Channel<Signal> done = Channel.signal();
                Weft.go(() -> {
                    while (reading.get() < count) Weft.yieldNow();
                    done.close();
                });
                done.next();
                for (Process process : processes) {
                    process.getOutputStream().write('x');
                    process.getOutputStream().flush();
                }
                readers.forEach(Goroutine::join);
            });
        } finally {
            processes.forEach(Process::destroy);
        }
        Await.until(() -> own().carriers().length == 1);
    }

    /** Each computing goroutine that is replaced is one more thread that competes for the cores: there is a limit. */
    @Test
    void computingGoroutinesAreReplacedOnlyUpToALimit() throws Exception {
        Weft.run(() -> {
            var stop = new AtomicBoolean();
            var computing = new AtomicInteger();
            List<Goroutine> all = new ArrayList<>();
            Goroutine starter = Weft.go(() -> {
                for (int i = 0; i < 12; i++) {
                    all.add(Weft.go(() -> {
                        computing.incrementAndGet();
                        spinUntil(stop);
                    }));
                }
            });
            starter.join();
            boolean tooMany = Await.happensWithin(150, () -> computing.get() > 8);
            long replaced = Arrays.stream(own().carriers()).filter(carrier -> carrier.processor.isOrphan()).count();
            stop.set(true);
            all.forEach(Goroutine::join);
            assertThat(tooMany).as("%d carriers replaced", replaced).isFalse();
        });
        Await.until(() -> own().carriers().length == 1);
    }

    /** It lies in the hand-off slot of a processor that will not come back for it, while the other is never idle. */
    @Test
    void whatAReplacedCarrierMakesReadyIsRunElsewhere() throws Exception {
        Weft.run(() -> {
            var stop = new AtomicBoolean();
            var woken = new AtomicBoolean();
            Channel<Signal> wake = Channel.signal();
            Goroutine waiting = Weft.go(() -> {
                wake.next();
                woken.set(true);
            });
            Goroutine busy = Weft.go(() -> {
                while (!woken.get()) Weft.yieldNow();
            });
            Goroutine computing = Weft.go(() -> {
                Carrier own = carrierOf();
                while (!own.processor.isOrphan()) Thread.onSpinWait();
                wake.close();
                spinUntil(stop);
            });
            busy.join();
            stop.set(true);
            computing.join();
            waiting.join();
        });
    }

    private static Carrier carrierOf() {
        return (Carrier) CustomSchedulers.currentCarrier();
    }
}
