package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.programs.Settings;
import dev.weft.testing.Fork;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Every way to start an application, and the scheduler that its goroutines get. */
@EnabledIfSystemProperty(named = "weft.engine", matches = "own", disabledReason = "new JVMs; once is enough")
class StartUpTest {
    private static final String SETTINGS = Settings.class.getName();
    private static final String SETTINGS_FILE = SETTINGS.replace('.', '/') + ".class";

    private final Path folder;
    private final Path weft;
    private final Path application;

    StartUpTest(@TempDir Path folder) {
        this.folder = folder;
        this.weft = folder.resolve("weft.jar");
        this.application = folder.resolve("application.jar");
    }

    @BeforeEach
    void jars() throws IOException {
        jar(weft, manifest("Premain-Class", WeftAgent.class.getName()), Fork.weft(), "");
    }

    /** The application's jar, with an entry in its manifest. */
    private void application(String name, String value) throws IOException {
        Manifest manifest = manifest(name, value);
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, SETTINGS);
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, weft.getFileName().toString());
        jar(application, manifest, Fork.programs(), SETTINGS_FILE);
    }

    private static Manifest manifest(String name, String value) {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(name, value);
        return manifest;
    }

    private static void jar(Path jar, Manifest manifest, Path classes, String only) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                var out = new JarOutputStream(file, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(path).toString();
                if (name.startsWith(only) && name.endsWith(".class")) {
                    out.putNextEntry(new JarEntry(name));
                    Files.copy(path, out);
                }
            }
        }
    }

    /** What the program says about its engine, and stderr. */
    private List<String> run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx64m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("GOMAXPROCS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        assertThat(builder.start().waitFor()).as(() -> read(err)).isZero();
        return List.of(read(out).strip().split(" ", -1)[0], read(err));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String classPath() {
        return weft + java.io.File.pathSeparator + Fork.programs();
    }

    @Test
    void withoutAnythingTheJdksWithOneLineThatSaysHowToHaveOurs() throws Exception {
        List<String> said = run("-cp", classPath(), SETTINGS);
        assertThat(said.getFirst()).isEqualTo("jdk");
        assertThat(said.getLast()).hasLineCount(1).contains("--add-opens java.base/java.lang=ALL-UNNAMED");
    }

    @Test
    void theOptionOnTheCommandLine() throws Exception {
        assertThat(run("--add-opens=java.base/java.lang=ALL-UNNAMED", "-cp", classPath(), SETTINGS))
                .containsExactly("own", "");
    }

    @Test
    void theAgentOnTheCommandLine() throws Exception {
        assertThat(run("-javaagent:" + weft, "-cp", classPath(), SETTINGS)).containsExactly("own", "");
    }

    @Test
    void theAgentOnTheModulePath() throws Exception {
        assertThat(run("-javaagent:" + weft, "-p", weft.toString(), "--add-modules", "dev.weft", "-cp",
                Fork.programs().toString(), SETTINGS)).containsExactly("own", "");
    }

    @Test
    void theOptionForTheModulePath() throws Exception {
        assertThat(run("--add-opens=java.base/java.lang=dev.weft", "-p", weft.toString(), "--add-modules", "dev.weft",
                "-cp", Fork.programs().toString(), SETTINGS)).containsExactly("own", "");
    }

    @Test
    void theManifestOpens() throws Exception {
        application("Add-Opens", "java.base/java.lang");
        assertThat(run("-jar", application.toString())).containsExactly("own", "");
    }

    @Test
    void theManifestNamesTheAgent() throws Exception {
        application("Launcher-Agent-Class", WeftAgent.class.getName());
        assertThat(run("-jar", application.toString())).containsExactly("own", "");
    }
}
