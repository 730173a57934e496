package dev.weft.testkit.junit;

import dev.weft.testkit.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The file of schedules that failed, which are tried first the next time. It is
 * {@code .weft/failed-schedules.txt} in the working folder, which for Maven and Gradle is the module's; the system
 * property {@code weft.test.failed} gives another path. One line for each: the test and the schedule. It need not be
 * kept, but can be, so that others try the same schedules.
 */
public final class FailedSchedules {
    private static final ReentrantLock LOCK = new ReentrantLock();

    private final Path file;
    private final String test;

    private FailedSchedules(Path file, String test) {
        this.file = file;
        this.test = test;
    }

    static FailedSchedules of(String test) {
        return new FailedSchedules(
                Path.of(System.getProperty(TestProperties.FAILED_SCHEDULES, ".weft/failed-schedules.txt")), test);
    }

    /** The schedules in which the test has failed. */
    List<Schedule> read() {
        List<Schedule> schedules = new ArrayList<>();
        for (String line : lines()) {
            if (isMine(line)) {
                schedules.add(Schedule.parse(line.substring(line.indexOf(' ') + 1)));
            }
        }
        return schedules;
    }

    /** Adds a schedule in which the test has failed. */
    void add(Schedule schedule) {
        LOCK.lock();
        try {
            List<String> lines = new ArrayList<>(lines());
            String line = test + " " + schedule;
            if (!lines.contains(line)) {
                lines.add(line);
                write(lines);
            }
        } finally {
            LOCK.unlock();
        }
    }

    /** Forgets a schedule in which the test does not fail any more. */
    void remove(Schedule schedule) {
        LOCK.lock();
        try {
            List<String> lines = new ArrayList<>(lines());
            if (lines.remove(test + " " + schedule)) {
                write(lines);
            }
        } finally {
            LOCK.unlock();
        }
    }

    private boolean isMine(String line) {
        return line.startsWith(test) && line.startsWith(" ", test.length());
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the schedules that failed before", e);
        }
    }

    /** Other JVMs that test the same module see the old file or the new one. */
    private void write(List<String> lines) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
                Path fresh = Files.createTempFile(folder, "schedules", ".tmp");
                Files.write(fresh, lines);
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write down the schedule that failed", e);
        }
    }
}
