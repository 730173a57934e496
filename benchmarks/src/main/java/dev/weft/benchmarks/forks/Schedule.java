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
 * <p>The contenders of a row take turns, a fork each, and each round begins with another one: what disturbs the machine
 * for a while then disturbs all of them, and none is always the one after the slowest.
 *
 * @param orders the forks in the order in which they run
 * @param absences for each row and peer that is not run, the reason
 */
public record Schedule(List<WorkOrder> orders, Map<Row, Map<Peer, String>> absences) {

    /**
     * Orders every contender that can run.
     *
     * @param unavailable peers that cannot run at all on this machine, with the reason
     */
    public static Schedule of(Plan plan, Map<Peer, String> unavailable) {
        List<WorkOrder> orders = new ArrayList<>();
        Map<Row, Map<Peer, String>> absences = new TreeMap<>();
        for (Row row : plan.rows()) {
            List<Contender> contenders = contenders(row, plan, unavailable, absences);
            for (int procs : plan.procs()) {
                if (row.makesSenseAt(procs)) {
                    addRounds(orders, plan, procs, contenders);
                }
            }
        }
        return new Schedule(List.copyOf(orders), Collections.unmodifiableMap(absences));
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

    private static void addRounds(List<WorkOrder> orders, Plan plan, int procs, List<Contender> contenders) {
        var turn = new ArrayList<>(contenders);
        for (int fork = 0; fork < plan.forks(); fork++) {
            for (Contender contender : turn) {
                Row row = contender.row();
                orders.add(new WorkOrder(
                        row, contender.peer(), contender.variant(), procs, row.size(plan.quick()), plan.warmups(row),
                        plan.warmupMillis(row), plan.iterations()));
            }
            Collections.rotate(turn, -1);
        }
    }
}
