package dev.weft.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Java sources look alike; {@code mvn -q test -Dformat.apply} makes them so. */
@Tag("gate")
class FormattingTest {
    private static final boolean APPLY = Boolean.getBoolean("format.apply");

    private final JavaFormat format = new JavaFormat();

    @Test
    @Timeout(120)
    void sourcesAreFormatted() {
        List<Path> sources = sources();
        assertThat(sources).as("Java sources of the modules").isNotEmpty();
        List<String> problems = new ArrayList<>();
        for (Path source : sources) check(source, problems);
        assertThat(problems).as("the command that formats the sources: mvn -q test -Dformat.apply").isEmpty();
    }

    /**
     * Module descriptors are lists that their authors lay out. Java files under {@code resources} are data of tests and
     * keep the look that the test is about.
     */
    private static List<Path> sources() {
        List<Path> sources = new ArrayList<>();
        for (String module : Project.modules()) {
            for (Path file : Project.filesBelow(Project.root().resolve(module).resolve("src"))) {
                String path = Project.root().relativize(file).toString();
                if (!path.endsWith(".java") || path.endsWith("module-info.java")) continue;
                if (!path.contains("/resources/")) sources.add(file);
            }
            // Programs that are one file each lie beside the sources of their module.
            for (Path file : Project.filesIn(Project.root().resolve(module))) {
                if (file.toString().endsWith(".java")) sources.add(file);
            }
        }
        return sources;
    }

    private void check(Path source, List<String> problems) {
        String path = Project.root().relativize(source).toString();
        String text = Project.read(source);
        String wanted;
        try {
            wanted = format.format(text);
        } catch (IllegalArgumentException e) {
            problems.add(path + ": " + e.getMessage());
            return;
        }
        if (!wanted.equals(text)) {
            if (APPLY) Project.write(source, wanted);
            else problems.add(path + firstDifference(text, wanted));
        }
        tooLong(wanted).forEach(line -> problems.add(path + line));
    }

    private static String firstDifference(String text, String wanted) {
        List<String> is = text.lines().toList();
        List<String> should = wanted.lines().toList();
        int line = 0;
        while (line < Math.min(is.size(), should.size()) && is.get(line).equals(should.get(line))) line++;
        return ":%d%n    is:     %s%n    should: %s".formatted(line + 1, lineOrEnd(is, line), lineOrEnd(should, line));
    }

    private static String lineOrEnd(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "(end of file)";
    }

    private static List<String> tooLong(String text) {
        List<String> found = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int columns = lines.get(i).codePointCount(0, lines.get(i).length());
            if (columns > JavaFormat.MAX_COLUMNS) found.add(":%d has %d columns".formatted(i + 1, columns));
        }
        return found;
    }
}
