package dev.weft.internal.park;

/**
 * Everything that is not determined by the program itself: who is put where, what time it is, what chance says. A
 * goroutine gets these from its engine; on a simulated engine all of it is under the test's control.
 *
 * @param blocker how a thread leaves its processor and comes back
 * @param timers time, and what happens later
 * @param randomness the choices of selects
 * @param probe who wants to know what goroutines are about to do
 * @param simulated whether one goroutine runs at a time and another follows only where the simulation lets it: then
 *     spinning waits for nothing, and the goroutines are the simulation's to report, not the process's
 */
public record Seams(Blocker blocker, Timers timers, Randomness randomness, Probe probe, boolean simulated) {
    /** The real world, with the given way to block. */
    public static Seams real(Blocker blocker) {
        return new Seams(blocker, Timers.system(), Randomness.OF_FIBERS, Probe.NONE, false);
    }
}
