package dev.weft;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds virtual threads that are no goroutines: those of a {@code StructuredTaskScope}, of an executor, of a library.
 * One of them may yet wake a goroutine, so {@link DeadlockWatch} asks before it gives its verdict.
 *
 * <p>No API of the JDK lists virtual threads but its thread dump, which goes to a file. That takes milliseconds, and is
 * done only when all goroutines are asleep and no other thread lives: hardly ever but in a deadlock. With
 * {@code -Djdk.trackAllThreads=false} the dump leaves out the threads that were started one by one, and a program that
 * waits for such a thread alone should do so by {@code join}.
 *
 * <p>Used by the thread of the watch alone.
 */
final class ForeignVirtualThreads {
    /** A dump of more goroutines than this would take a second and more. */
    private static final int MOST_GOROUTINES = 20_000;

    /** So many times as long as a dump took, the next one is put off, if it has found something. */
    private static final int PAUSE = 100;

    private static final Pattern ID = Pattern.compile("\"tid\": \"?(\\d+)");
    private static final Pattern VIRTUAL = Pattern.compile("\"virtual\": true");

    private static final @Nullable HotSpotDiagnosticMXBean JVM = jvm();

    /** Until then, what was found is taken to live still. */
    private long pauseEnd = System.nanoTime();

    private static @Nullable HotSpotDiagnosticMXBean jvm() {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        } catch (NoClassDefFoundError | IllegalArgumentException e) {
            return null; // a JVM without the module jdk.management, or another one than HotSpot
        }
    }

    /** The number below which all threads lie that have been made so far. */
    static long nextId() {
        return Thread.ofVirtual().unstarted(() -> {}).threadId();
    }

    /**
     * Whether one lives, as far as can be known.
     *
     * @param goroutines the numbers of the goroutines' threads
     * @param first threads with smaller numbers do not count
     */
    boolean live(Set<Long> goroutines, long first) {
        HotSpotDiagnosticMXBean jvm = JVM;
        if (jvm == null || goroutines.size() > MOST_GOROUTINES) return false;
        long begin = System.nanoTime();
        if (begin - pauseEnd < 0) return true;
        boolean found = dump(jvm).stream().anyMatch(id -> id >= first && !goroutines.contains(id));
        long end = System.nanoTime();
        pauseEnd = found ? end + PAUSE * (end - begin) : end;
        return found;
    }

    /** The numbers of all virtual threads that the JVM knows. */
    private static List<Long> dump(HotSpotDiagnosticMXBean jvm) {
        try {
            Path folder = Files.createTempDirectory("weft");
            Path file = folder.resolve("threads.json");
            try {
                jvm.dumpThreads(file.toString(), ThreadDumpFormat.JSON);
                try (Stream<String> lines = Files.lines(file)) {
                    return virtualOnes(lines.toList());
                }
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException | UnsupportedOperationException e) {
            return List.of(); // nowhere to write: then the verdict rests on what else is known, as for a bigger program
        }
    }

    /** Each value of the dump is on a line of its own, a thread's number before what else is said about it. */
    private static List<Long> virtualOnes(List<String> lines) {
        var found = new ArrayList<Long>();
        long id = -1;
        for (String line : lines) {
            Matcher number = ID.matcher(line.strip());
            if (number.lookingAt()) {
                id = Long.parseLong(number.group(1));
            } else if (VIRTUAL.matcher(line.strip()).lookingAt()) {
                found.add(id);
            }
        }
        return found;
    }
}
