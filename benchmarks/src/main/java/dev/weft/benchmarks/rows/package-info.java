/**
 * What is measured and what counts as reached: rows, their figures, the peers and the targets, all as data.
 *
 * <p>Nothing here runs or prints anything, so both the driver and a forked worker can use it.
 */
@NullMarked
package dev.weft.benchmarks.rows;

import org.jspecify.annotations.NullMarked;
