package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reports are what the files in {@code golden} say; {@code mvn -pl testkit -am test -Dgolden.update} writes those anew.
 */
class ReportTest {
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    static Stream<Arguments> programs() {
        return Stream.of(program("deadlock", ReportedPrograms::deadlock), program("leak", ReportedPrograms::leak),
                program("failure", ReportedPrograms::failure), program("endless", ReportedPrograms::endless),
                program("refused", ReportedPrograms::refused));
    }

    private static Arguments program(String name, Task task) {
        return Arguments.of(name, task);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void reportIsAsInTheFile(String name, Task program) throws IOException {
        Exploration exploration = Explorer.random(1).steps(50).run(program);
        assertThat(exploration).isInstanceOf(Exploration.Failed.class);
        String report = ((Exploration.Failed) exploration).report();
        Path file = Path.of(Objects.requireNonNull(System.getProperty("weft.root"), "weft.root is set by the build"),
                "testkit/src/test/resources/golden", name + ".txt");
        if (UPDATE) {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, report);
        }
        assertThat(report).isEqualTo(Files.readString(file));
    }
}
