/**
 * An engine that runs goroutines one at a time and lets a {@link dev.weft.testkit.internal.simulation.Strategy} decide
 * all that is not decided by the program: who goes next, which ready case a select takes. Time is virtual.
 *
 * <p>{@link dev.weft.testkit.internal.simulation.Simulation} is the heart; its head says how a goroutine is stopped
 * before each visible operation.
 */
package dev.weft.testkit.internal.simulation;
