/** Parallel loops in many schedules; here, because the tests fix what loops cost. */
@NullMarked
package dev.weft.parallel;

import org.jspecify.annotations.NullMarked;
