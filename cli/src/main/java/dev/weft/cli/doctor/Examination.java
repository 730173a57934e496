package dev.weft.cli.doctor;

import dev.weft.RuntimeInfo;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checks of {@code weft doctor}, each over facts that are given to it, so that every verdict can be tested
 * anywhere.
 */
public final class Examination {
    private static final long MEGABYTE = 1 << 20;

    /** Less heap than this, and the compiler alone takes most of it. */
    private static final long SMALL_HEAP = 128 * MEGABYTE;

    private Examination() {}

    /**
     * Runs every check on a set-up.
     *
     * @param setup the facts
     * @return the findings, in the order in which they are to be read
     */
    public static List<Finding> of(Setup setup) {
        List<Finding> findings = new ArrayList<>();
        findings.add(jdk(setup));
        findings.add(engine(setup.runtime()));
        findings.add(processors(setup.runtime(), setup.limits()));
        findings.add(container(setup.limits()));
        findings.add(memory(setup));
        findings.add(startUpCache(setup.jvmArguments()));
        findings.add(tool(setup, "mvn", "Maven", "./weft cannot rebuild itself after a change",
                "Install Maven 3.8 or newer."));
        findings.add(tool(setup, "go", "Go", "benchmarks leave out the column of Go", "Install Go 1.23 or newer."));
        findings.add(terminal(setup));
        return findings;
    }

    private static Finding jdk(Setup setup) {
        String text = setup.property("java.version") + ", " + setup.property("java.vendor") + ", in "
                + setup.property("java.home");
        return setup.hasCompiler()
                ? Finding.ok("JDK", text)
                : Finding.missing(
                        "JDK",
                        text + ", without a compiler",
                        "Install a full JDK 25 (one with the module jdk.compiler) and set JAVA_HOME to it.");
    }

    private static Finding engine(RuntimeInfo runtime) {
        return runtime.engine().equals("own")
                ? Finding.ok("engine", "own: Weft's scheduler (" + runtime.reason() + ")")
                : Finding.warn(
                        "engine",
                        runtime.engine() + ": the JDK's scheduler (" + runtime.reason() + "); all works, but slower",
                        "Start programs with ./weft run, or give java the option " + runtime.remedy() + ".");
    }

    private static Finding processors(RuntimeInfo runtime, ContainerLimits limits) {
        String text = "GOMAXPROCS " + runtime.maxProcs() + ", " + runtime.numCpu() + " available to this process";
        double granted = limits.processors().orElse(runtime.numCpu());
        if (runtime.maxProcs() > runtime.numCpu()) {
            return Finding.warn(
                    "processors",
                    text + ": more goroutines run at once than there are processors",
                    "Unset GOMAXPROCS, or set it to " + runtime.numCpu() + ".");
        }
        if (runtime.maxProcs() > Math.ceil(granted)) {
            return Finding.warn(
                    "processors",
                    text + ", but the container grants the time of " + oneDecimal(granted) + ": it will be throttled",
                    "Set GOMAXPROCS to " + (int) Math.ceil(granted) + ", or raise the container's CPU limit.");
        }
        return Finding.ok("processors", text);
    }

    private static Finding container(ContainerLimits limits) {
        if (limits.source().isEmpty()) {
            return Finding.ok("container", "no control groups here");
        }
        OptionalDouble processors = limits.processors();
        OptionalLong memory = limits.memory();
        String text = (processors.isPresent() ? "CPU limit " + oneDecimal(processors.getAsDouble()) : "no CPU limit")
                + ", "
                + (memory.isPresent() ? "memory limit " + megabytes(memory.getAsLong()) : "no memory limit") + " ("
                + limits.source() + ")";
        return processors.isPresent() && processors.getAsDouble() < 1
                ? Finding.warn(
                        "container",
                        text + ": less than one processor, so every goroutine stops for a while in each period",
                        "Grant the container at least one processor (docker run --cpus=1).")
                : Finding.ok("container", text);
    }

    private static Finding memory(Setup setup) {
        String text = "heap of at most " + megabytes(setup.maxHeap());
        return setup.maxHeap() < SMALL_HEAP
                ? Finding.warn(
                        "memory",
                        text + ": compiling alone may fill it",
                        "Raise the container's memory limit, or set JDK_JAVA_OPTIONS=-Xmx256m.")
                : Finding.ok("memory", text);
    }

    private static Finding startUpCache(List<String> jvmArguments) {
        return jvmArguments.stream().anyMatch(argument -> argument.startsWith("-XX:AOTCache="))
                ? Finding.ok("start-up", "the JVM starts from the cache that ./weft made")
                : Finding.warn(
                        "start-up",
                        "no start-up cache: every command takes some tenths of a second longer",
                        "Start through ./weft; if you did, remove the folder cli/target to have the cache made again.");
    }

    private static Finding tool(Setup setup, String command, String name, String otherwise, String remedy) {
        return commandOnPath(setup.environment("PATH"), command)
                .map(found -> Finding.ok(name, found.toString()))
                .orElseGet(() -> Finding.warn(name, "not on the PATH: " + otherwise, remedy));
    }

    private static Finding terminal(Setup setup) {
        return Finding.ok(
                "terminal",
                setup.terminal()
                        ? "interactive (" + setup.environment("TERM") + ")"
                        : "output goes to a file or a pipe: no colours");
    }

    private static Optional<Path> commandOnPath(String path, String command) {
        return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String megabytes(long bytes) {
        return bytes / MEGABYTE + " MB";
    }

    private static String oneDecimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
