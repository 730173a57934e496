package dev.weft.verify.conservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.weft.Weft;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No operator of {@code dev.weft.flow} and {@code dev.weft.parallel} loses or doubles anything on the real scheduler,
 * however its inputs, its outputs and itself are disturbed. System properties: {@code conservation.seed} (1), and for
 * the long form {@code soak.minutes} (1), which the operators share.
 */
class OperatorStormTest {
    private static final long SEED = Long.getLong("conservation.seed", 1);
    private static final Duration SHORT = Duration.ofMillis(150);

    /** How long a round may take before it counts as stuck. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int FEWEST_ROUNDS = 2 * OperatorStorm.Trouble.values().length;

    static Stream<OperatorStorm> storms() {
        return Stream.of(
                ChannelStorm.all(), Stream.of(new TopicStorm(), new PipelineStorm(), new PoolStorm()),
                ParallelStorm.all()).flatMap(storms -> storms);
    }

    @ParameterizedTest
    @MethodSource("storms")
    @Timeout(120)
    void nothingIsLostOrDoubled(OperatorStorm storm) {
        rage(storm, SHORT);
    }

    @ParameterizedTest
    @MethodSource("storms")
    @Tag("soak")
    @Timeout(value = 13, unit = TimeUnit.HOURS)
    void nothingIsLostOrDoubledForLong(OperatorStorm storm) {
        rage(storm, Duration.ofMinutes(Long.getLong("soak.minutes", 1)).dividedBy(storms().count()));
    }

    @Test
    void operatorsThatLoseOrDoubleAreFound() {
        assertThatThrownBy(() -> rage(ChannelStorm.forgetful(), SHORT)).hasMessageContaining("forgetful, NONE");
        assertThatThrownBy(() -> rage(ChannelStorm.generous(), SHORT)).hasMessageContaining("generous, NONE");
    }

    private static void rage(OperatorStorm storm, Duration length) {
        Map<OperatorStorm.Trouble, Integer> rounds = new EnumMap<>(OperatorStorm.Trouble.class);
        int formerMaxProcs = Weft.maxProcs();
        long end = System.nanoTime() + length.toNanos();
        try {
            for (int round = 0; round < FEWEST_ROUNDS || System.nanoTime() - end < 0; round++) {
                OperatorStorm.Trouble trouble = List.of(OperatorStorm.Trouble.values()).get(
                        round % OperatorStorm.Trouble.values().length);
                long seed = SEED * 1_000_003 + round;
                SplittableRandom random = new SplittableRandom(seed);
                Weft.maxProcs(1 + random.nextInt(4));
                // Preemptively, in a thread of its own: what goes wrong may well be a loop that no interrupt ends.
                assertTimeoutPreemptively(PATIENCE, () -> Weft.run(() -> storm.round(random, trouble)),
                        () -> "%s is stuck, %s, seed %d".formatted(storm, trouble, seed));
                rounds.merge(trouble, 1, Integer::sum);
            }
        } finally {
            Weft.maxProcs(formerMaxProcs);
        }
        // Unless each has happened, the storm was no test of it.
        assertThat(rounds).containsOnlyKeys(OperatorStorm.Trouble.values());
        print("operator storm: engine %s, %s: rounds %s, nothing lost or doubled".formatted(
                Weft.runtime().engine(), storm, rounds));
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
