package dev.weft.benchmarks.report;

import dev.weft.benchmarks.rows.Figure;
import dev.weft.benchmarks.rows.Must;
import java.util.OptionalDouble;

/**
 * Whether a target was reached.
 *
 * @param figure the figure
 * @param procs the number of processors
 * @param must the target
 * @param reached what it comes to: a ratio, or the figure itself for an absolute target; empty if one side is missing
 */
public record Verdict(Figure figure, int procs, Must must, OptionalDouble reached) {

    /** Reached, missed, or not to be told for want of a figure. */
    public enum Status {
        MET, MISSED, OPEN
    }

    public Status status() {
        if (reached.isEmpty()) {
            return Status.OPEN;
        }
        double value = reached.getAsDouble();
        boolean met = figure.better() == Figure.Better.LOWER ? value <= must.limit() : value >= must.limit();
        return met ? Status.MET : Status.MISSED;
    }
}
