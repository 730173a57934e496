package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the README and the guide show has been compiled and run, and what they point to is there. */
@Tag("gate")
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern PITFALL = Pattern.compile("\\| (\\d+) \\|");
    private static final Pattern TEST_LINK = Pattern.compile("\\[(\\w+)]\\(([^)]+Test\\.java)\\)");
    private static final Pattern REGION = Pattern.compile("// @(start|end)\\b.*");

    @Test
    void javaIsTakenFromProgramsAndTests() {
        List<List<String>> sources = sources();
        List<CodeBlock> blocks = documents().stream().flatMap(document -> CodeBlock.in(document).stream())
                .filter(block -> block.language().equals("java")).toList();
        assertThat(blocks).as("Java in the documents").hasSizeGreaterThan(20);
        List<String> unknown = blocks.stream().filter(block -> sources.stream().noneMatch(block::isPartOf))
                .map(block -> block.place() + "\n" + block.text()).toList();
        assertThat(unknown).as("Java that is not, line by line, in examples/*.java or in a snippet of a module")
                .isEmpty();
    }

    @Test
    void anyOtherLineIsNoticed() {
        List<String> source = List.of("    void main() {", "        go(task);", "    }");
        assertThat(block("go(task);").isPartOf(source)).isTrue();
        assertThat(block("void main() {\n    go(task);").isPartOf(source)).isTrue();
        assertThat(block("void main() {\ngo(task);").isPartOf(source)).as("another indentation").isFalse();
        assertThat(block("void main() {\n}").isPartOf(source)).as("a line left out").isFalse();
        assertThat(block("go(other);").isPartOf(source)).isFalse();
        assertThat(block("").isPartOf(source)).as("nothing at all").isFalse();
    }

    private static CodeBlock block(String text) {
        return new CodeBlock("a document:1", "java", text);
    }

    @Test
    void linksLeadToFiles() {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Path folder = Objects.requireNonNull(document.getParent());
            for (MatchResult link : LINK.matcher(Project.read(document)).results().toList()) {
                if (!Files.exists(folder.resolve(link.group(1)))) broken.add(document + ": " + link.group(1));
            }
        }
        assertThat(broken).isEmpty();
    }

    /** The table of pitfalls names tests: each is in the file that the link leads to, and each pitfall has one. */
    @Test
    void everyPitfallHasItsTest() {
        Path guide = Project.root().resolve("docs/guide");
        List<String> rows = Project.read(guide.resolve("12-go-by-example.md")).lines()
                .filter(line -> PITFALL.matcher(line).lookingAt()).toList();
        assertThat(rows).hasSize(27).allSatisfy(row -> {
            Matcher number = PITFALL.matcher(row);
            assertThat(number.lookingAt()).isTrue();
            List<MatchResult> tests = TEST_LINK.matcher(row).results().toList();
            assertThat(tests).as(row).isNotEmpty().allSatisfy(test -> {
                String source = Project.read(guide.resolve(test.group(2)));
                assertThat(source).containsPattern("@Test\\s[^;{}]*void " + test.group(1) + "\\(\\)");
                assertThat(source).contains("/** " + number.group(1) + ". ");
            });
        });
    }

    private static List<Path> documents() {
        Path root = Project.root();
        List<Path> documents = new ArrayList<>(Project.filesIn(root.resolve("docs/guide"), ".md"));
        documents.addAll(Project.filesIn(root.resolve("examples"), ".md"));
        documents.addAll(Project.filesIn(root, ".md"));
        return documents;
    }

    /** The lines of all files that are run by tests, without the comments that mark regions. */
    private static List<List<String>> sources() {
        List<Path> files = new ArrayList<>(Project.examples());
        files.addAll(Project.filesIn(Project.root().resolve("core/src/test/java/dev/weft/snippets"), "Snippets.java"));
        files.addAll(Project.filesIn(
                Project.root().resolve("testkit/src/test/java/dev/weft/testkit/snippets"), "Snippets.java"));
        return files.stream().map(file -> Project.read(file).lines()
                .filter(line -> !REGION.matcher(line.strip()).matches()).toList()).toList();
    }
}
