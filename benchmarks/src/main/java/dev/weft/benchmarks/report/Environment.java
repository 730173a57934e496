package dev.weft.benchmarks.report;

import dev.weft.benchmarks.forks.GoTwin;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Where and with what the figures were made.
 *
 * @param facts what does not change during a run, by name
 * @param loadAtStart the system's load average before the first fork, negative where it is unknown
 */
public record Environment(Map<String, String> facts, double loadAtStart) {

    private static final Path CPUS = Path.of("/proc/cpuinfo");

    public static Environment now(GoTwin twin) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", ZonedDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        facts.put("cpu", cpuModel());
        facts.put("processors", "" + Runtime.getRuntime().availableProcessors());
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("jdk", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put("go", switch (twin) {
            case GoTwin.Built built -> built.goVersion();
            case GoTwin.Missing missing -> "skipped: " + missing.reason();
        });
        versions().forEach((name, version) -> facts.put(name.toString(), version.toString()));
        return new Environment(facts, load());
    }

    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String cpuModel() throws IOException {
        if (!Files.isReadable(CPUS)) {
            return System.getProperty("os.arch");
        }
        try (var lines = Files.lines(CPUS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst().orElse(System.getProperty("os.arch"));
        }
    }

    /** The libraries' versions, as the build put them into a resource. */
    private static Properties versions() throws IOException {
        try (InputStream resource = Environment.class.getResourceAsStream("/dev/weft/benchmarks/versions.properties")) {
            if (resource == null) {
                throw new IllegalStateException("versions.properties is missing from the class path");
            }
            var versions = new Properties();
            versions.load(resource);
            return versions;
        }
    }
}
