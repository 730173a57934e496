package dev.weft.internal.park;

/**
 * Everything that is not determined by the program itself: who is put where, what time it is, what chance says. A
 * goroutine gets these from its engine; on a simulated engine all four are under the test's control.
 *
 * @param blocker how a thread leaves its processor and comes back
 * @param timers time, and what happens later
 * @param randomness the choices of selects
 * @param probe who wants to know what goroutines are about to do
 */
public record Seams(Blocker blocker, Timers timers, Randomness randomness, Probe probe) {
    /** The real world, with the given way to block. */
    public static Seams real(Blocker blocker) {
        return new Seams(blocker, Timers.system(), Randomness.OF_FIBERS, Probe.NONE);
    }
}
