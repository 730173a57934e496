package dev.weft.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The public API is what {@code api/*.txt} says, so that no name appears, changes or goes without being seen in review;
 * {@code mvn -q test -Dapi.update} writes the files anew.
 */
@Tag("gate")
class PublicApiTest {
    /** In a heading the type's own name is the first with a dot. */
    private static final Pattern TYPE_NAME = Pattern.compile("\\w+(\\.\\w+)+");
    private static final boolean UPDATE = Boolean.getBoolean("api.update");

    @ParameterizedTest
    @CsvSource({"core, dev.weft", "testkit, dev.weft.testkit"})
    void publicApiNamesOnlyWhatUsersSee(String folder, String module) {
        assertThat(new ApiDump(folder, module).namedButHidden()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"core, dev.weft", "testkit, dev.weft.testkit"})
    void publicApiIsTheRecordedOne(String folder, String module) {
        Path recorded = Project.verifyResource("api").resolve(module + ".txt");
        String is = new ApiDump(folder, module).render();
        assertThat(is).as("the API of " + module).isNotBlank();
        if (UPDATE) {
            Project.write(recorded, is);
            return;
        }
        String was = Files.exists(recorded) ? Project.read(recorded) : "";
        assertThat(differences(was, is))
                .as("differences from %s (- recorded, + compiled); if they are wanted, the command"
                        + " that records them: mvn -q test -Dapi.update", recorded.getFileName())
                .isEmpty();
    }

    /** Lines that only one side has, each with the name of its type; a move alone is a difference, too. */
    private static List<String> differences(String was, String is) {
        List<String> recorded = qualifiedLines(was);
        List<String> compiled = qualifiedLines(is);
        List<String> differences = new ArrayList<>();
        for (String line : recorded) if (!compiled.contains(line)) differences.add("- " + line);
        for (String line : compiled) if (!recorded.contains(line)) differences.add("+ " + line);
        if (differences.isEmpty() && !was.equals(is)) differences.add("the same lines in another order");
        return differences;
    }

    /** Headings as they are; members preceded by their type's name. */
    private static List<String> qualifiedLines(String dump) {
        List<String> lines = new ArrayList<>();
        String type = "";
        for (String line : dump.lines().filter(line -> !line.isBlank()).toList()) {
            if (!line.startsWith(" ")) type = TYPE_NAME.matcher(line).results().findFirst().orElseThrow().group();
            lines.add(line.startsWith(" ") ? type + ": " + line.strip() : line);
        }
        return lines;
    }
}
