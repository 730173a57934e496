/**
 * Weft's own primitives in every schedule, and twins of them with a mistake, which exploration must find.
 *
 * <p>A primitive has a file {@code ...ExplorationTest} here with small programs, two or three goroutines with a few
 * operations each, that together use all of it: that its promise holds ({@code Explored.holdsInEverySchedule}), that a
 * waiter who is cancelled at any time leaves no trace, and which outcomes there are. And it has a twin, the same
 * primitive as simple as can be with a list of mistakes that are easily made: looking without looking again, waking too
 * few, leaving with what one has been given. The twin without a mistake passes the same programs, and each mistake is
 * caught ({@code Explored.isCaught}): so the programs are good enough. All of them take seconds.
 */
package dev.weft.testkit.primitives;
