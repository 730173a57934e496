package dev.weft.benchmarks.work;

import dev.weft.benchmarks.rows.Row;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Jox can do. Where it spins before it parks, the variant {@value #NO_SPIN} runs without: Jox does so by itself
 * when it sees one processor, which the driver arranges.
 */
public final class JoxRepertoire implements Repertoire {

    public static final String NO_SPIN = "no spin";

    private final JoxPrimitives jox;

    public JoxRepertoire(int procs) {
        jox = new JoxPrimitives(procs);
    }

    @Override
    public Map<String, Workload> workloads(Row row) {
        return switch (row) {
            case PING_PONG, UNBUFFERED, SELECT_2, SELECT_8, PIPELINE, SIEVE, SKYNET -> {
                var variants = new LinkedHashMap<String, Workload>();
                variants.put("", Programs.workload(row, jox));
                variants.put(NO_SPIN, Programs.workload(row, jox));
                yield variants;
            }
            case BUFFERED, SAME_GOROUTINE, MANY_TO_MANY, CROWD_64, CROWD_10K, IDLE_CHANNEL, CLOSE, SKYNET_RSS,
                    PARKED ->
                Map.of("", Programs.workload(row, jox));
            case SPAWN, YIELD, CPU_BOUND, TIMERS, BEHIND_HOGS, BEHIND_NATIVE, MUTEX, WAIT_GROUP, SEMAPHORE, ONCE,
                    CONDITION, CANCEL, MAP_1, MAP_1K, MAP_1M, MAP_100M, SUM_1, SUM_1K, SUM_1M, SUM_100M, FETCH, IMAGES,
                    SERVE ->
                Map.of();
        };
    }

    @Override
    public String absence(Row row) {
        return switch (row) {
            case MUTEX -> "Jox has no mutex";
            case TIMERS -> "Jox has no timers";
            default -> "Jox runs on plain virtual threads: see the JDK's column";
        };
    }

    @Override
    public void verify() {
        jox.verify();
    }
}
