/**
 * What becomes of the samples: medians with their spread, ratios, verdicts, and the table, JSON, CSV and plots of them.
 */
@NullMarked
package dev.weft.benchmarks.report;

import org.jspecify.annotations.NullMarked;
