package dev.weft.benchmarks.work;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;

/** Goroutines as plain virtual threads on the JDK's scheduler: what Jox and the JDK's queues have in common. */
abstract class VirtualThreadPrimitives extends Primitives {

    VirtualThreadPrimitives(int procs) {
        super(procs);
    }

    @Override
    final void main(Action body) throws Exception {
        var group = group(1);
        group.go(body);
        group.await();
    }

    @Override
    final Group group(int size) {
        return new LatchGroup(size);
    }

    @Override
    final void yieldNow() {
        Thread.yield();
    }

    @Override
    final void verify() {
        var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        if (scheduler.getParallelism() != procs()) {
            throw new IllegalStateException("the JDK's scheduler runs " + scheduler.getParallelism()
                    + " processors, not " + procs());
        }
    }

    /** Virtual threads that count down a latch. */
    private static final class LatchGroup extends Group {
        private final CountDownLatch running;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        LatchGroup(int size) {
            running = new CountDownLatch(size);
        }

        @Override
        void go(Action body) {
            Thread.startVirtualThread(() -> {
                try {
                    body.run();
                } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                } finally {
                    running.countDown();
                }
            });
        }

        @Override
        void await() throws Exception {
            running.await();
            Throwable thrown = failure.get();
            if (thrown != null) {
                throw new IllegalStateException("a virtual thread failed: " + thrown, thrown);
            }
        }
    }
}
