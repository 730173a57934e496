package dev.weft.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own for a program of ours, on the class path: for what is decided once in a process, and for its
 * streams.
 */
public final class Fork {
    private final List<String> program;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    private Fork(List<String> program) {
        this.program = program;
    }

    /** Runs the main method of a class of the tests. */
    public static Fork of(Class<?> program) {
        return new Fork(List.of(program.getName()));
    }

    /** Runs a source file among the resources of the tests, with what is a preview of the JDK's. */
    public static Fork ofSource(String name) {
        String version = Integer.toString(Runtime.version().feature());
        return new Fork(List.of("--enable-preview", "--source", version, programs().resolve(name).toString()));
    }

    /** Adds an option of the JVM. */
    public Fork with(String... newOptions) {
        options.addAll(List.of(newOptions));
        return this;
    }

    /** Sets an environment variable. */
    public Fork environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Chooses the engine, and opens what it needs. */
    public Fork engine(String name) {
        with("-Dweft.engine=" + name);
        return name.equals("own") ? with("--add-opens=java.base/java.lang=ALL-UNNAMED") : this;
    }

    /** The engine of the present tests. */
    public Fork sameEngine() {
        return engine(System.getProperty("weft.engine", "jdk"));
    }

    /**
     * How it ended.
     *
     * @param status the exit status
     * @param out what it wrote to stdout
     * @param err what it wrote to stderr
     */
    public record Ended(int status, String out, String err) {}

    /** Runs it to its end. */
    public Ended run() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(folderOf(dev.weft.Weft.class) + File.pathSeparator + folderOf(Fork.class));
        command.addAll(program);
        var builder = new ProcessBuilder(command);
        List.of("GOMAXPROCS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        try {
            Path out = Files.createTempFile("weft", ".out");
            Path err = Files.createTempFile("weft", ".err");
            Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            if (!process.waitFor(50, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("did not end: " + command + "\n" + Files.readString(err));
            }
            var ended = new Ended(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
            Files.delete(out);
            Files.delete(err);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + program, e);
        }
    }

    /** The folder of the classes of Weft. */
    public static Path weft() {
        return Path.of(folderOf(dev.weft.Weft.class));
    }

    /** The folder of the programs of the tests. */
    public static Path programs() {
        return Path.of(folderOf(Fork.class));
    }

    /** The folder that holds the class file: the class loader knows one for the tests and one for what is tested. */
    private static String folderOf(Class<?> type) {
        String name = type.getName().replace('.', '/') + ".class";
        try {
            Path file = Path.of(type.getResource("/" + name).toURI());
            return file.getRoot().resolve(file.subpath(0, file.getNameCount() - Path.of(name).getNameCount()))
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no folder for " + type, e);
        }
    }
}
