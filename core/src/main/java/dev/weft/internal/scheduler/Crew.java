package dev.weft.internal.scheduler;

import java.util.Arrays;
import java.util.List;

/**
 * The carriers, with what those that are gone have counted. Both change in one step, so that no goroutine is counted
 * twice or not at all while a carrier goes. Immutable; the scheduler replaces it by compare-and-set.
 */
final class Crew {
    static final Crew NOBODY = new Crew(new Carrier[0], 0, 0, 0, 0);

    private final Carrier[] carriers;
    private final long startedByGone;
    private final long endedByGone;
    private final long stealsByGone;
    private final long handOffsByGone;

    private Crew(Carrier[] carriers, long started, long ended, long steals, long handOffs) {
        this.carriers = carriers;
        this.startedByGone = started;
        this.endedByGone = ended;
        this.stealsByGone = steals;
        this.handOffsByGone = handOffs;
    }

    Crew with(Carrier newcomer) {
        Carrier[] all = Arrays.copyOf(carriers, carriers.length + 1);
        all[carriers.length] = newcomer;
        return new Crew(all, startedByGone, endedByGone, stealsByGone, handOffsByGone);
    }

    /** The leaver counts no more. */
    Crew without(Carrier leaver) {
        Carrier[] all = Arrays.stream(carriers).filter(carrier -> carrier != leaver).toArray(Carrier[]::new);
        return new Crew(all, startedByGone + leaver.started(), endedByGone + leaver.ended(),
                stealsByGone + leaver.processor.steals(), handOffsByGone + leaver.processor.handOffs());
    }

    /** Those who are there; not to be changed. */
    Carrier[] carriers() {
        return carriers;
    }

    /** How many goroutines have been started on carriers. */
    long started() {
        return startedByGone + Arrays.stream(carriers).mapToLong(Carrier::started).sum();
    }

    /** How many goroutines have ended on carriers. */
    long ended() {
        return endedByGone + Arrays.stream(carriers).mapToLong(Carrier::ended).sum();
    }

    // --------------------------------------------------------------------------------------------- statistics

    /** What each of those who are there does. */
    List<EngineStats.ProcessorStats> stats() {
        return Arrays.stream(carriers).map(carrier -> carrier.processor.stats()).toList();
    }

    /** The steals of {@code present}, which {@link #stats} gave, and of those who are gone. */
    long steals(List<EngineStats.ProcessorStats> present) {
        return stealsByGone + present.stream().mapToLong(EngineStats.ProcessorStats::steals).sum();
    }

    /** The hand-offs of {@code present}, which {@link #stats} gave, and of those who are gone. */
    long handOffs(List<EngineStats.ProcessorStats> present) {
        return handOffsByGone + present.stream().mapToLong(EngineStats.ProcessorStats::handOffs).sum();
    }
}
