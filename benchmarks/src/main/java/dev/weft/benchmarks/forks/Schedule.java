package dev.weft.benchmarks.forks;

import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import dev.weft.benchmarks.work.Repertoire;
import dev.weft.benchmarks.work.Repertoires;
import dev.weft.benchmarks.work.WorkOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The order of the forks, and what cannot run at all.
 *
 * <p>A round is a fork of each contender of a row; they {@linkplain ForkRunner take turns}, as far as the memory
 * suffices to keep them all. Each round begins with another one, so that none is always the one after the slowest.
 *
 * @param rounds what runs at a time, in that order
 * @param absences for each row and peer that is not run, the reason
 */
public record Schedule(List<List<WorkOrder>> rounds, Map<Row, Map<Peer, String>> absences) {

    /**
     * Orders every contender that can run.
     *
     * @param unavailable peers that cannot run at all on this machine, with the reason
     */
    public static Schedule of(Plan plan, Map<Peer, String> unavailable) {
        List<List<WorkOrder>> rounds = new ArrayList<>();
        Map<Row, Map<Peer, String>> absences = new TreeMap<>();
        for (Row row : plan.rows()) {
            List<Contender> contenders = contenders(row, plan, unavailable, absences);
            for (int procs : plan.procs()) {
                if (row.makesSenseAt(procs)) {
                    addRounds(rounds, plan, procs, contenders);
                }
            }
        }
        return new Schedule(List.copyOf(rounds), Collections.unmodifiableMap(absences));
    }

    private static List<Contender> contenders(
            Row row, Plan plan, Map<Peer, String> unavailable, Map<Row, Map<Peer, String>> absences) {
        List<Contender> contenders = new ArrayList<>();
        Map<Peer, String> missing = absences.computeIfAbsent(row, any -> new TreeMap<>());
        for (Peer peer : plan.peers()) {
            String reason = unavailable.get(peer);
            Repertoire repertoire = Repertoires.of(peer, 1);
            var variants = new TreeSet<>(repertoire.workloads(row).keySet());
            if (reason != null) {
                missing.put(peer, reason);
            } else if (variants.isEmpty()) {
                missing.put(peer, repertoire.absence(row));
            } else {
                variants.forEach(variant -> contenders.add(new Contender(row, peer, variant)));
            }
        }
        return contenders;
    }

    private static void addRounds(List<List<WorkOrder>> rounds, Plan plan, int procs, List<Contender> contenders) {
        var turn = new ArrayList<>(contenders);
        for (int fork = 0; fork < plan.forks(); fork++) {
            List<WorkOrder> orders = turn.stream().map(contender -> plan.order(contender, procs)).toList();
            for (int from = 0; from < orders.size(); from += plan.atOnce(orders.getFirst().row())) {
                int to = Math.min(orders.size(), from + plan.atOnce(orders.getFirst().row()));
                rounds.add(List.copyOf(orders.subList(from, to)));
            }
            Collections.rotate(turn, -1);
        }
    }

    /** Everything that is run, in the order in which it starts. */
    public List<WorkOrder> orders() {
        return rounds.stream().flatMap(List::stream).toList();
    }
}
