package dev.weft.testkit.primitives;

import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static dev.weft.testkit.primitives.Explored.holdsInEverySchedule;
import static dev.weft.testkit.primitives.Explored.isCaught;
import static dev.weft.testkit.primitives.Explored.survivesCancellationAtEachPoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.DeadlineExceededException;
import dev.weft.Goroutine;
import dev.weft.Scope;
import dev.weft.Weft;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Scopes in every schedule of small programs. */
class ScopeExplorationTest {
    private static String outcomeOf(Scope scope) {
        try {
            scope.join();
            return "joined";
        } catch (DeadlineExceededException e) {
            return "time over";
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void joinSeesEverybodyEnd() {
        holdsInEverySchedule(() -> {
            try (var scope = Scope.open()) {
                int[] done = {0};
                scope.go(() -> done[0]++);
                scope.go(() -> done[0]++);
                scope.join();
                assertThat(done[0]).isEqualTo(2);
            }
        });
    }

    @Test
    void oneFailureIsThrownAndNobodyIsLeft() {
        Set<String> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            try (var scope = Scope.open()) {
                Channel<Integer> silent = Channel.unbuffered();
                scope.go(silent::receive);
                scope.go(() -> {
                    throw new IOException("disk full");
                });
                seen.add(outcomeOf(scope));
            }
        });
        assertThat(seen).containsExactly("disk full");
    }

    @Test
    void ofTwoFailuresOneIsThrownAndTheOtherSuppressed() {
        Set<String> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            try (var scope = Scope.open(Scope.Policy.allFailures())) {
                scope.go(() -> {
                    throw new IOException("one");
                });
                scope.go(() -> {
                    throw new IOException("two");
                });
                try {
                    scope.join();
                } catch (IOException e) {
                    seen.add(e.getMessage() + ", then " + e.getSuppressed()[0].getMessage());
                }
            }
        });
        assertThat(seen).containsExactly("one, then two", "two, then one");
    }

    @Test
    void resultsComeBeforeTheDeadlineOrNot() {
        Set<String> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            try (var scope = Scope.withTimeout(Duration.ofSeconds(1))) {
                var result = scope.fork(() -> {
                    sleep(Duration.ofSeconds(1));
                    return "result";
                });
                String outcome = outcomeOf(scope);
                seen.add(outcome);
                assertThat(result.hasValue()).isEqualTo(outcome.equals("joined"));
            }
        });
        assertThat(seen).containsExactly("joined", "time over");
    }

    @Test
    void theOpenerMayBeCancelledAnywhere() {
        survivesCancellationAtEachPoint(() -> {
            int[] running = {0};
            try (var scope = Scope.open(Scope.Policy.firstFailure().parallelism(1))) {
                for (int i = 0; i < 2; i++) {
                    scope.go(() -> {
                        running[0]++;
                        try {
                            sleep(Duration.ofSeconds(1));
                        } finally {
                            running[0]--;
                        }
                    });
                }
                scope.join();
            } catch (CancelledException e) {
                shield(() -> assertThat(running[0]).isZero());
                throw e;
            }
            assertThat(running[0]).isZero();
        });
    }

    /** What a block without a scope does: it leaves its goroutine behind when it is left early. */
    @Test
    void goroutineThatOutlivesItsBlockIsCaught() {
        isCaught(() -> {
            Channel<Integer> values = Channel.unbuffered();
            Goroutine sender = Weft.go(() -> values.send(1));
            Weft.yieldNow();
            if (!sender.isDone()) {
                return; // where a scope would have been closed
            }
        });
    }
}
