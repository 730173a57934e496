package dev.weft.verify.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.stress.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short suite passes on the core and fails on each mutant of it. */
@Tag("gate")
class MutantsTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** How long a storm without progress is waited for: on a mutant, as a rule, for nothing. */
    private static final String PATIENCE_SECONDS = "5";

    @TempDir
    private Path scratch;

    private ForkedJvm.Ended run(String engine, @Nullable Mutants mutant) throws Exception {
        ForkedJvm jvm = ForkedJvm.in(scratch).on(mutant == null ? null : mutant.mutant()).with("-Xmx512m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Dweft.engine=" + engine,
                "-Dconservation.patience=" + PATIENCE_SECONDS,
                "-Dweft.root=" + Objects.requireNonNull(System.getProperty("weft.root")));
        return jvm.run(LIMIT, BriefSuite.class.getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"own", "jdk"})
    @Timeout(150)
    void coreAsItIsPasses(String engine) throws Exception {
        ForkedJvm.Ended ended = run(engine, null);
        assertThat(ended.status()).as(ended.output()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(150)
    void mutantIsNoticed(Mutants mutant) throws Exception {
        ForkedJvm.Ended ended = run("own", mutant);
        assertThat(ended.status()).as("%s: %s", mutant.mutant(), ended.output()).isEqualTo(BriefSuite.NOTICED);
        print("mutants: " + mutant.mutant() + ": "
                + ended.output().lines().filter(line -> line.contains(": NO, ")).findFirst().orElseThrow()
                        .replaceFirst("(: NO, .{0,100}).*", "$1"));
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
