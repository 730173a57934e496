package dev.weft.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM of its own with the class path of this one, on the core or on a mutant of it. */
public final class ForkedJvm {
    private final Path scratch;
    private final List<String> options = new ArrayList<>();
    private @Nullable Mutant mutant;

    private ForkedJvm(Path scratch) {
        this.scratch = scratch;
    }

    /** A JVM whose working directory is {@code scratch}, an existing folder. */
    public static ForkedJvm in(Path scratch) {
        return new ForkedJvm(scratch);
    }

    public ForkedJvm with(String... newOptions) {
        options.addAll(List.of(newOptions));
        return this;
    }

    /** Lets the JVM run a mutant; null for the core as it is. */
    public ForkedJvm on(@Nullable Mutant newMutant) {
        mutant = newMutant;
        return this;
    }

    /**
     * How it ended.
     *
     * @param status the exit status, or {@link #STILL_RUNNING}
     * @param output what it wrote
     */
    public record Ended(int status, String output) {
        /** The status of a JVM that was ended because it took too long. */
        public static final int STILL_RUNNING = -1;
    }

    /** Runs a main method, for so long at most. */
    public Ended run(Duration limit, String program, String... arguments) throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path");
        if (mutant != null) {
            Path mutated = Files.createTempDirectory(scratch, "mutant");
            mutant.writeTo(mutated);
            classPath = mutated + File.pathSeparator + classPath;
        }
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, program));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(scratch, "output", ".txt");
        var builder = new ProcessBuilder(command).directory(scratch.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        List.of("GOMAXPROCS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").forEach(builder.environment()::remove);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Ended(ended ? process.exitValue() : Ended.STILL_RUNNING, Files.readString(output, UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
