package dev.weft.internal.scheduler;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells a carrier that computes from one that is blocked and from one that the operating system does not let run. Only
 * the first two are a reason to do something: on a computer that is too busy, one more thread makes it worse.
 *
 * <p>A carrier that has used processor time for at least half of the while computes. One that has used hardly any is
 * blocked, unless the operating system says that it could run; Linux tells that in {@code /proc}, elsewhere it is taken
 * for blocked.
 */
final class CarrierUsage {
    /** What a carrier has done for a while. */
    enum Verdict {
        COMPUTES,
        BLOCKED,
        UNDECIDED
    }

    private CarrierUsage() {}

    /** The {@code /proc} file of the calling thread, or an empty path where there is none. */
    static Path statusOfCaller() {
        try {
            return Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self"))).resolve("stat");
        } catch (IOException | UnsupportedOperationException e) {
            // Not Linux, or /proc is hidden: verdicts then rest on processor time alone.
            return Path.of("");
        }
    }

    /** Processor time that the carrier has used, in nanoseconds. */
    static long cpuNanos(Carrier carrier) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(carrier.threadId());
    }

    /** Judges a carrier that has used {@code cpuNanos} in {@code elapsedNanos}. */
    static Verdict judge(Carrier carrier, long cpuNanos, long elapsedNanos) {
        if (cpuNanos >= elapsedNanos / 2) {
            return Verdict.COMPUTES;
        }
        return cpuNanos < elapsedNanos / 5 && !isRunnable(carrier.status()) ? Verdict.BLOCKED : Verdict.UNDECIDED;
    }

    private static boolean isRunnable(Path status) {
        if (status.toString().isEmpty()) {
            return false;
        }
        try {
            String line = Files.readString(status);
            // The state follows the name, which is in parentheses and may contain anything.
            int state = line.lastIndexOf(')') + 2;
            return state < line.length() && line.charAt(state) == 'R';
        } catch (IOException e) {
            // The thread has ended.
            return true;
        }
    }
}
