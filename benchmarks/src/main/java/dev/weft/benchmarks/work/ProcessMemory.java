package dev.weft.benchmarks.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process occupies. */
public final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";
    private static final double KILOBYTES_PER_MEGABYTE = 1024;

    private ProcessMemory() {}

    /**
     * The largest resident set so far.
     *
     * @throws UnsupportedOperationException where the system does not tell
     */
    public static double peakMegabytes() {
        if (!Files.isReadable(STATUS)) {
            throw new UnsupportedOperationException("this system has no " + STATUS);
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> new UnsupportedOperationException(STATUS + " has no " + PEAK))
                    / KILOBYTES_PER_MEGABYTE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The bytes of live objects: what a full collection leaves. Not the heap in use after it, in which the buffers that
     * threads have since reserved to allocate from count as a whole.
     */
    public static long liveHeapBytes() {
        System.gc();
        long live = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            live += left == null ? 0 : left.getUsed();
        }
        return live;
    }
}
