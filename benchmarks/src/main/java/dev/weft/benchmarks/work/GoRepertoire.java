package dev.weft.benchmarks.work;

import dev.weft.benchmarks.rows.Row;
import java.util.Map;

/** What the Go twin can do: nearly every row; its work is in the Go program and not to be run from here. */
public final class GoRepertoire implements Repertoire {

    private static final Workload IN_THE_TWIN = size -> {
        throw new IllegalStateException("Go's rows are run by the twin program");
    };

    @Override
    public Map<String, Workload> workloads(Row row) {
        if (row == Row.TIMERS) {
            // A Go timer whose channel nobody waits for is not in the runtime's heap; one with a function always is.
            return Map.of("NewTimer", IN_THE_TWIN, "AfterFunc", IN_THE_TWIN);
        }
        return row == Row.IMAGES ? Map.of() : Map.of("", IN_THE_TWIN);
    }

    @Override
    public String absence(Row row) {
        return "its decoders and encoders are others: that would compare those";
    }

    /** The twin prints its own GOMAXPROCS with each sample, which the driver compares. */
    @Override
    public void verify() {}
}
