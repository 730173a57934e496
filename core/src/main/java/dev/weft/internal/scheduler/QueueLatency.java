package dev.weft.internal.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Measures how long what is runnable waits for a processor, without a clock on anybody's way: now and then the monitor
 * puts a task into the global queue that notes when its turn has come. Only while all processors are busy; otherwise
 * there is no queue, and a sample would wake someone for nothing.
 */
final class QueueLatency implements Runnable {
    /** Powers of two of nanoseconds, up to 2^40, which is 18 minutes. */
    private static final int BUCKETS = 41;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private final GlobalQueue global;

    // The monitor writes the first while the second is false; who runs the task reads it then.
    private long queuedAt;
    private volatile boolean queued;

    QueueLatency(GlobalQueue global) {
        this.global = global;
    }

    /** Begins a sample, unless one is on its way. Monitor only. */
    void sample(long now) {
        if (!queued) {
            queuedAt = now;
            queued = true;
            global.add(this);
        }
    }

    /** Its turn has come. On a carrier. */
    @Override
    public void run() {
        long waited = Math.max(1, System.nanoTime() - queuedAt);
        counts.incrementAndGet(Math.min(BUCKETS - 1, Long.SIZE - 1 - Long.numberOfLeadingZeros(waited)));
        queued = false;
    }

    List<Long> histogram() {
        List<Long> histogram = new ArrayList<>(BUCKETS);
        for (int i = 0; i < BUCKETS; i++) {
            histogram.add(counts.get(i));
        }
        return List.copyOf(histogram);
    }
}
