package dev.weft.benchmarks.report;

import dev.weft.benchmarks.rows.Figure;
import dev.weft.benchmarks.rows.Peer;

/**
 * A figure of one contender at one number of processors, over all its forks.
 *
 * @param figure what was measured
 * @param procs the number of processors
 * @param peer whose
 * @param variant which of the peer's ways, empty for the only one
 * @param statistics the samples
 */
public record Measurement(Figure figure, int procs, Peer peer, String variant, Statistics statistics) {

    public double median() {
        return statistics.median();
    }

    /** Whether the true value is only known to be at least the ceiling of the figure. */
    public boolean isCutOff() {
        return figure.ceiling().isPresent() && median() >= figure.ceiling().getAsDouble();
    }
}
