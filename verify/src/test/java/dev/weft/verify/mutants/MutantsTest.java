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

    /** On a mutant, patience is mostly for nothing. */
    private static final String[] IMPATIENT = {"-Dconservation.patience=3", "-Dbrief.limit=8"};

    @TempDir
    private Path scratch;

    private ForkedJvm.Ended run(String engine, @Nullable Mutants mutant) throws Exception {
        ForkedJvm jvm = ForkedJvm.in(scratch).on(mutant == null ? null : mutant.mutant()).with("-Xmx512m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Dweft.engine=" + engine,
                "-Dweft.root=" + Objects.requireNonNull(System.getProperty("weft.root")));
        if (mutant != null) jvm.with(IMPATIENT);
        return jvm.run(LIMIT, BriefSuite.class.getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"own", "jdk"})
    @Timeout(150)
    void coreAsItIsPasses(String engine) throws Exception {
        ForkedJvm.Ended ended = run(engine, null);
        assertThat(ended.status()).as(ended.output()).isZero();
    }

    /** One of each kind, and those that are noticed soon. */
    @ParameterizedTest
    @EnumSource(names = {"ORDER_OF_LENGTH", "WAKE_UP_OF_SENDER", "DEQUEUE_OF_LOSERS", "CLAIM_OF_POLL",
            "CLAIM_OF_CANCELLED", "COUNT_OF_SENDS", "CHANCE_OF_SELECT"})
    @Timeout(150)
    void mutantIsNoticedSoon(Mutants mutant) throws Exception {
        assertNoticed(mutant);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    @Timeout(150)
    void mutantIsNoticed(Mutants mutant) throws Exception {
        assertNoticed(mutant);
    }

    private void assertNoticed(Mutants mutant) throws Exception {
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
