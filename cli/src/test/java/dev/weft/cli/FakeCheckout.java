package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder like a checkout of this project, with the real script and stand-ins for all that it starts: a Maven that
 * notes each build and makes an empty jar, and JDKs whose java prints its arguments.
 */
final class FakeCheckout {
    /** What the script needs from the system, and all that it gets: no Java or Maven that is installed here. */
    private static final List<String> SYSTEM_TOOLS =
            List.of("dirname", "readlink", "find", "head", "mkdir", "rm", "mv", "sed", "flock");

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    /** Makes one in a folder whose name is unpleasant for scripts. */
    FakeCheckout(Path parent) throws IOException {
        root = Files.createDirectories(parent.resolve("it's a \"check out\""));
        Path script = Files.copy(Path.of(System.getProperty("weft.root"), "weft"), root.resolve("weft"));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String module : List.of("core", "testkit", "cli", "benchmarks")) {
            Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.createFile(root.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(root.resolve("pom.xml"));
        addSystemTools();
        environment.put("PATH", root.resolve("tools") + ":" + root.resolve("system"));
        environment.put("HOME", root.toString());
        environment.put("WEFT_JDK_DIRS", root.resolve("jdks").toString());
    }

    Path root() {
        return root;
    }

    /** The search path that the script gets, with one more folder in front. */
    String pathWith(Path first) {
        return first + ":" + environment.get("PATH");
    }

    /** Sets an environment variable for the script. */
    FakeCheckout with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Installs a JDK among the usual places. */
    Path addJdk(String name, String version) throws IOException {
        Path jdk = root.resolve("jdks").resolve(name);
        executable(jdk.resolve("bin/javac"), "exit 1");
        executable(jdk.resolve("bin/java"), """
                for argument; do
                    case $argument in -XX:AOTCacheOutput=*) echo classes > "${argument#*=}" ;; esac
                    printf '%s\\n' "$argument"
                done
                exit ${FAKE_STATUS:-0}""");
        Files.writeString(jdk.resolve("release"), """
                IMPLEMENTOR="Somebody"
                JAVA_RUNTIME_VERSION="%1$s+9"
                JAVA_VERSION="%1$s"
                """.formatted(version));
        return jdk;
    }

    /** Installs a Maven that builds. */
    void addMaven() throws IOException {
        executable(root.resolve("tools/mvn"), """
                echo "$JAVA_HOME $*" >> "%1$s/builds"
                echo "[INFO] Building Weft 1.0     [1/1]"
                case $* in *:weft-benchmarks*) built=benchmarks ;; *) built=cli ;; esac
                mkdir -p "%1$s/$built/target"
                echo jar > "%1$s/$built/target/weft-$built.jar\"""".formatted(escaped(root)));
    }

    /** Installs a Maven that finds a mistake in the sources. */
    void addFailingMaven() throws IOException {
        executable(root.resolve("tools/mvn"), """
                echo "[INFO] Building Weft 1.0     [1/1]"
                echo "[ERROR] Channel.java:[7,1] class expected"
                echo "[ERROR] -> [Help 1]"
                echo "[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch."
                exit 1""");
    }

    /** How often Maven was started. */
    long builds() throws IOException {
        Path log = root.resolve("builds");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    /** Makes a file look changed after everything that was built; clocks of file systems can be coarse. */
    void changeAfterTheBuild(String file) throws IOException {
        Path path = root.resolve(file);
        if (!Files.exists(path)) {
            Files.createFile(path);
        }
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(10)));
    }

    /** Runs the script by its path. */
    Outcome run(String... args) throws IOException, InterruptedException {
        return runAs(root.resolve("weft").toString(), root, args);
    }

    /** Runs the script under another name, in some folder. */
    Outcome runAs(String script, Path folder, String... args) throws IOException, InterruptedException {
        return end(start(script, folder, args));
    }

    /** Starts the script without waiting for it. */
    Process start(String script, Path folder, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(script));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits for a process that prints little. */
    static Outcome end(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), out, err);
    }

    private void addSystemTools() throws IOException {
        for (String tool : SYSTEM_TOOLS) {
            for (Path installed : List.of(Path.of("/bin", tool), Path.of("/usr/bin", tool))) {
                if (Files.isExecutable(installed)) {
                    executable(root.resolve("system").resolve(tool), "exec " + installed + " \"$@\"");
                }
            }
        }
    }

    private static void executable(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A path for use between double quotes in a script. */
    private static String escaped(Path path) {
        return path.toString().replace("\"", "\\\"");
    }
}
