package dev.weft.benchmarks.forks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds a Go that is new enough and builds the twin program with it. */
public sealed interface GoTwin {

    /** The twin is ready to run. */
    record Built(Path program, String goVersion) implements GoTwin {}

    /** There is no twin; the reason is for the reader of the table. */
    record Missing(String reason) implements GoTwin {}

    String HINT = "go not found (Debian: golang-1.23-go from backports; benchmarks/install-go.sh installs it)";

    /** Loop variables are one per iteration since 1.22, and the twin relies on it. */
    int MINIMUM_MINOR = 22;

    /**
     * Builds the twin with the first Go that is new enough.
     *
     * @param where the folder for the sources and the program
     */
    static GoTwin build(Path where, Map<String, String> environment) throws IOException, InterruptedException {
        return build(where, environment, Path.of("/usr"));
    }

    static GoTwin build(Path where, Map<String, String> environment, Path system)
            throws IOException, InterruptedException {
        for (Path go : candidates(environment, system)) {
            Optional<String> version = version(go);
            if (version.isPresent()) {
                return build(go, version.get(), where);
            }
        }
        return new Missing(HINT);
    }

    /**
     * Where a Go may be, best first: {@code PATH}, {@code GOROOT}, then the folders that distributions and Go's own
     * archives use when several versions live side by side.
     *
     * @param system the folder that holds {@code lib} and {@code local}
     */
    static List<Path> candidates(Map<String, String> environment, Path system) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (!folder.isEmpty()) {
                found.add(Path.of(folder, "go"));
            }
        }
        if (environment.containsKey("GOROOT")) {
            found.add(Path.of(environment.get("GOROOT"), "bin", "go"));
        }
        found.addAll(versionedFolders(system.resolve("lib"), "go-1."));
        found.add(system.resolve("local/go/bin/go"));
        if (environment.containsKey("HOME")) {
            found.addAll(versionedFolders(Path.of(environment.get("HOME"), "sdk"), "go1."));
        }
        return found.stream().filter(Files::isExecutable).toList();
    }

    /** The newest version first. */
    private static List<Path> versionedFolders(Path parent, String prefix) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(prefix))
                    .map(folder -> folder.resolve("bin").resolve("go"))
                    .sorted(Comparator.comparingInt(GoTwin::minorInName).reversed())
                    .toList();
        }
    }

    private static int minorInName(Path go) {
        Matcher matcher = Pattern.compile("go-?1\\.(\\d+)").matcher(go.toString());
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** What {@code go version} prints, if that Go is new enough. */
    private static Optional<String> version(Path go) throws IOException, InterruptedException {
        var result = run(List.of(go.toString(), "version"), Path.of("."));
        Matcher matcher = Pattern.compile("go1\\.(\\d+)\\S*").matcher(result.output());
        if (result.status() == 0 && matcher.find() && Integer.parseInt(matcher.group(1)) >= MINIMUM_MINOR) {
            return Optional.of(matcher.group());
        }
        return Optional.empty();
    }

    private static GoTwin build(Path go, String version, Path where) throws IOException, InterruptedException {
        Files.createDirectories(where);
        for (String file : List.of("go.mod", "main.go", "channels.go", "goroutines.go", "parking.go", "delays.go",
                "sync.go", "loops.go", "web.go")) {
            try (InputStream source = GoTwin.class.getResourceAsStream("/dev/weft/benchmarks/go/" + file)) {
                if (source == null) {
                    throw new IllegalStateException("the source of the Go twin is incomplete: no " + file);
                }
                Files.copy(source, where.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path program = where.resolve("twin").toAbsolutePath();
        var result = run(List.of(go.toString(), "build", "-o", program.toString(), "."), where);
        if (result.status() != 0) {
            throw new IllegalStateException(go + " build: " + result.output());
        }
        return new Built(program, version);
    }

    /** The exit status and all output of a command. */
    record Result(int status, String output) {}

    private static Result run(List<String> command, Path folder) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        // The Go that was found, and no other that it might want to fetch.
        builder.environment().put("GOTOOLCHAIN", "local");
        Process process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
