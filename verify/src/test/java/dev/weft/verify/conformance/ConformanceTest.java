package dev.weft.verify.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Weft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a program shows, Go could have shown. System properties:
 * <ul>
 *   <li>{@code conformance.programs}: a file with other programs of the same form;
 *   <li>{@code conformance.runs}: how often each program runs at each parallelism (200);
 *   <li>{@code conformance.only}, {@code conformance.maxProcs}: one program, one parallelism;
 *   <li>{@code conformance.seed}: all runs with this seed. It fixes the order in which goroutines start, their delays
 *       and the form of their selects. What runs in parallel and which ready case a select takes still varies.
 * </ul>
 */
class ConformanceTest {
    private static final List<Integer> PARALLELISMS = List.of(1, 2, 4);

    @Test
    @Timeout(600)
    void everyOutcomeIsPossibleInGo() throws IOException {
        List<Program> programs = programs();
        Verdicts verdicts = new Verdicts(Weft.runtime().engine(), programs);
        Conductors conductors = new Conductors(programs, verdicts);
        Integer onlyMaxProcs = Integer.getInteger("conformance.maxProcs");
        int runs = Integer.getInteger("conformance.runs", 200);
        for (int maxProcs : onlyMaxProcs == null ? PARALLELISMS : List.of(onlyMaxProcs)) {
            conductors.runAll(runs, maxProcs, seeds(maxProcs));
        }
        print("conformance: " + verdicts.summary());
        assertThat(verdicts.violations()).as("%s", verdicts.summary()).isEmpty();
    }

    static List<Program> programs() throws IOException {
        String file = System.getProperty("conformance.programs");
        List<Program> programs = file == null ? ProgramFile.ofProject() : ProgramFile.read(find(file));
        String only = System.getProperty("conformance.only");
        if (only == null) return programs;
        List<Program> chosen = programs.stream().filter(program -> program.name().equals(only)).toList();
        assertThat(chosen).as("programs with the name %s", only).isNotEmpty();
        return chosen;
    }

    /** A relative path counts from this module's folder or, as users type it, from the project's. */
    private static Path find(String file) {
        Path here = Path.of(file);
        String root = Objects.requireNonNull(System.getProperty("weft.root"), "weft.root is set by the build");
        return Files.exists(here) ? here : Path.of(root).resolve(file);
    }

    /** Seeds that differ between runs but are the same each time that the test runs. */
    private static LongUnaryOperator seeds(int maxProcs) {
        @Nullable Long fixed = Long.getLong("conformance.seed");
        if (fixed != null) return run -> fixed;
        return run -> new SplittableRandom(run * 31 + maxProcs).nextLong();
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
