/** Runs the work in forked processes: which ones, in what order, with what command, and whether the sums were right. */
@NullMarked
package dev.weft.benchmarks.forks;

import org.jspecify.annotations.NullMarked;
