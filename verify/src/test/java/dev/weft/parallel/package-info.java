/** Parallel loops in many schedules; here, because the tests fix what loops cost. */
package dev.weft.parallel;
