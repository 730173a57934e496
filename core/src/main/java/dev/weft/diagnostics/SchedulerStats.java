package dev.weft.diagnostics;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Registry;
import dev.weft.internal.park.WaitReason;
import dev.weft.internal.scheduler.Engine;
import dev.weft.internal.scheduler.EngineStats;
import dev.weft.internal.scheduler.Engines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the scheduler does at one moment, and what it has done since the program began. Nothing is stopped for it, so
 * the numbers belong to moments close to each other, not to one instant. The counters cost the scheduler nothing.
 *
 * <p>The same numbers are had as one line now and then on stderr, as Go's: {@code WEFT_DEBUG=schedtrace=1000}; over
 * JMX, after {@link SchedulerMXBean#register}; and in flight recordings, as the event
 * {@code dev.weft.SchedulerStatistics}.
 *
 * {@snippet class="dev.weft.snippets.DiagnosticsSnippets" region="stats"}
 *
 * @param engine {@code own} or {@code jdk}; the JDK's scheduler tells less, and what it does not tell is 0 or empty
 * @param maxProcs how many goroutines may execute at once
 * @param goroutines how many have started and not ended
 * @param runnable how many could run and wait for a processor
 * @param running how many execute
 * @param waiting how many wait, by reason, in the words of a {@link Dump}
 * @param carriers threads that execute goroutines, with those asleep
 * @param idleCarriers those asleep
 * @param searchingCarriers those that look for work
 * @param spareCarriers those beyond {@code maxProcs}, each until its goroutine stops
 * @param globalQueue runnable goroutines that belong to no processor
 * @param processors one entry for each
 * @param steals how often a processor has taken goroutines from another
 * @param handOffs how often a goroutine was made the next to run on the processor of the one that woke it
 * @param replacedBlocked how often another thread took over for one that was blocked in native code or the like
 * @param replacedComputing how often another thread took over for one that computed for over 10 ms
 * @param hogs how often a goroutine was found computing for over 10 ms while others waited for its processor
 * @param queueLatencies how long goroutines waited in the global queue while all processors were busy: element i counts
 *     the samples from 2^i to 2^(i+1) nanoseconds
 */
public record SchedulerStats(
        String engine,
        int maxProcs,
        long goroutines,
        int runnable,
        int running,
        Map<String, Long> waiting,
        int carriers,
        int idleCarriers,
        int searchingCarriers,
        int spareCarriers,
        int globalQueue,
        List<Processor> processors,
        long steals,
        long handOffs,
        long replacedBlocked,
        long replacedComputing,
        long hogs,
        List<Long> queueLatencies) {

    /** Copies what it is given. */
    public SchedulerStats {
        waiting = Map.copyOf(waiting);
        processors = List.copyOf(processors);
        queueLatencies = List.copyOf(queueLatencies);
    }

    /**
     * One processor: the right to execute goroutines, with a queue of its own.
     *
     * @param id its number
     * @param active whether it counts towards {@code maxProcs}
     * @param executing whether it executes a goroutine
     * @param runnable goroutines in its queue
     * @param executions how often it has executed a goroutine until that parked, yielded or ended
     * @param steals how often it has taken goroutines from another processor
     * @param handOffs how often one was made its next
     */
    public record Processor(
            int id, boolean active, boolean executing, int runnable, long executions, long steals, long handOffs) {}

    /**
     * Reads the statistics of this process's scheduler.
     *
     * @return what they are now
     */
    public static SchedulerStats take() {
        Engine engine = Engines.engine();
        EngineStats now = engine.stats();
        List<Processor> processors = now.processors().stream()
                .map(p -> new Processor(
                        p.id(), p.active(), p.executing(), p.runnable(), p.executions(), p.steals(), p.handOffs()))
                .toList();
        return new SchedulerStats(engine.name(), engine.maxProcs(), engine.liveGoroutines(), now.runnable(),
                now.running(), waitingNow(), now.carriers(), now.idleCarriers(), now.searchingCarriers(),
                now.spareCarriers(), now.globalQueue(), processors, now.steals(), now.handOffs(),
                now.replacedBlocked(), now.replacedComputing(), now.hogs(), now.queueLatency());
    }

    private static Map<String, Long> waitingNow() {
        Map<String, Long> waiting = new TreeMap<>();
        for (Fiber fiber : Registry.snapshot()) {
            WaitReason reason = fiber.reason();
            if (reason != null) {
                waiting.merge(reason.toString(), 1L, Long::sum);
            }
        }
        return waiting;
    }

    /**
     * The time within which a share of the sampled goroutines got a processor.
     *
     * @param share from 0 to 1; 0.5 for the median
     * @return a bound, at most twice too large; zero when there are no samples
     */
    public Duration queueLatency(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("queueLatency: the share must be from 0 to 1, but is " + share);
        }
        long samples = queueLatencies.stream().mapToLong(Long::longValue).sum();
        long seen = 0;
        for (int i = 0; i < queueLatencies.size(); i++) {
            seen += queueLatencies.get(i);
            if (seen > 0 && seen >= share * samples) {
                return Duration.ofNanos(2L << i);
            }
        }
        return Duration.ZERO;
    }
}
