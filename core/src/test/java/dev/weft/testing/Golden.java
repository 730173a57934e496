package dev.weft.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares what users read with a file; {@code -Dgolden.update} writes the files instead. */
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    /** Compares a text, in which {@link #neutral} has replaced what differs from run to run, with a golden file. */
    public static void assertMatches(String file, String text) {
        Path path = FOLDER.resolve(file);
        String actual = neutral(text);
        try {
            if (System.getProperty("golden.update") != null) {
                Files.writeString(path, actual, UTF_8);
            }
            assertThat(actual).as(path.toString()).isEqualTo(Files.readString(path, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers of threads, and lines of Weft's own files. */
    private static String neutral(String text) {
        return text.replaceAll("goroutine \\d+", "goroutine N")
                .replaceAll("(at dev\\.weft\\.(?!programs)[^(]*\\(\\w+\\.java:)\\d+", "$1N")
                .replaceAll("(Lambda)[^\\s(]*", "$1")
                .replaceAll("lambda\\$(\\w+)\\$\\d+", "lambda\\$$1");
    }
}
