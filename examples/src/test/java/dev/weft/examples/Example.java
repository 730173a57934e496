package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One example, to be run with some environment. */
record Example(String name, Map<String, String> environment) {
    private static final int PATIENCE_SECONDS = 50;

    static Example of(String name) {
        return new Example(name, Map.of());
    }

    Example with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Example(name, more);
    }

    Path file() {
        return Project.root().resolve("examples").resolve(name + ".java");
    }

    /** Runs it to its end, which has to be a success without a word on stderr, and gives what it printed. */
    List<String> lines(String... arguments) throws InterruptedException {
        Outcome outcome = run(arguments);
        assertThat(outcome.err()).as("stderr of %s", name).isEmpty();
        assertThat(outcome.status()).as("exit status of %s", name).isZero();
        return outcome.out();
    }

    Outcome run(String... arguments) throws InterruptedException {
        try {
            Path out = Files.createTempFile(name, ".out");
            Path err = Files.createTempFile(name, ".err");
            try {
                return run(arguments, out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome run(String[] arguments, Path out, Path err) throws IOException, InterruptedException {
        ProcessBuilder builder = WeftRun.process(name, arguments);
        builder.environment().putAll(environment);
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            List<String> printed = Files.readAllLines(out);
            List<String> reported = Files.readAllLines(err);
            assertThat(ended).as("%s ended; it had printed %s and, on stderr, %s", name, printed, reported).isTrue();
            return new Outcome(process.exitValue(), printed, reported);
        } finally {
            process.destroyForcibly();
        }
    }

    /** How a run ended, and the lines that it printed. */
    record Outcome(int status, List<String> out, List<String> err) {}
}
