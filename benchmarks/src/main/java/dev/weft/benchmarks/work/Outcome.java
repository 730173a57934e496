package dev.weft.benchmarks.work;

import java.util.Map;

/**
 * What one iteration measured.
 *
 * @param checksum the sum over every value that arrived, which the driver compares with the expected one
 * @param figures the numbers by the id of their figure, in its unit
 */
public record Outcome(long checksum, Map<String, Double> figures) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    public static Outcome of(String figure, long checksum, double value) {
        return new Outcome(checksum, Map.of(figure, value));
    }

    public static Outcome nanosPerItem(String figure, long checksum, long nanos, long items) {
        return of(figure, checksum, (double) nanos / items);
    }

    public static Outcome seconds(String figure, long checksum, long nanos) {
        return of(figure, checksum, nanos / NANOS_PER_SECOND);
    }

    public static double milliseconds(long nanos) {
        return nanos / NANOS_PER_MILLISECOND;
    }
}
