package dev.weft.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Where the files are that these tests run and read: the build says so in the system property {@code weft.root}. */
final class Project {
    private Project() {}

    static Path root() {
        return Path.of(Objects.requireNonNull(System.getProperty("weft.root"), "weft.root is set by the build"));
    }

    static List<Path> examples() {
        return filesIn(root().resolve("examples"), ".java");
    }

    /** The files of a folder, not of those in it, that end like this, in the order of their names. */
    static List<Path> filesIn(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
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

    /** A file's name without its ending. */
    static String nameOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
    }
}
