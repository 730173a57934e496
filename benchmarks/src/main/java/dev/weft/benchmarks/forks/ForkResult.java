package dev.weft.benchmarks.forks;

import dev.weft.benchmarks.work.Sample;
import dev.weft.benchmarks.work.WorkOrder;
import java.util.List;
import java.util.Optional;

/**
 * One process that was run.
 *
 * @param id its number and name; its raw output is in the files of that name
 * @param order what it was to do
 * @param command exactly what was executed
 * @param samples the iterations that it reported, warm-up included
 * @param failure why its samples do not count
 */
public record ForkResult(
        String id, WorkOrder order, List<String> command, List<Sample> samples, Optional<Failure> failure) {

    /** What went wrong. */
    public sealed interface Failure {
        String reason();

        /** It ended with an error, hung, or reported less than it was asked for. */
        record Broken(String reason) implements Failure {}

        /** It reported something that cannot be true: a wrong sum, another row, another number of processors. */
        record Wrong(String reason) implements Failure {}
    }

    public Contender contender() {
        return new Contender(order.row(), order.peer(), order.variant());
    }

    public List<Sample> measured() {
        return samples.stream().filter(Sample::measured).toList();
    }
}
