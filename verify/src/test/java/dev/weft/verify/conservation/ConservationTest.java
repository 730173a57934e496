package dev.weft.verify.conservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.weft.Weft;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No value is ever lost or doubled. System properties: {@code conservation.seed} (1), {@code conservation.operations}
 * (1,000,000), and for the long form {@code soak.minutes} (1). The seed fixes what each party tries; when it
 * is interrupted, and who meets whom, still varies.
 */
class ConservationTest {
    private static final long SEED = Long.getLong("conservation.seed", 1);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long OPERATIONS = Long.getLong("conservation.operations", 1_000_000);

    @Test
    @Timeout(600)
    void interruptsAndClosesLoseAndDoubleNothing() {
        rage(Shape.wide(), SEED, OPERATIONS);
    }

    @Test
    @Timeout(600)
    void fewUnderConstantInterruptsLoseAndDoubleNothing() {
        rage(Shape.narrow(), SEED, OPERATIONS / 2);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 13, unit = TimeUnit.HOURS)
    void interruptsAndClosesLoseAndDoubleNothingForLong() {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(Long.getLong("soak.minutes", 1));
        for (long seed = SEED + 1; System.nanoTime() < end; seed++) {
            rage(seed % 2 == 0 ? Shape.wide() : Shape.narrow(), seed, OPERATIONS);
        }
    }

    private static void rage(Shape shape, long seed, long operations) {
        // Preemptively, in a thread of its own: what goes wrong may well be a loop that no interrupt ends.
        Storm.Report report = assertTimeoutPreemptively(LIMIT, () -> Storm.rage(shape, seed, operations),
                () -> "the storm does not end; again: -Dconservation.seed=" + seed);
        Tally tally = report.tally();
        String summary = "conservation: engine %s, seed %d, %d parties, %d channels, %d operations: %s".formatted(
                Weft.runtime().engine(), seed, shape.parties(), report.channels(), tally.total(), tally);
        assertThat(report.problems()).as("%s; again: -Dconservation.seed=%d", summary, seed).isEmpty();
        assertThat(tally.total()).as(summary).isGreaterThanOrEqualTo(operations);
        // Unless each of these has happened often, the storm was no test of it.
        assertThat(tally.done()).as(summary).isGreaterThan(operations / 100);
        assertThat(tally.cancelled()).as(summary).isPositive();
        assertThat(tally.closed()).as(summary).isPositive();
        assertThat(tally.timedOut()).as(summary).isPositive();
        assertThat(tally.idle()).as(summary).isPositive();
        print(summary + ", nothing lost or doubled");
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
