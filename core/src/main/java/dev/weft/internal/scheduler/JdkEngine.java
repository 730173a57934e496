package dev.weft.internal.scheduler;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Registry;
import dev.weft.internal.park.Seams;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;

/** The JDK's own scheduler of virtual threads: used when ours is not to be had. */
final class JdkEngine implements Engine {
    /** A few microseconds each. */
    private static final int LOOKS = 64;

    private final ThreadFactory threads = Thread.ofVirtual().factory();
    private final JdkBlocker blocker = new JdkBlocker();
    private final Seams seams = Seams.real(blocker);
    private final LongAdder started = new LongAdder();
    private final LongAdder ended = new LongAdder();

    /**
     * @param maxProcs the wanted parallelism, or 0 to leave the JDK's default alone
     */
    JdkEngine(int maxProcs) {
        if (maxProcs > 0) {
            scheduler().setParallelism(maxProcs);
        }
    }

    @Override
    public String name() {
        return "jdk";
    }

    @Override
    public Seams seams() {
        return seams;
    }

    @Override
    public void start(Fiber fiber, @Nullable String name) {
        Thread thread = fiber.bindNew(threads, name);
        started.increment();
        thread.start();
    }

    @Override
    public void ended(Fiber fiber) {
        ended.increment();
    }

    @Override
    public long liveGoroutines() {
        long gone = ended.sum() + Registry.collected();
        return started.sum() - gone;
    }

    @Override
    public int maxProcs() {
        return scheduler().getParallelism();
    }

    @Override
    public int maxProcs(int n) {
        VirtualThreadSchedulerMXBean scheduler = scheduler();
        int former = scheduler.getParallelism();
        scheduler.setParallelism(n);
        return former;
    }

    /** Looks often, because the JDK does not count what is just on its way from a queue to a carrier. */
    @Override
    public int busy() {
        VirtualThreadSchedulerMXBean scheduler = scheduler();
        int most = 0;
        for (int look = 0; look < LOOKS && most == 0; look++) {
            most = Math.max(0, scheduler.getMountedVirtualThreadCount())
                    + (scheduler.getQueuedVirtualThreadCount() > 0 ? 1 : 0);
        }
        return most;
    }

    /** What the JDK tells. */
    @Override
    public EngineStats stats() {
        VirtualThreadSchedulerMXBean scheduler = scheduler();
        int carriers = scheduler.getPoolSize();
        int mounted = scheduler.getMountedVirtualThreadCount();
        return new EngineStats(Math.max(0, carriers), Math.max(0, carriers - mounted), 0,
                Math.max(0, carriers - scheduler.getParallelism()), (int) scheduler.getQueuedVirtualThreadCount(),
                List.of(), 0, 0, 0, 0, 0, List.of());
    }

    @Override
    public void yieldNow() {
        blocker.yieldNow();
    }

    private static VirtualThreadSchedulerMXBean scheduler() {
        return ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    }
}
