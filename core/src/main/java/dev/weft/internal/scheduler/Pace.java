package dev.weft.internal.scheduler;

/**
 * How long the goroutines of one processor execute before they wait or yield, as seen by those who look for work: from
 * the processor's ticks at two looks, since the processor itself would pay for the clock at each switch.
 *
 * <p>A goroutine that has been made ready where its partner runs has what it needs in that core's cache. To continue it
 * elsewhere costs about a microsecond, for its stack, its thread and the channel, and as much again for the partner,
 * whose next hand-over comes from the other core. So it pays to take goroutines from a processor only if they execute
 * for longer than that, or if many wait.
 *
 * <p>Several may look at once, without a lock. What they may get wrong is one verdict.
 */
final class Pace {
    enum Verdict {
        /** Nobody has looked for long enough. */
        UNKNOWN,
        /** Its goroutines execute for a moment each, and are better left where they are. */
        BRISK,
        /** They execute for long, or one does, or nothing happens there. */
        SLOW
    }

    /** Shorter than this, on average, is brisk. */
    private static final long BRISK_NANOS = 1_000;

    /** The time between two looks; a carrier that wakes another may be kept from its work for half of it. */
    private static final long LOOK_NANOS = 40_000;

    /** After this time a look tells nothing about the present. */
    private static final long STALE_NANOS = 1_000_000;

    private long lookedAt;
    private long ticks;
    private Verdict verdict = Verdict.UNKNOWN;

    /** A look at a processor that has now made so many ticks. */
    Verdict look(long ticksNow, long now) {
        long elapsed = now - lookedAt;
        if (elapsed >= LOOK_NANOS) {
            verdict = elapsed >= STALE_NANOS ? Verdict.UNKNOWN : judge(ticksNow - ticks, elapsed);
            ticks = ticksNow;
            lookedAt = now;
        }
        return verdict;
    }

    private static Verdict judge(long made, long elapsed) {
        return made * BRISK_NANOS >= elapsed ? Verdict.BRISK : Verdict.SLOW;
    }
}
