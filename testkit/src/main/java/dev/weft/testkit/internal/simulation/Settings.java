package dev.weft.testkit.internal.simulation;

/**
 * What holds for all schedules of a simulation.
 *
 * @param maxSteps a schedule with more steps counts as endless
 * @param checkLeaks whether the goroutines that main has left behind must end, too
 * @param mainMayBeCancelled whether it is a normal end of main to be cancelled
 * @param maxProcs what {@code maxProcs()} says to the program
 * @param foreignThreads the threads that may be alive besides
 */
public record Settings(int maxSteps, boolean checkLeaks, boolean mainMayBeCancelled, int maxProcs,
        ForeignThreads foreignThreads) {}
