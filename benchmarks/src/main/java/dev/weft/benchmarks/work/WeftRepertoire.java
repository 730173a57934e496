package dev.weft.benchmarks.work;

import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import java.util.Map;

/** What Weft can do, on either engine. */
public final class WeftRepertoire implements Repertoire {

    private final WeftPrimitives select;
    private final WeftPrimitives selector;

    public WeftRepertoire(Peer engine, int procs) {
        select = new WeftPrimitives(engine, procs, WeftPrimitives.Choosing.SELECT);
        selector = new WeftPrimitives(engine, procs, WeftPrimitives.Choosing.SELECTOR);
    }

    @Override
    public Map<String, Workload> workloads(Row row) {
        return switch (row) {
            case SELECT_2, SELECT_8 -> Map.of(
                    "select", Programs.workload(row, select), "Selector", Programs.workload(row, selector));
            case FETCH -> Programs.fetching(select);
            default -> Map.of("", Programs.workload(row, select));
        };
    }

    @Override
    public String absence(Row row) {
        throw new IllegalStateException("Weft has every row");
    }

    @Override
    public void verify() {
        select.verify();
    }
}
