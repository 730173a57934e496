package dev.weft.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.RuntimeInfo;
import dev.weft.cli.doctor.Finding.Grade;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {
    private static final RuntimeInfo OWN = new RuntimeInfo("own", "java.base/java.lang is open", "", 4, 4, "25");
    private static final ContainerLimits NO_LIMITS =
            new ContainerLimits(OptionalDouble.empty(), OptionalLong.empty(), "cgroup v2");

    @Test
    void completeSetupNeedsNothing(@TempDir Path tools) throws Exception {
        var executable = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createFile(tools.resolve("mvn"), executable);
        Files.createFile(tools.resolve("go"), executable);

        List<Finding> findings = Examination.of(setup(OWN, NO_LIMITS, true, 1L << 30, tools.toString()));

        assertThat(findings).allMatch(finding -> finding.grade() == Grade.OK && finding.remedy().isEmpty());
        assertThat(findings)
                .extracting(Finding::subject)
                .containsExactly("JDK", "engine", "processors", "container", "memory", "start-up", "Maven", "Go",
                        "terminal");
    }

    @Test
    void everythingButAnOkComesWithARemedy() {
        var fallback = new RuntimeInfo("jdk", "java.base/java.lang is closed", "--add-opens x=y", 8, 4, "25");
        var throttled = new ContainerLimits(OptionalDouble.of(0.5), OptionalLong.of(64 << 20), "cgroup v1");

        List<Finding> findings = Examination.of(setup(fallback, throttled, false, 16 << 20, ""));

        assertThat(findings).allMatch(finding -> (finding.grade() == Grade.OK) == finding.remedy().isEmpty());
        assertThat(findings)
                .filteredOn(finding -> finding.grade() == Grade.MISSING)
                .extracting(Finding::subject)
                .containsExactly("JDK");
    }

    @Test
    void engineOfTheJdkIsExplainedWithTheExactOption() {
        var fallback = new RuntimeInfo("jdk", "java.base/java.lang is closed", "--add-opens x=y", 4, 4, "25");

        Finding engine = find("engine", setup(fallback, NO_LIMITS, true, 1L << 30, ""));

        assertThat(engine.grade()).isEqualTo(Grade.WARN);
        assertThat(engine.text()).contains("java.base/java.lang is closed");
        assertThat(engine.remedy()).contains("--add-opens x=y");
    }

    @Test
    void moreProcessorsThanTheContainerGrantsIsWarnedOf() {
        var quota = new ContainerLimits(OptionalDouble.of(2.5), OptionalLong.empty(), "cgroup v2");

        Finding processors = find("processors", setup(OWN, quota, true, 1L << 30, ""));

        assertThat(processors.grade()).isEqualTo(Grade.WARN);
        assertThat(processors.text()).contains("grants the time of 2.5");
        assertThat(processors.remedy()).contains("GOMAXPROCS to 3");
    }

    @Test
    void moreProcessorsThanThereAreIsWarnedOf() {
        var tooMany = new RuntimeInfo("own", "open", "", 16, 4, "25");

        assertThat(find("processors", setup(tooMany, NO_LIMITS, true, 1L << 30, "")).remedy()).contains("set it to 4");
    }

    @Test
    void limitsOfTheContainerAreNamed() {
        var limits = new ContainerLimits(OptionalDouble.of(4), OptionalLong.of(512 << 20), "cgroup v2");

        assertThat(find("container", setup(OWN, limits, true, 1L << 30, "")).text())
                .isEqualTo("CPU limit 4.0, memory limit 512 MB (cgroup v2)");
    }

    private static Finding find(String subject, Setup setup) {
        return Examination.of(setup).stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static Setup setup(
            RuntimeInfo runtime, ContainerLimits limits, boolean hasCompiler, long maxHeap, String path) {
        List<String> arguments = path.isEmpty() ? List.of() : List.of("-XX:AOTCache=weft.aot");
        return new Setup(
                runtime, limits, hasCompiler, maxHeap, arguments, false, Map.of("PATH", path),
                Map.of("java.version", "25"));
    }
}
