package dev.weft.benchmarks.work;

import dev.weft.benchmarks.rows.Row;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;

/** What virtual threads can do with the JDK's own classes; the table shows the best of them in each row. */
public final class JdkRepertoire implements Repertoire {

    private static final JdkPrimitives.Choice SYNCHRONOUS = new JdkPrimitives.Choice(
            SynchronousQueue::new, ArrayBlockingQueue::new, JdkPrimitives.LockGuard::new);
    private static final JdkPrimitives.Choice TRANSFER = new JdkPrimitives.Choice(
            LinkedTransferQueue::new, LinkedBlockingQueue::new, JdkPrimitives.MonitorGuard::new);

    private final int procs;

    public JdkRepertoire(int procs) {
        this.procs = procs;
    }

    @Override
    public Map<String, Workload> workloads(Row row) {
        return switch (row) {
            case PING_PONG, UNBUFFERED, PIPELINE, SIEVE, IDLE_CHANNEL, SKYNET, SKYNET_RSS, PARKED ->
                both(row, "SynchronousQueue", "LinkedTransferQueue");
            case BUFFERED, SAME_GOROUTINE, MANY_TO_MANY, CROWD_64, CROWD_10K ->
                both(row, "ArrayBlockingQueue", "LinkedBlockingQueue");
            case MUTEX -> both(row, "ReentrantLock", "synchronized");
            case SPAWN, YIELD, CPU_BOUND, BEHIND_HOGS, BEHIND_NATIVE, SEMAPHORE, CONDITION, CANCEL, SERVE ->
                Map.of("", Programs.workload(row, new JdkPrimitives(procs, SYNCHRONOUS)));
            case TIMERS -> Map.of("ScheduledThreadPoolExecutor",
                    Programs.workload(row, JdkPrimitives.withTimers(procs, SYNCHRONOUS)));
            case WAIT_GROUP -> Map.of("Phaser", Programs.workload(row, new JdkPrimitives(procs, SYNCHRONOUS)));
            case MAP_1, MAP_1K, MAP_1M, MAP_100M, SUM_1, SUM_1K, SUM_1M, SUM_100M, IMAGES ->
                Map.of("parallel stream", Programs.workload(row, new JdkPrimitives(procs, SYNCHRONOUS)));
            case FETCH -> Programs.fetching(new JdkPrimitives(procs, SYNCHRONOUS));
            case SELECT_2, SELECT_8, CLOSE, ONCE -> Map.of();
        };
    }

    private Map<String, Workload> both(Row row, String first, String second) {
        return Map.of(
                first, Programs.workload(row, new JdkPrimitives(procs, SYNCHRONOUS)),
                second, Programs.workload(row, new JdkPrimitives(procs, TRANSFER)));
    }

    @Override
    public String absence(Row row) {
        return switch (row) {
            case CLOSE -> "the JDK's queues cannot be closed";
            case ONCE -> "the JDK has no such thing";
            default -> "the JDK's queues have no select";
        };
    }

    @Override
    public void verify() {
        new JdkPrimitives(procs, SYNCHRONOUS).verify();
    }
}
