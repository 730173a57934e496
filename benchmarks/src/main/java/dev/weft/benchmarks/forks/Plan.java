package dev.weft.benchmarks.forks;

import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import dev.weft.benchmarks.work.WorkOrder;
import java.time.Duration;
import java.util.List;

/**
 * What a run of the benchmarks consists of.
 *
 * @param rows the rows, in the order of the table
 * @param peers the columns, in the order of the table
 * @param procs the numbers of processors
 * @param quick whether the small sizes are used
 * @param forks how many processes each contender gets
 * @param iterations how many iterations of each process are measured
 * @param collector the collector of the JVMs
 * @param memory how many bytes all processes together may take
 * @param serverPort where the server for the row about fetching listens
 */
public record Plan(
        List<Row> rows, List<Peer> peers, List<Integer> procs, boolean quick, int forks, int iterations,
        Collector collector, long memory, int serverPort) {

    private static final int WARMUPS = 4;
    private static final int HEAVY_WARMUPS = 2;
    private static final long WARMUP_MILLIS = 1500;
    private static final long QUICK_WARMUP_MILLIS = 700;

    /**
     * An HTTP client, or a codec, is thousands of methods: in the first seconds the JIT takes a third of the time. A
     * loop that is shared calls what shares it so seldom that this is not compiled before.
     */
    private static final long LONG_WARMUP_MILLIS = 5_000;

    /** For a heavy row two or four iterations, in a quick run of milliseconds, leave most code to the interpreter. */
    private static final long HEAVY_WARMUP_MILLIS = 3_000;

    /** What a process of a light row takes: its heap, and a little more. */
    private static final long LIGHT_PROCESS = 1_200L << 20;

    /** Likewise, for a heavy row. */
    private static final long LARGE_PROCESS = 2_400L << 20;

    /** A garbage collector of the JVM. */
    public enum Collector {
        PARALLEL("parallel", "-XX:+UseParallelGC"),
        G1("g1", "-XX:+UseG1GC"),
        Z("z", "-XX:+UseZGC");

        private final String id;
        private final String flag;

        Collector(String id, String flag) {
            this.id = id;
            this.flag = flag;
        }

        public String id() {
            return id;
        }

        /** The JVM's option for it. */
        public String flag() {
            return flag;
        }
    }

    WorkOrder order(Contender contender, int procs) {
        Row row = contender.row();
        return new WorkOrder(row, contender.peer(), contender.variant(), procs, row.size(quick), warmups(row),
                warmupMillis(row), iterations);
    }

    /**
     * How many processes of a row live at a time, and take turns. As many as there is room for: what is measured later
     * is measured on another machine, if that is shared.
     */
    int atOnce(Row row) {
        if (row.needsTheMachine() && !quick) {
            return 1;
        }
        return (int) Math.max(1, memory / (row.needsMemory() ? LARGE_PROCESS : LIGHT_PROCESS));
    }

    /** The fewest iterations before the measured ones. */
    int warmups(Row row) {
        return switch (row) {
            // The peak of a process only grows: warming up would be measured as well.
            case SKYNET_RSS -> 0;
            // Made of waiting.
            case BEHIND_HOGS, BEHIND_NATIVE -> 1;
            // A parked goroutine takes several times the memory as long as its frames are the interpreter's.
            default -> row.isHeavy() && !quick ? HEAVY_WARMUPS : WARMUPS;
        };
    }

    /** The shortest warm-up; zero where {@link #warmups} alone decides. */
    long warmupMillis(Row row) {
        return switch (row) {
            case SKYNET_RSS, BEHIND_HOGS, BEHIND_NATIVE -> 0;
            case FETCH, SERVE, IMAGES, MAP_1M, MAP_100M, SUM_1M, SUM_100M -> LONG_WARMUP_MILLIS;
            default -> row.isHeavy() ? HEAVY_WARMUP_MILLIS : quick ? QUICK_WARMUP_MILLIS : WARMUP_MILLIS;
        };
    }

    /** After this a fork counts as hanging. */
    public Duration timeout() {
        return Duration.ofSeconds(quick ? 60 : 300);
    }
}
