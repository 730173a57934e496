package dev.weft.benchmarks.work;

import java.util.Map;

/**
 * One iteration, as a worker prints it: a line of JSON with these names.
 *
 * @param row the row's id
 * @param peer the peer's id
 * @param variant the variant, empty for the only one
 * @param procs the number of processors as the process itself sees it
 * @param iteration counted from 0, warm-up included
 * @param measured whether the warm-up was over
 * @param size the amount of work
 * @param checksum the sum over what arrived
 * @param figures the numbers by the id of their figure
 * @param heapMb the used heap after the iteration, garbage included
 * @param gcMillis the time that collections took during the iteration; for Go, its pauses
 * @param gcCount the number of collections during the iteration
 */
public record Sample(
        String row, String peer, String variant, int procs, int iteration, boolean measured, int size, long checksum,
        Map<String, Double> figures, double heapMb, double gcMillis, long gcCount) {}
