package dev.weft.linearizability;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Attempt;
import dev.weft.Channel;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever overlaps, the results are as if each operation had happened at one instant. Lincheck makes random scenarios;
 * it runs them on real threads, and under a scheduler of its own that switches between any two accesses to memory. The
 * system property {@code lincheck.iterations} says how many scenarios the long forms try (100).
 */
class LinearizabilityTest {
    private static final int ITERATIONS = Integer.getInteger("lincheck.iterations", 100);

    private static StressOptions onThreads(int iterations, int invocations) {
        return new StressOptions().iterations(iterations).invocationsPerIteration(invocations).threads(2)
                .actorsPerThread(3).sequentialSpecification(ChannelModel.class);
    }

    private static ModelCheckingOptions switching(int iterations, int invocations) {
        return new ModelCheckingOptions().iterations(iterations).invocationsPerIteration(invocations).threads(2)
                .actorsPerThread(3).sequentialSpecification(ChannelModel.class);
    }

    @Test
    @Timeout(300)
    void operationsOnThreadsAreLinearizable() {
        onThreads(3, 500).check(ChannelOperations.class);
    }

    @Test
    @Timeout(300)
    void operationsSwitchedAnywhereAreLinearizable() {
        switching(3, 300).check(ChannelOperations.class);
    }

    @Test
    @Tag("long")
    @Timeout(7200)
    void manyScenariosOnThreadsAreLinearizable() {
        onThreads(ITERATIONS, 10_000).check(ChannelOperations.class);
    }

    @Test
    @Tag("long")
    @Timeout(7200)
    void manyScenariosSwitchedAnywhereAreLinearizable() {
        switching(ITERATIONS, 3000).check(ChannelOperations.class);
    }

    /** Looks at one channel after the other, as a prioritised select must not. */
    public static class OneAfterTheOther {
        private final Channel<Integer> first = Channel.buffered(ChannelOperations.CAPACITY);
        private final Channel<Integer> second = Channel.buffered(ChannelOperations.CAPACITY);

        @Operation
        public String trySend(int value) {
            return first.trySend(value) ? "sent" : "full";
        }

        @Operation
        public String trySendToSecond(int value) {
            return second.trySend(value) ? "sent" : "full";
        }

        @Operation
        public String receiveFromEither() {
            if (first.tryReceive() instanceof Attempt.Value<Integer>(Integer value)) return "first " + value;
            return second.tryReceive() instanceof Attempt.Value<Integer>(Integer value) ? "second " + value : "neither";
        }
    }

    @Test
    @Timeout(300)
    void brokenTwinIsCaught() {
        assertThatThrownBy(() -> switching(100, 1000).minimizeFailedScenario(false).check(OneAfterTheOther.class))
                .isInstanceOf(LincheckAssertionError.class).hasMessageContaining("Invalid execution results");
    }
}
