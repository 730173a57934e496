package dev.weft.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the control groups of Linux grant to this process, read from the files of version 2 or 1; no limit elsewhere.
 *
 * @param processors how many processors' worth of time it may use; empty if that is not limited
 * @param memory how many bytes it may use; empty if that is not limited
 * @param source where the limits come from: {@code "cgroup v2"}, {@code "cgroup v1"}, or empty if there are no groups
 */
public record ContainerLimits(OptionalDouble processors, OptionalLong memory, String source) {
    /** Version 1 writes "no limit" as the largest number of pages that fits in a long. */
    private static final long UNLIMITED_V1 = Long.MAX_VALUE >> 13;

    /**
     * Reads the limits.
     *
     * @param root the root of the file system, {@code /} except in tests
     * @return the limits of the process's group, or of the strictest group around it
     * @throws UncheckedIOException if a file is there and readable, but reading it fails
     */
    public static ContainerLimits read(Path root) {
        List<String> memberships = linesOf(root.resolve("proc/self/cgroup"));
        Path mount = root.resolve("sys/fs/cgroup");
        if (Files.exists(mount.resolve("cgroup.controllers"))) {
            return version2(mount, pathOf(memberships, ""));
        }
        if (memberships.isEmpty() || !Files.isDirectory(mount)) {
            return new ContainerLimits(OptionalDouble.empty(), OptionalLong.empty(), "");
        }
        return version1(mount, memberships);
    }

    private static ContainerLimits version2(Path mount, String group) {
        return new ContainerLimits(
                smallest(groupsAround(mount, group).flatMap(folder -> quotaV2(folder.resolve("cpu.max")).stream())),
                smallestLong(
                        groupsAround(mount, group).flatMap(folder -> number(folder.resolve("memory.max")).stream())),
                "cgroup v2");
    }

    private static ContainerLimits version1(Path mount, List<String> memberships) {
        Path cpu = mount.resolve("cpu");
        Path memory = mount.resolve("memory");
        return new ContainerLimits(
                smallest(groupsAround(cpu, pathOf(memberships, "cpu")).flatMap(folder -> quotaV1(folder).stream())),
                smallestLong(groupsAround(memory, pathOf(memberships, "memory"))
                        .flatMap(folder -> number(folder.resolve("memory.limit_in_bytes")).stream())
                        .filter(bytes -> bytes < UNLIMITED_V1)),
                "cgroup v1");
    }

    /**
     * The group's folder and those around it, which limit it too. In a container the path that the kernel names is
     * often the host's: its folders are then not there and limit nothing, and the mount itself is the container's
     * group.
     */
    private static Stream<Path> groupsAround(Path mount, String group) {
        Path folder = mount.resolve(group).normalize();
        Stream.Builder<Path> folders = Stream.builder();
        while (folder != null && folder.startsWith(mount)) {
            folders.add(folder);
            folder = folder.getParent();
        }
        return folders.build();
    }

    /** The group of a controller in lines such as {@code 4:cpu,cpuacct:/docker/1f}; version 2 names no controller. */
    private static String pathOf(List<String> memberships, String controller) {
        return memberships.stream()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3 && List.of(parts[1].split(",", -1)).contains(controller))
                .map(parts -> parts[2].replaceFirst("^/+", ""))
                .findFirst()
                .orElse("");
    }

    /** {@code "150000 100000"} is one processor and a half; {@code "max 100000"} is no limit. */
    private static Optional<Double> quotaV2(Path file) {
        return linesOf(file).stream()
                .map(line -> line.split(" "))
                .filter(parts -> parts.length == 2 && !parts[0].equals("max"))
                .map(parts -> Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]))
                .findFirst();
    }

    private static Optional<Double> quotaV1(Path folder) {
        Optional<Long> quota = number(folder.resolve("cpu.cfs_quota_us"));
        Optional<Long> period = number(folder.resolve("cpu.cfs_period_us"));
        return quota.filter(microseconds -> microseconds > 0)
                .flatMap(limit -> period.map(length -> (double) limit / length));
    }

    private static Optional<Long> number(Path file) {
        return linesOf(file).stream().filter(line -> line.matches("-?\\d+")).map(Long::valueOf).findFirst();
    }

    /** No such file means no such limit: which files there are depends on the kernel and on the kind of group. */
    private static List<String> linesOf(Path file) {
        if (!Files.isReadable(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }

    private static OptionalDouble smallest(Stream<Double> values) {
        return values.mapToDouble(Double::doubleValue).min();
    }

    private static OptionalLong smallestLong(Stream<Long> values) {
        return values.mapToLong(Long::longValue).min();
    }
}
