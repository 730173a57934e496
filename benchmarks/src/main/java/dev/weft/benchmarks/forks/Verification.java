package dev.weft.benchmarks.forks;

import dev.weft.benchmarks.forks.ForkResult.Failure;
import dev.weft.benchmarks.rows.Figure;
import dev.weft.benchmarks.rows.Row;
import dev.weft.benchmarks.work.Sample;
import dev.weft.benchmarks.work.WorkOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides whether what a fork reported can be believed. The expected sums are computed here, not in the fork. */
public final class Verification {

    private record Work(Row row, int size) {}

    /** Some sums take a while, and they are the same for all peers. */
    private final Map<Work, Long> expected = new HashMap<>();

    /** The first thing that is wrong with the samples, if any; warm-up iterations have to be right as well. */
    public Optional<Failure> check(WorkOrder order, List<Sample> samples) {
        for (Sample sample : samples) {
            Optional<Failure> problem = check(order, sample);
            if (problem.isPresent()) {
                return problem;
            }
        }
        long measured = samples.stream().filter(Sample::measured).count();
        return measured == order.iterations()
                ? Optional.empty()
                : Optional.of(new Failure.Broken(measured + " of " + order.iterations() + " iterations reported"));
    }

    private Optional<Failure> check(WorkOrder order, Sample sample) {
        if (!sample.row().equals(order.row().id()) || !sample.peer().equals(order.peer().id())
                || !sample.variant().equals(order.variant()) || sample.procs() != order.procs()
                || sample.size() != order.size()) {
            return wrong(sample, "is not what was ordered: " + sample);
        }
        long sum = expected.computeIfAbsent(new Work(order.row(), order.size()),
                work -> work.row().expectedChecksum(work.size()));
        if (sample.checksum() != sum) {
            return wrong(sample, "has the checksum " + sample.checksum() + ", expected " + sum);
        }
        for (Figure figure : order.row().figures()) {
            Double value = sample.figures().get(figure.id());
            if (value == null || !Double.isFinite(value) || value <= 0) {
                return wrong(sample, "reports " + value + " for " + figure.id());
            }
        }
        return Optional.empty();
    }

    private static Optional<Failure> wrong(Sample sample, String problem) {
        return Optional.of(new Failure.Wrong("iteration " + sample.iteration() + " " + problem));
    }
}
