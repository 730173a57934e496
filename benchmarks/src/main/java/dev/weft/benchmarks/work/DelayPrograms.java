package dev.weft.benchmarks.work;

import dev.weft.benchmarks.rows.Row;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long a goroutine that is ready has to wait when something keeps every processor.
 *
 * <p>The probe is parked in a receive. The last of the blockers to start sends to it and then joins the others in
 * keeping a processor, so that nothing but the scheduler can bring the probe to run before the blockers end by
 * themselves.
 */
final class DelayPrograms {

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
        // One place in the buffer: the sender must not be the one that waits.
        Pipe<Long> wake = peer.buffered(1);
        var stop = new CpuWork.Stop();
        var running = new AtomicInteger();
        var delay = new long[1];
        var group = peer.group(procs + 1);
        group.go(() -> {
            long sent = wake.receive();
            delay[0] = System.nanoTime() - sent;
            stop.set();
        });
        for (int i = 0; i < procs; i++) {
            group.go(() -> {
                boolean last = running.incrementAndGet() == procs;
                spinUntilAllRun(running, procs);
                if (last) {
                    wake.send(System.nanoTime());
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
