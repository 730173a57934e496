package dev.weft.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerLimitsTest {
    private final Path root;

    ContainerLimitsTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void systemWithoutControlGroupsHasNoLimits() {
        assertThat(ContainerLimits.read(root)).isEqualTo(limits(OptionalDouble.empty(), OptionalLong.empty(), ""));
    }

    @Test
    void version2() throws IOException {
        version2("0::/work\n");
        write("sys/fs/cgroup/work/cpu.max", "150000 100000\n");
        write("sys/fs/cgroup/work/memory.max", "536870912\n");

        assertThat(ContainerLimits.read(root))
                .isEqualTo(limits(OptionalDouble.of(1.5), OptionalLong.of(512 << 20), "cgroup v2"));
    }

    @Test
    void version2WithoutLimits() throws IOException {
        version2("0::/\n");
        write("sys/fs/cgroup/cpu.max", "max 100000\n");
        write("sys/fs/cgroup/memory.max", "max\n");

        assertThat(ContainerLimits.read(root))
                .isEqualTo(limits(OptionalDouble.empty(), OptionalLong.empty(), "cgroup v2"));
    }

    @Test
    void strictestGroupAroundTheProcessCounts() throws IOException {
        version2("0::/slice/unit\n");
        write("sys/fs/cgroup/slice/cpu.max", "50000 100000\n");
        write("sys/fs/cgroup/slice/unit/cpu.max", "200000 100000\n");
        write("sys/fs/cgroup/slice/memory.max", "max\n");
        write("sys/fs/cgroup/slice/unit/memory.max", "1000000\n");

        assertThat(ContainerLimits.read(root))
                .isEqualTo(limits(OptionalDouble.of(0.5), OptionalLong.of(1_000_000), "cgroup v2"));
    }

    @Test
    void groupNamedAsOnTheHostIsTheMountItself() throws IOException {
        version2("0::/docker/4711\n");
        write("sys/fs/cgroup/cpu.max", "300000 100000\n");

        assertThat(ContainerLimits.read(root).processors()).hasValue(3.0);
    }

    @Test
    void groupOutsideOfTheMountDoesNotLeaveIt() throws IOException {
        version2("0::/../../elsewhere\n");
        write("elsewhere/cpu.max", "100000 100000\n");

        assertThat(ContainerLimits.read(root).processors()).isEmpty();
    }

    @Test
    void version1() throws IOException {
        write("proc/self/cgroup", "4:memory:/box\n2:cpu,cpuacct:/box\n1:name=systemd:/\n0::/\n");
        write("sys/fs/cgroup/cpu/box/cpu.cfs_quota_us", "250000\n");
        write("sys/fs/cgroup/cpu/box/cpu.cfs_period_us", "100000\n");
        write("sys/fs/cgroup/memory/box/memory.limit_in_bytes", "1073741824\n");

        assertThat(ContainerLimits.read(root))
                .isEqualTo(limits(OptionalDouble.of(2.5), OptionalLong.of(1 << 30), "cgroup v1"));
    }

    @Test
    void version1WithoutLimits() throws IOException {
        write("proc/self/cgroup", "4:memory:/\n2:cpu:/\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

        assertThat(ContainerLimits.read(root))
                .isEqualTo(limits(OptionalDouble.empty(), OptionalLong.empty(), "cgroup v1"));
    }

    private void version2(String membership) throws IOException {
        write("proc/self/cgroup", membership);
        write("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
    }

    private void write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private static ContainerLimits limits(OptionalDouble processors, OptionalLong memory, String source) {
        return new ContainerLimits(processors, memory, source);
    }
}
