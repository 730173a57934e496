package dev.weft.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.internal.jdk.CustomSchedulers;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Goroutines that keep all carriers do not stop the others. */
@EnabledIfSystemProperty(named = "weft.engine", matches = "own")
class StuckCarrierTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final int procs = Weft.numCpu();

    private final int former = Weft.maxProcs();
    private final AtomicBoolean over = new AtomicBoolean();

    @BeforeEach
    void aProcessorForEachCore() {
        Weft.maxProcs(procs);
        Await.until(() -> own().carriers().length == procs);
    }

    @AfterEach
    void restore() {
        over.set(true);
        Weft.maxProcs(former);
    }

    private static OwnScheduler own() {
        return (OwnScheduler) Engines.engine();
    }

    /** Also when the test is over, however it went: others must not find the carriers taken. */
    private void spinUntil(AtomicBoolean condition) {
        while (!condition.get() && !over.get()) Thread.onSpinWait();
    }

    @Test
    void computingGoroutinesDoNotStopTheOthers() throws Exception {
        Weft.run(() -> {
            var stop = new AtomicBoolean();
            List<Goroutine> computing = new ArrayList<>();
            for (int i = 0; i < procs; i++) computing.add(Weft.go(() -> spinUntil(stop)));
            Channel<Integer> channel = Channel.unbuffered();
            Weft.go(() -> {
                for (int i = 0; i < 1_000; i++) channel.send(i);
                channel.close();
            });
            int received = 0;
            for (int value : channel) received += value >= 0 ? 1 : 0;
            assertThat(received).isEqualTo(1_000);
            stop.set(true);
            computing.forEach(Goroutine::join);
        });
        Await.until(() -> own().carriers().length == procs);
    }

    /** Reading from a pipe is a native call that does not let its virtual thread go. */
    @Test
    void goroutinesBlockedInNativeReadsDoNotStopTheOthers() throws Exception {
        int count = 5;
        Weft.maxProcs(1);
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

    /**
     * Nothing has to be proved about a goroutine that has said what it does: this one computes, and is taken at its
     * word.
     */
    @Test
    void announcedBlockingIsBelievedAtOnce() {
        var stop = new AtomicBoolean();
        long before = own().stats().replacedBlocked();
        List<Goroutine> all = new ArrayList<>();
        for (int i = 0; i < 8 * procs; i++) {
            all.add(Weft.go(() -> Weft.blocking(() -> spinUntil(stop))));
        }
        try {
            Await.until(() -> own().stats().replacedBlocked() - before >= 6L * procs);
        } finally {
            stop.set(true);
            all.forEach(Goroutine::join);
        }
        Await.until(() -> own().carriers().length == procs);
    }

    @Test
    void blockingReturnsWhatItsTaskDoes() throws Exception {
        assertThat(Weft.callBlocking(() -> 42)).isEqualTo(42);
        assertThatThrownBy(() -> Weft.blocking(() -> {
            throw new java.io.IOException("no disk");
        })).isInstanceOf(java.io.IOException.class).hasMessage("no disk");
    }

    /** The monitor's verdict may come a moment too late, when the carrier has no goroutine any more. */
    @Test
    void aCarrierThatWentToSleepBeforeItWasReplacedLeaves() {
        Await.until(() -> own().idle.sleeping() == procs);
        for (Carrier carrier : own().carriers()) assertThat(own().processors.replace(carrier)).isTrue();
        Await.until(() -> own().carriers().length == procs);
    }

    /** Each computing goroutine that is replaced is one more thread that competes for the cores: there is a limit. */
    @Test
    void computingGoroutinesAreReplacedOnlyUpToALimit() {
        var stop = new AtomicBoolean();
        var computing = new AtomicInteger();
        List<Goroutine> all = new ArrayList<>();
        for (int i = 0; i < 6 * procs; i++) {
            all.add(Weft.go(() -> {
                computing.incrementAndGet();
                spinUntil(stop);
            }));
        }
        boolean tooMany = Await.happensWithin(150, () -> computing.get() > 2 * procs);
        stop.set(true);
        all.forEach(Goroutine::join);
        assertThat(tooMany).isFalse();
        Await.until(() -> own().carriers().length == procs);
    }

    /** It lies in the hand-off slot of a processor that will not come back for it, while the others are never idle. */
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
            Parked.await(waiting, WaitReason.CHANNEL_RECEIVE);
            List<Goroutine> busy = new ArrayList<>();
            for (int i = 0; i < 2 * procs; i++) {
                busy.add(Weft.go(() -> {
                    while (!woken.get() && !over.get()) Weft.yieldNow();
                }));
            }
            Goroutine computing = Weft.go(() -> {
                Carrier own = (Carrier) CustomSchedulers.currentCarrier();
                while (!own.processor.isOrphan() && !over.get()) Thread.onSpinWait();
                wake.close();
                spinUntil(stop);
            });
            busy.forEach(Goroutine::join);
            stop.set(true);
            computing.join();
            waiting.join();
        });
    }
}
