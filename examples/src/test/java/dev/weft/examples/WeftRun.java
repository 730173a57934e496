package dev.weft.examples;

import dev.weft.Weft;
import dev.weft.cli.Main;
import dev.weft.testkit.Schedule;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command line of {@code weft run} for one example, in a JVM of its own, without the script and its build. */
final class WeftRun {
    private WeftRun() {}

    /** The engine that this run of the tests is about. */
    static String engine() {
        return Objects.requireNonNull(System.getProperty("weft.engine"), "weft.engine is set by the build");
    }

    static ProcessBuilder process(String example, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (engine().equals("own")) command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
        // These programs end before the second compiler would pay for itself.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(List.of("-cp", classPath(), Main.class.getName(), "run", "--engine", engine()));
        command.add("examples/" + example + ".java");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(Project.root().toFile());
        builder.environment().remove("GOMAXPROCS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder;
    }

    private static String classPath() {
        return Stream.of(Main.class, Weft.class, Schedule.class, CommandLine.class).map(WeftRun::placeOf)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
