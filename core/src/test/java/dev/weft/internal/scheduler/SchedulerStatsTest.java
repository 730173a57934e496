package dev.weft.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.diagnostics.SchedulerMXBean;
import dev.weft.diagnostics.SchedulerStats;
import dev.weft.internal.park.WaitReason;
import dev.weft.programs.Traced;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Fork;
import dev.weft.testing.Parked;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.Attribute;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

class SchedulerStatsTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @Test
    void goroutinesThatWaitAreCountedByReason() {
        Channel<Signal> never = Channel.signal();
        long before = SchedulerStats.take().waiting().getOrDefault("channel receive", 0L);
        List<Goroutine> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) all.add(Weft.go(() -> never.next()));
        all.forEach(goroutine -> Parked.await(goroutine, WaitReason.CHANNEL_RECEIVE));
        assertThat(SchedulerStats.take().waiting()).containsEntry("channel receive", before + 10);
        never.close();
        all.forEach(Goroutine::join);
    }

    @Test
    @EnabledIfSystemProperty(named = "weft.engine", matches = "own")
    void whatRunsAndWhatCouldRunIsCounted() {
        int former = Weft.maxProcs(1);
        var stop = new AtomicBoolean();
        List<Goroutine> all = new ArrayList<>();
        try {
            var running = new AtomicInteger();
            for (int i = 0; i < 20; i++) {
                all.add(Weft.go(() -> {
                    running.incrementAndGet();
                    while (!stop.get()) Thread.onSpinWait();
                }));
            }
            Await.until(() -> running.get() > 0);
            SchedulerStats stats = SchedulerStats.take();
            assertThat(stats.maxProcs()).isOne();
            assertThat(stats.runnable()).isPositive();
            assertThat(stats.running()).isPositive();
            assertThat(stats.goroutines()).isGreaterThanOrEqualTo(20);
            Await.until(() -> SchedulerStats.take().hogs() > 0);
            // On a machine that is too busy, the first may look blocked; then it stays the only one that is replaced.
            Await.until(() -> SchedulerStats.take().replacedComputing() + SchedulerStats.take().replacedBlocked() > 0);
        } finally {
            stop.set(true);
            all.forEach(Goroutine::join);
            Weft.maxProcs(former);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "weft.engine", matches = "own")
    void handOffsAreCounted() {
        long before = SchedulerStats.take().handOffs();
        Channel<Integer> channel = Channel.unbuffered();
        Goroutine receiver = Weft.go(() -> {
            for (int value : channel) assertThat(value).isNotNegative();
        });
        Weft.go(() -> {
            for (int i = 0; i < 1_000; i++) channel.send(i);
            channel.close();
        }).join();
        receiver.join();
        assertThat(SchedulerStats.take().handOffs() - before).isGreaterThan(100);
    }

    /** Samples come only while all processors are busy, so two goroutines that never rest see to that. */
    @Test
    @EnabledIfSystemProperty(named = "weft.engine", matches = "own")
    void theTimeInTheQueueIsSampled() {
        var stop = new AtomicBoolean();
        List<Goroutine> all = new ArrayList<>();
        for (int i = 0; i < 2 * Weft.maxProcs(); i++) {
            all.add(Weft.go(() -> {
                while (!stop.get()) Weft.yieldNow();
            }));
        }
        try {
            Await.until(() -> SchedulerStats.take().queueLatency(0.5).isPositive());
            assertThat(SchedulerStats.take().queueLatency(1)).isLessThan(Duration.ofMinutes(1));
        } finally {
            stop.set(true);
            all.forEach(Goroutine::join);
        }
    }

    @Test
    void aShareThatIsNoneIsAnError() {
        assertThatThrownBy(() -> SchedulerStats.take().queueLatency(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("queueLatency: the share must be from 0 to 1, but is 1.5");
    }

    @Test
    void quantilesOfTheHistogramAreUpperBounds() {
        var stats = new SchedulerStats("own", 1, 0, 0, 0, Map.of(), 0, 0, 0, 0, 0, List.of(), 0, 0, 0, 0, 0,
                List.of(0L, 0L, 3L, 0L, 1L));
        assertThat(stats.queueLatency(0)).isEqualTo(Duration.ofNanos(8));
        assertThat(stats.queueLatency(0.75)).isEqualTo(Duration.ofNanos(8));
        assertThat(stats.queueLatency(0.76)).isEqualTo(Duration.ofNanos(32));
        assertThat(stats.queueLatency(1)).isEqualTo(Duration.ofNanos(32));
    }

    @Test
    void jmxShowsThemAndSetsMaxProcs() throws Exception {
        SchedulerMXBean.register();
        SchedulerMXBean.register();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        var name = new ObjectName(SchedulerMXBean.NAME);
        for (var attribute : server.getMBeanInfo(name).getAttributes()) {
            assertThat(server.getAttribute(name, attribute.getName())).as(attribute.getName()).isNotNull();
        }
        int former = Weft.maxProcs();
        try {
            server.setAttribute(name, new Attribute("MaxProcs", 3));
            assertThat(Weft.maxProcs()).isEqualTo(3);
            assertThatThrownBy(() -> server.setAttribute(name, new Attribute("MaxProcs", 0)))
                    .hasStackTraceContaining("MaxProcs must be at least 1, but is 0");
        } finally {
            Weft.maxProcs(former);
        }
    }

    @Test
    void schedTraceIsOneLineAsInGo() {
        var processors = List.of(
                new EngineStats.ProcessorStats(0, true, true, 3, 0, 0, 0),
                new EngineStats.ProcessorStats(1, false, true, 0, 0, 0, 0),
                new EngineStats.ProcessorStats(2, true, false, 0, 0, 0, 0));
        var stats = new EngineStats(3, 1, 0, 1, 5, processors, 0, 0, 0, 0, 0, List.of());
        assertThat(SchedTrace.line(1_004, 2, stats)).isEqualTo("SCHED 1004ms: gomaxprocs=2 idleprocs=1 threads=3"
                + " spinningthreads=0 idlethreads=1 runqueue=5 [3 0]");
    }

    @Test
    @EnabledIfSystemProperty(named = "weft.engine", matches = "own")
    void schedTraceIsPrintedAsOftenAsTheEnvironmentSays() {
        Fork.Ended ended = Fork.of(Traced.class).engine("own").with("-Dweft.procs=2")
                .environment("WEFT_DEBUG", "schedtrace=5").run();
        assertThat(ended.out()).isEqualToNormalizingNewlines("done\n");
        assertThat(ended.err().lines()).hasSizeGreaterThan(2).allMatch(line -> line.matches(
                "SCHED \\d+ms: gomaxprocs=2 idleprocs=[0-2] threads=\\d spinningthreads=\\d idlethreads=\\d"
                        + " runqueue=\\d+ \\[\\d+ \\d+]"));
    }

    @Test
    @EnabledIfSystemProperty(named = "weft.engine", matches = "own")
    void flightRecordingsHaveThem() {
        Fork.Ended ended = Fork.of(Traced.class).engine("own").with("-Dtraced.recording=true").run();
        assertThat(ended.out()).isEqualToNormalizingNewlines("recorded dev.weft.SchedulerStatistics\ndone\n");
    }
}
