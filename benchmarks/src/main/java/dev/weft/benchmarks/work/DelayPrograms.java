package dev.weft.benchmarks.work;

import dev.weft.benchmarks.rows.Row;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long goroutines that are ready have to wait when something keeps every processor, until the last one has run.
 *
 * <p>The probes are parked in a receive. The last of the blockers to start sends to all of them and then joins the
 * others in keeping a processor, so that nothing but the scheduler can bring a probe to run before the blockers end by
 * themselves.
 */
final class DelayPrograms {

    /** How many wait. */
    private static final int PROBES = 1_000;

    private static final long CEILING_NANOS = Row.DELAY_CEILING_MS * 1_000_000;
    private static final long START_LIMIT_NANOS = 10_000_000_000L;

    private DelayPrograms() {}

    static Outcome behindHogs(Primitives peer, int times) throws Exception {
        return behind("hogs", peer, times, stop -> CpuWork.spinUntil(System.nanoTime() + CEILING_NANOS, stop));
    }

    static Outcome behindNative(Primitives peer, int times) throws Exception {
        NativeSleep.micros(1);
        return behind("native", peer, times, stop -> NativeSleep.micros(Row.DELAY_CEILING_MS * 1000));
    }

    /** Keeps a processor, at the latest until the ceiling. */
    private interface Blocker {
        void block(CpuWork.Stop stop);
    }

    private static Outcome behind(String figure, Primitives peer, int times, Blocker blocker) throws Exception {
        long nanos = 0;
        for (int i = 0; i < times; i++) {
            nanos += delayBehind(peer, blocker);
        }
        return Outcome.of(figure, times, Outcome.milliseconds(nanos) / times);
    }

    private static long delayBehind(Primitives peer, Blocker blocker) throws Exception {
        int procs = peer.procs();
        // Room for all: the sender must not be the one that waits.
        Pipe<Long> wake = peer.buffered(PROBES);
        var stop = new CpuWork.Stop();
        var running = new AtomicInteger();
        var awake = new AtomicInteger();
        var delay = new long[1];
        var group = peer.group(procs + PROBES);
        for (int i = 0; i < PROBES; i++) {
            group.go(() -> {
                long sent = wake.receive();
                if (awake.incrementAndGet() == PROBES) {
                    delay[0] = System.nanoTime() - sent;
                    stop.set();
                }
            });
        }
        for (int i = 0; i < procs; i++) {
            group.go(() -> {
                boolean last = running.incrementAndGet() == procs;
                spinUntilAllRun(running, procs);
                if (last) {
                    long sent = System.nanoTime();
                    for (int probe = 0; probe < PROBES; probe++) {
                        wake.send(sent);
                    }
                }
                blocker.block(stop);
            });
        }
        group.await();
        return delay[0];
    }

    /** Without this, blockers that run one after the other would leave a processor free. */
    private static void spinUntilAllRun(AtomicInteger running, int procs) {
        long deadline = System.nanoTime() + START_LIMIT_NANOS;
        while (running.get() < procs) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("only " + running.get() + " of " + procs + " processors took work");
            }
            Thread.onSpinWait();
        }
    }
}
