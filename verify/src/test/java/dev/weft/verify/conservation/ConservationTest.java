package dev.weft.verify.conservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Weft;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No value is ever lost or doubled. System properties: {@code conservation.seed} (1), {@code conservation.operations}
 * (1,000,000), and for the long form {@code conservation.seconds} (60). The seed fixes what each party tries; when it
 * is interrupted, and who meets whom, still varies.
 */
class ConservationTest {
    private static final long SEED = Long.getLong("conservation.seed", 1);
    private static final long OPERATIONS = Long.getLong("conservation.operations", 1_000_000);

    @Test
    @Timeout(600)
    void interruptsAndClosesLoseAndDoubleNothing() throws InterruptedException {
        rage(SEED);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void interruptsAndClosesLoseAndDoubleNothingForLong() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("conservation.seconds", 60));
        for (long seed = SEED + 1; System.nanoTime() < end; seed++) rage(seed);
    }

    private static void rage(long seed) throws InterruptedException {
        Storm.Report report = Storm.rage(seed, OPERATIONS);
        Tally tally = report.tally();
        String summary = "conservation: engine %s, seed %d, %d channels, %d operations: %s".formatted(
                Weft.runtime().engine(), seed, report.channels(), tally.total(), tally);
        assertThat(report.problems()).as("%s; again: -Dconservation.seed=%d", summary, seed).isEmpty();
        assertThat(tally.total()).as(summary).isGreaterThanOrEqualTo(OPERATIONS);
        // Unless each of these has happened often, the storm was no test of it.
        assertThat(tally.done()).as(summary).isGreaterThan(OPERATIONS / 100);
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
