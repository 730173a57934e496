package dev.weft.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the project's files are: the build says so in the system property {@code weft.root}. */
final class Project {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private Project() {}

    static Path root() {
        return Path.of(Objects.requireNonNull(System.getProperty("weft.root"), "weft.root is set by the build"));
    }

    /** The folders of the modules, as the root pom lists them. */
    static List<String> modules() {
        List<String> modules = MODULE.matcher(read(root().resolve("pom.xml"))).results()
                .map(match -> match.group(1)).toList();
        if (modules.isEmpty()) throw new IllegalStateException("the root pom lists no module: " + root());
        return modules;
    }

    /** The compiled classes of a module; not there when it has no sources. */
    static Path classes(String module) {
        return root().resolve(module).resolve("target/classes");
    }

    static Path verifyResource(String name) {
        return root().resolve("verify/src/test/resources").resolve(name);
    }

    /** All regular files below a folder, in the order of their paths; none when there is no such folder. */
    static List<Path> filesBelow(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The regular files of a folder, without those of the folders in it, in the order of their paths. */
    static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
