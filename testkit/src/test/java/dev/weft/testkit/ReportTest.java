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
        Explorer random = Explorer.random(1).steps(50);
        return Stream.of(program("deadlock", random, ReportedPrograms::deadlock),
                program("leak", random, ReportedPrograms::leak), program("failure", random, ReportedPrograms::failure),
                program("endless", random, ReportedPrograms::endless),
                program("refused", random, ReportedPrograms::refused),
                program("cancelled", Explorer.cancelAtEachPoint(), ReportedPrograms::cancelled));
    }

    private static Arguments program(String name, Explorer explorer, Task task) {
        return Arguments.of(name, explorer, task);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void reportIsAsInTheFile(String name, Explorer explorer, Task program) throws IOException {
        Exploration exploration = explorer.run(program);
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
