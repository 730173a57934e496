package dev.weft.benchmarks.work;

/** One row for one peer: does the work of one iteration and says what it measured. */
@FunctionalInterface
public interface Workload {
    /**
     * Runs one iteration.
     *
     * @param size the row's own measure of work: items, goroutines, steps
     */
    Outcome run(int size) throws Exception;
}
