package dev.weft.benchmarks;

import dev.weft.benchmarks.forks.ForkResult;
import dev.weft.benchmarks.rows.Figure;
import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import dev.weft.benchmarks.work.Sample;
import dev.weft.benchmarks.work.WorkOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes up runs of forks, without running any. */
public final class Runs {

    public static final int SIZE = 10;

    private Runs() {}

    public static WorkOrder order(Row row, Peer peer, String variant, int procs, int iterations) {
        return new WorkOrder(row, peer, variant, procs, SIZE, 1, 0, iterations);
    }

    /** A sample as the order asks for it, with the right sum. */
    public static Sample sample(WorkOrder order, int iteration, boolean measured, double value) {
        Map<String, Double> figures = new HashMap<>();
        for (Figure figure : order.row().figures()) {
            figures.put(figure.id(), value);
        }
        return new Sample(order.row().id(), order.peer().id(), order.variant(), order.procs(), iteration, measured,
                order.size(), order.row().expectedChecksum(order.size()), figures, 12.5, 3, 1);
    }

    /** A fork with one slow iteration to warm up and then these. */
    public static ForkResult fork(Row row, Peer peer, String variant, int procs, double... values) {
        WorkOrder order = order(row, peer, variant, procs, values.length);
        List<Sample> samples = new ArrayList<>();
        samples.add(sample(order, 0, false, 1e6));
        for (int i = 0; i < values.length; i++) {
            samples.add(sample(order, i + 1, true, values[i]));
        }
        return new ForkResult("0001-" + row.id() + "-" + peer.id(), order, List.of("run", peer.id()), samples,
                Optional.empty());
    }

    public static ForkResult failed(Row row, Peer peer, int procs, ForkResult.Failure failure) {
        return new ForkResult("0002-" + row.id() + "-" + peer.id(), order(row, peer, "", procs, 1), List.of("run"),
                List.of(), Optional.of(failure));
    }
}
