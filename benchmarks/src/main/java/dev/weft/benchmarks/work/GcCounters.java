package dev.weft.benchmarks.work;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** The collectors' totals since the JVM started. */
record GcCounters(long millis, long count) {

    static GcCounters now() {
        var beans = ManagementFactory.getGarbageCollectorMXBeans();
        return new GcCounters(
                beans.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum(),
                beans.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum());
    }
}
