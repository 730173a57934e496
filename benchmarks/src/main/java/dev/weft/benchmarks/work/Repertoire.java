package dev.weft.benchmarks.work;

import dev.weft.benchmarks.rows.Row;
import java.util.Map;

/** What one peer can run: for each row its variants, or the reason why there is none. */
public interface Repertoire {

    /**
     * The workloads of a row by the name of the variant, which is empty where there is only one way to write it. Empty
     * where the peer cannot do the row.
     */
    Map<String, Workload> workloads(Row row);

    /** Why {@link #workloads} is empty for this row. */
    String absence(Row row);

    /**
     * Checks after a run that this process ran what it claims: the scheduler and the number of processors.
     *
     * @throws IllegalStateException if it did not
     */
    void verify();
}
