package dev.weft.benchmarks.report;

import dev.weft.benchmarks.forks.ForkResult;
import dev.weft.benchmarks.forks.ForkResult.Failure;
import dev.weft.benchmarks.rows.Figure;
import dev.weft.benchmarks.rows.Must;
import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import dev.weft.benchmarks.work.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All forks of a run, and what follows from them.
 *
 * @param forks the forks in the order in which they ran
 * @param absences for each row and peer that was not run, the reason
 */
public record Results(List<ForkResult> forks, Map<Row, Map<Peer, String>> absences) {

    /** The figures of a row that mean something at this number of processors. */
    public static List<Figure> figures(Row row, int procs) {
        return row.figures().stream().filter(figure -> procs >= figure.minimumProcs()).toList();
    }

    /** Every variant of a peer that has samples; one with a failed fork has none. */
    public List<Measurement> variants(Row row, Figure figure, int procs, Peer peer) {
        Map<String, List<ForkResult>> byVariant = new LinkedHashMap<>();
        forksOf(row, procs, peer)
                .forEach(fork -> byVariant.computeIfAbsent(fork.order().variant(), any -> new ArrayList<>()).add(fork));
        List<Measurement> measurements = new ArrayList<>();
        byVariant.forEach((variant, its) -> {
            if (its.stream().allMatch(fork -> fork.failure().isEmpty())) {
                var values = its.stream().flatMap(fork -> counting(figure, fork))
                        .map(sample -> sample.figures().get(figure.id())).toList();
                measurements.add(new Measurement(figure, procs, peer, variant, Statistics.of(values)));
            }
        });
        return measurements;
    }

    private Stream<ForkResult> forksOf(Row row, int procs, Peer peer) {
        return forks.stream().filter(fork -> fork.order().row() == row && fork.order().procs() == procs
                && fork.order().peer() == peer);
    }

    private static Stream<Sample> counting(Figure figure, ForkResult fork) {
        return switch (figure.sample()) {
            case MEASURED -> fork.measured().stream();
            case FIRST -> Stream.of(fork.samples().getFirst());
            case LAST -> Stream.of(fork.samples().getLast());
        };
    }

    /** The best variant of a peer. */
    public Optional<Measurement> best(Row row, Figure figure, int procs, Peer peer) {
        return variants(row, figure, procs, peer).stream().min(better(figure));
    }

    /** The best of all that is not Weft. */
    public Optional<Measurement> bestPeer(Row row, Figure figure, int procs) {
        return Stream.of(Peer.values()).filter(peer -> !peer.isWeft())
                .flatMap(peer -> best(row, figure, procs, peer).stream())
                .min(better(figure));
    }

    private static Comparator<Measurement> better(Figure figure) {
        Comparator<Measurement> lower = Comparator.comparingDouble(Measurement::median);
        return figure.better() == Figure.Better.LOWER ? lower : lower.reversed();
    }

    /** Why a peer has no figure, if there is a reason other than that nobody asked for it. */
    public Optional<String> reason(Row row, int procs, Peer peer) {
        String absence = absences.getOrDefault(row, Map.of()).get(peer);
        if (absence != null) {
            return Optional.of(absence);
        }
        return forksOf(row, procs, peer).flatMap(fork -> fork.failure().stream()).map(Failure::reason).findFirst();
    }

    /** How the targets of a figure came out. */
    public List<Verdict> verdicts(Row row, Figure figure, int procs) {
        return figure.musts().stream().filter(must -> must.appliesTo(procs))
                .map(must -> new Verdict(figure, procs, must, reached(row, figure, procs, must)))
                .toList();
    }

    private OptionalDouble reached(Row row, Figure figure, int procs, Must must) {
        Optional<Measurement> subject = best(row, figure, procs, must.subject());
        Optional<Measurement> reference = switch (must.against()) {
            case GO -> best(row, figure, procs, Peer.GO);
            case KOTLIN -> best(row, figure, procs, Peer.KOTLIN);
            case JOX -> best(row, figure, procs, Peer.JOX);
            case JDK -> best(row, figure, procs, Peer.JDK);
            case BEST -> bestPeer(row, figure, procs);
            case ABSOLUTE -> Optional.empty();
        };
        if (subject.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (must.against() == Must.Against.ABSOLUTE) {
            return OptionalDouble.of(subject.get().median());
        }
        return reference.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(subject.get().median() / reference.get().median());
    }

    /** Forks that reported what cannot be true: with one of them the whole run is worth nothing. */
    public List<ForkResult> wrong() {
        return forks.stream().filter(fork -> fork.failure().orElse(null) instanceof Failure.Wrong).toList();
    }

    /** Forks of Weft that broke; a peer's are its own affair and shown in the table. */
    public List<ForkResult> brokenWeft() {
        return forks.stream().filter(fork -> fork.order().peer().isWeft() && fork.failure().isPresent()).toList();
    }

    public List<Row> rows() {
        return List.copyOf(new TreeSet<>(absences.keySet()));
    }
}
