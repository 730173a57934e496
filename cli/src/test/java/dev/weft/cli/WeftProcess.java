package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tool in a JVM of its own, started as the script starts it, in the folder of the test programs. */
final class WeftProcess implements AutoCloseable {
    private static final Path PROGRAMS = Path.of("src/test/resources/programs");

    private final Process process;
    private final Path err;
    private final BufferedReader out;

    private WeftProcess(Process process, Path err) {
        this.process = process;
        this.err = err;
        this.out = process.inputReader(UTF_8);
    }

    /** Starts a command with further environment variables. */
    static WeftProcess start(Map<String, String> environment, String... args) throws IOException {
        return start(PROGRAMS, environment, args);
    }

    private static WeftProcess start(Path folder, Map<String, String> environment, String... args)
            throws IOException {
        List<String> command = new ArrayList<>(listeningToInterrupts());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                classPath(),
                "dev.weft.cli.Main"));
        command.addAll(List.of(args));
        Path err = Files.createTempFile("weft", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("GOMAXPROCS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        return new WeftProcess(builder.start(), err);
    }

    /**
     * What to put before a command so that it hears SIGINT: a process that a script started in the background ignores
     * it, and so do all that it starts. Nothing where {@code env} cannot do that.
     */
    private static List<String> listeningToInterrupts() throws IOException {
        List<String> prefix = List.of("env", "--default-signal=INT");
        List<String> trial = new ArrayList<>(prefix);
        trial.add("true");
        int status = new ProcessBuilder(trial)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join()
                .exitValue();
        return status == 0 ? prefix : List.of();
    }

    /** Runs a command to its end, with some standard input. */
    static Outcome run(String input, String... args) throws IOException, InterruptedException {
        try (WeftProcess weft = start(Map.of(), args)) {
            try (var stdin = weft.process.outputWriter(UTF_8)) {
                stdin.write(input);
            }
            return weft.end();
        }
    }

    /** Runs a command in another folder than that of the test programs, where it may leave files. */
    static Outcome runIn(Path folder, String... args) throws IOException, InterruptedException {
        try (WeftProcess weft = start(folder, Map.of(), args)) {
            return weft.end();
        }
    }

    /** Waits for the next line on standard output. */
    String readLine() throws IOException {
        return String.valueOf(out.readLine());
    }

    /** Sends a signal, by its name without SIG. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
    }

    /** Waits for the end, with the standard output that was not read yet. */
    Outcome end() throws IOException, InterruptedException {
        String rest = out.readAllAsString();
        int status = process.waitFor();
        return new Outcome(status, rest, Files.readString(err));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        out.close();
        Files.delete(err);
    }

    /** What this JVM runs with: the tests may run on the module path, the script uses the class path. */
    private static String classPath() {
        return System.getProperty("jdk.module.path", "") + File.pathSeparator
                + System.getProperty("java.class.path", "");
    }
}
