package dev.weft.benchmarks.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One number that a row yields, and so one line of the table for each number of processors.
 *
 * @param id the name under which a worker reports it
 * @param title what it is, for a reader
 * @param unit the unit of the number
 * @param better which direction is the good one
 * @param sample which iterations of a fork count
 * @param minimumProcs the smallest number of processors at which the figure means something
 * @param ceiling a value from which on the figure was only cut off: the true one is this or more
 * @param musts the targets
 */
public record Figure(
        String id, String title, String unit, Better better, Sample sample, int minimumProcs, OptionalDouble ceiling,
        List<Must> musts) {

    /** The good direction. */
    public enum Better {
        LOWER, HIGHER
    }

    /** Which iterations of a fork count. */
    public enum Sample {
        /** Every one after the warm-up. */
        MEASURED,
        /** The first one of the process, before any warm-up: what a program sees that does it once. */
        FIRST,
        /** The last one, for figures that only grow over the life of a process. */
        LAST
    }

    static Figure of(String id, String title, String unit, Must... musts) {
        return new Figure(
                id, title, unit, Better.LOWER, Sample.MEASURED, 1, OptionalDouble.empty(), List.of(musts));
    }

    Figure higherIsBetter() {
        return new Figure(id, title, unit, Better.HIGHER, sample, minimumProcs, ceiling, musts);
    }

    Figure taking(Sample which) {
        return new Figure(id, title, unit, better, which, minimumProcs, ceiling, musts);
    }

    Figure fromProcs(int procs) {
        return new Figure(id, title, unit, better, sample, procs, ceiling, musts);
    }

    Figure cutOffAt(double value) {
        return new Figure(id, title, unit, better, sample, minimumProcs, OptionalDouble.of(value), musts);
    }

    /** Adds that Weft on the JDK's scheduler is ahead of the peers that run on it too. */
    Figure aheadOnStockScheduler() {
        var all = new ArrayList<>(musts);
        all.add(Must.stock(Must.Against.JOX, 1.0));
        all.add(Must.stock(Must.Against.JDK, 1.0));
        return new Figure(id, title, unit, better, sample, minimumProcs, ceiling, List.copyOf(all));
    }

    /** Whether {@code left} is a better value than {@code right}. */
    public boolean isBetter(double left, double right) {
        return better == Better.LOWER ? left < right : left > right;
    }
}
