package dev.weft.benchmarks.report;

import java.util.Collection;

/**
 * The middle and the ends of a set of samples.
 *
 * @param count the number of samples, at least one
 * @param median the middle one, or the mean of the two middle ones
 * @param min the smallest
 * @param max the largest
 */
public record Statistics(int count, double median, double min, double max) {

    private static final double PERCENT = 100;

    /**
     * Sums samples up.
     *
     * @throws IllegalArgumentException if there is no sample
     */
    public static Statistics of(Collection<Double> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("no samples");
        }
        double[] sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int upper = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[upper] : (sorted[upper - 1] + sorted[upper]) / 2;
        return new Statistics(sorted.length, median, sorted[0], sorted[sorted.length - 1]);
    }

    /** How far the samples lie apart: half of the whole range, in per cent of the median. */
    public double spreadPercent() {
        return (max - min) / 2 / median * PERCENT;
    }
}
