package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("gate")
class EveryExampleTest {
    private final List<Path> examples = Project.examples();

    @Test
    void saysWhatItShowsAndWhatGoDoes() {
        assertThat(examples).hasSizeGreaterThanOrEqualTo(18).allSatisfy(example -> {
            List<String> header = Project.read(example).lines().takeWhile(line -> line.startsWith("//")).toList();
            assertThat(header).hasSizeGreaterThanOrEqualTo(3).anyMatch(line -> line.startsWith("// In Go: "));
            assertThat(header.getFirst()).hasSizeGreaterThan(20);
        });
    }

    @Test
    void isRunByATest() {
        Path tests = Project.root().resolve("examples/src/test/java/dev/weft/examples");
        String text = Project.filesIn(tests, "Test.java").stream().map(Project::read).collect(Collectors.joining());
        assertThat(examples)
                .allSatisfy(example -> assertThat(text).contains("Example.of(\"" + Project.nameOf(example) + "\")"));
    }

    @Test
    void isListed() {
        String list = Project.read(Project.root().resolve("examples/README.md"));
        assertThat(examples).allSatisfy(example -> assertThat(list)
                .contains("[" + Project.nameOf(example) + "](" + example.getFileName() + ")"));
    }
}
