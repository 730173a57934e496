package dev.weft.internal.scheduler;

import dev.weft.internal.park.RuntimeThreads;
import java.util.StringJoiner;
import java.util.concurrent.locks.LockSupport;

/** Prints one line about the scheduler now and then, in the form of Go's {@code GODEBUG=schedtrace=N}. */
final class SchedTrace implements Runnable {
    private final OwnScheduler scheduler;
    private final long periodNanos;
    private final long begin = System.nanoTime();

    private SchedTrace(OwnScheduler scheduler, long periodMillis) {
        this.scheduler = scheduler;
        this.periodNanos = periodMillis * 1_000_000;
    }

    static void start(OwnScheduler scheduler, long periodMillis) {
        RuntimeThreads.daemon("weft-schedtrace", new SchedTrace(scheduler, periodMillis)).start();
    }

    @Override
    @SuppressWarnings("SystemOut")
    public void run() {
        long next = begin;
        while (true) {
            System.err.println(line((System.nanoTime() - begin) / 1_000_000, scheduler.maxProcs(), scheduler.stats()));
            next += periodNanos;
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
            }
        }
    }

    /** As Go prints it; the last part has the length of each active processor's queue. */
    static String line(long millis, int maxProcs, EngineStats stats) {
        StringJoiner queues = new StringJoiner(" ", "[", "]");
        int idle = 0;
        for (EngineStats.ProcessorStats processor : stats.processors()) {
            if (processor.active()) {
                queues.add(Integer.toString(processor.runnable()));
                idle += processor.executing() ? 0 : 1;
            }
        }
        return "SCHED " + millis + "ms: gomaxprocs=" + maxProcs + " idleprocs=" + idle + " threads=" + stats.carriers()
                + " spinningthreads=" + stats.searchingCarriers() + " idlethreads=" + stats.idleCarriers()
                + " runqueue=" + stats.globalQueue() + " " + queues;
    }
}
