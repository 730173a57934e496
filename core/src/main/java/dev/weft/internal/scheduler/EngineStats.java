package dev.weft.internal.scheduler;

import java.util.List;

/**
 * What an engine does at one moment, and what it has done so far. Read without stopping anything: each number is one
 * that was true during the reading, not all of them at the same instant.
 *
 * @param carriers threads that execute goroutines, with those that are asleep
 * @param idleCarriers those that are asleep
 * @param searchingCarriers those that look for work
 * @param spareCarriers those beyond {@code maxProcs}: they finish the goroutine that they are in the middle of
 * @param globalQueue runnable goroutines that belong to no processor
 * @param processors one entry each; empty where the engine does not tell
 * @param steals how often a processor has taken goroutines from another
 * @param handOffs how often a goroutine was run next on the processor of the one that made it ready
 * @param replacedBlocked how often the monitor took a processor from a carrier that was blocked
 * @param replacedComputing how often it took one from a carrier that computed
 * @param hogs how often it found a goroutine computing for long while others waited
 * @param queueLatency how long a goroutine waited in the global queue while all processors were busy, by samples:
 *     element i counts those from 2^i to 2^(i+1) nanoseconds
 */
public record EngineStats(
        int carriers,
        int idleCarriers,
        int searchingCarriers,
        int spareCarriers,
        int globalQueue,
        List<ProcessorStats> processors,
        long steals,
        long handOffs,
        long replacedBlocked,
        long replacedComputing,
        long hogs,
        List<Long> queueLatency) {

    /** Of an engine that tells nothing. */
    public static final EngineStats NONE = new EngineStats(0, 0, 0, 0, 0, List.of(), 0, 0, 0, 0, 0, List.of());

    /** How many goroutines could run and wait for a processor. */
    public int runnable() {
        return globalQueue + processors.stream().mapToInt(ProcessorStats::runnable).sum();
    }

    /** How many goroutines execute. */
    public int running() {
        return processors.isEmpty()
                ? carriers - idleCarriers
                : (int) processors.stream().filter(ProcessorStats::executing).count();
    }

    /**
     * One processor.
     *
     * @param id its number; processors that replace others have new ones
     * @param active whether it counts towards {@code maxProcs}; otherwise it goes when its goroutine stops
     * @param executing whether it executes a goroutine
     * @param runnable goroutines in its queue and its hand-off slot
     * @param executions how often it has executed a goroutine until that parked, yielded or ended
     * @param steals how often it has taken goroutines from another
     * @param handOffs how often a goroutine was put into its hand-off slot
     */
    public record ProcessorStats(
            int id, boolean active, boolean executing, int runnable, long executions, long steals, long handOffs) {}
}
