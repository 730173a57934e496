package dev.weft.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * The stress tests hold, and each catches its mutants. The system property {@code stress.time} says for how many
 * milliseconds each is tried; the long forms, which belong to the profile {@code jcstress}, leave it to jcstress to try
 * all ways to compile a test.
 */
class StressTest {
    private static final String MILLIS = System.getProperty("stress.time", "100");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** A mutant's mistake shows by chance: one more try each time that it has not shown yet. */
    private static final String TRIES = "40";

    private static final Pattern RESULTS =
            Pattern.compile(
                    "Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard errs");

    @TempDir
    private Path scratch;

    private ForkedJvm.Ended run(@Nullable Mutant mutant, String... arguments) throws Exception {
        return ForkedJvm.in(scratch).with("-Xmx512m").on(mutant).run(LIMIT, StressRun.class.getName(), arguments);
    }

    @Test
    @Timeout(200)
    void nothingForbiddenIsSeen() throws Exception {
        ForkedJvm.Ended ended = run(null, MILLIS, "1");
        assertThat(ended.output().lines().filter(line -> line.startsWith("passed ")).count())
                .as(ended.output()).isEqualTo(TestList.tests().size());
        assertThat(ended.status()).as(ended.output()).isZero();
    }

    /** In the short form those that tell most: a memory order, an exchange, a dequeue. */
    @ParameterizedTest
    @EnumSource(names = {"TASK_WITHOUT_FENCE", "READY_IN_TWO_STEPS", "LOSER_STAYS_QUEUED"})
    @Timeout(200)
    void mutantIsCaughtSoon(Twins twin) throws Exception {
        assertCaught(twin);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    @Timeout(200)
    void mutantIsCaught(Twins twin) throws Exception {
        assertCaught(twin);
    }

    private void assertCaught(Twins twin) throws Exception {
        ForkedJvm.Ended ended = run(twin.mutant(), MILLIS, TRIES, twin.test());
        // Some mistakes make a test hang now and then instead: what is right passes in a fraction of the limit.
        assertThat(ended.status()).as("%s on %s: %s", twin.test(), twin.mutant(), ended.output())
                .isIn(StressRun.FORBIDDEN, ForkedJvm.Ended.STILL_RUNNING);
        print("stress: %s is caught by %s".formatted(twin.mutant(), twin.test()));
    }

    @Test
    void everyTestHasAMutantThatItCatches() {
        assertThat(Twins.tests()).containsAll(TestList.tests());
    }

    @Test
    @Tag("long")
    @Timeout(36_000)
    void nothingForbiddenIsSeenHoweverItIsCompiled() throws Exception {
        ForkedJvm.Ended ended = ForkedJvm.in(scratch).with("--enable-native-access=ALL-UNNAMED").run(
                Duration.ofHours(10), "org.openjdk.jcstress.Main", "-time", MILLIS, "-r", "report");
        assertThat(ended.output()).contains("Failed tests: No matches", "Error tests: No matches");
        Matcher results = RESULTS.matcher(ended.output());
        String last = "";
        int passed = 0;
        while (results.find()) {
            last = results.group();
            passed = Integer.parseInt(results.group(2));
        }
        assertThat(passed).as(last).isGreaterThan(TestList.tests().size());
        assertThat(last).endsWith(" 0 failed, 0 soft errs, 0 hard errs");
        print("stress: " + last);
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
