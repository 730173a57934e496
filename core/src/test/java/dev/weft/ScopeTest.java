package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScopeTest {
    private static final Duration LONG = Duration.ofDays(1);

    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private static void fail(String message) throws IOException {
        throw new IOException(message);
    }

    @Test
    void joinWaitsForAllAndResultsAreThere() throws Exception {
        run(() -> {
            try (var scope = Scope.open()) {
                int[] plain = {0};
                scope.go("writer", () -> plain[0] = 1);
                var sum = scope.fork("adder", () -> 1 + 2);
                scope.join();
                assertThat(plain[0]).isEqualTo(1);
                assertThat(sum.get()).isEqualTo(3);
                assertThat(sum.hasValue()).isTrue();
                assertThat(sum.goroutine().name()).isEqualTo("adder");
            }
        });
    }

    @Test
    void theFirstFailureCancelsTheOthersAndIsThrownItself() throws Exception {
        run(() -> {
            try (var scope = Scope.open()) {
                Goroutine sleeper = scope.go(() -> sleep(LONG));
                IOException failure = new IOException("disk full");
                scope.go(() -> {
                    throw failure;
                });
                assertThatThrownBy(scope::join).isSameAs(failure);
                assertThat(scope.context().cause()).containsSame(failure);
                sleeper.join();
            }
        });
    }

    @Test
    void otherFailuresAreSuppressed() throws Exception {
        run(() -> {
            try (var scope = Scope.open(Scope.Policy.allFailures())) {
                Goroutine first = scope.go(() -> fail("first"));
                first.join();
                scope.go(() -> fail("second"));
                var good = scope.fork(() -> "good");
                assertThatThrownBy(scope::join).isInstanceOf(IOException.class).hasMessage("first")
                        .satisfies(thrown -> assertThat(thrown.getSuppressed()).singleElement()
                                .hasToString("java.io.IOException: second"));
                assertThat(good.get()).as("failures cancel nobody").isEqualTo("good");
                assertThat(scope.context().isCancelled()).isFalse();
            }
        });
    }

    @Test
    void anErrorIsThrownAsItIs() throws Exception {
        run(() -> {
            try (var scope = Scope.open()) {
                scope.go(() -> {
                    throw new StackOverflowError("deep");
                });
                assertThatThrownBy(scope::join).isInstanceOf(StackOverflowError.class);
            }
        });
    }

    @Test
    void theFirstSuccessCancelsTheOthers() throws Exception {
        run(() -> {
            try (var scope = Scope.open(Scope.Policy.firstSuccess())) {
                var slow = scope.fork(() -> {
                    sleep(LONG);
                    return "slow";
                });
                scope.go(() -> slow.get());
                Goroutine failed = scope.go(() -> fail("no answer"));
                failed.join();
                var quick = scope.fork(() -> "quick");
                scope.join();
                assertThat(quick.get()).isEqualTo("quick");
                assertThat(slow.hasValue()).isFalse();
                assertThatThrownBy(slow::get).isInstanceOf(CancelledException.class);
            }
        });
    }

    @Test
    void withoutASuccessTheFirstFailureIsThrown() throws Exception {
        run(() -> {
            try (var scope = Scope.open(Scope.Policy.firstSuccess())) {
                scope.go(() -> fail("first")).join();
                scope.go(() -> fail("second"));
                assertThatThrownBy(scope::join).hasMessage("first")
                        .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
            }
        });
    }

    @Test
    void aFailedResultThrowsWithTheCause() throws Exception {
        run(() -> {
            try (var scope = Scope.open(Scope.Policy.allFailures())) {
                Scope.Forked<String> failing = scope.fork("reader", () -> {
                    throw new IOException("disk full");
                });
                assertThatThrownBy(failing::get).isInstanceOf(GoroutineFailure.class)
                        .hasMessageContaining("\"reader\" failed: java.io.IOException: disk full")
                        .hasCauseInstanceOf(IOException.class);
                assertThatThrownBy(scope::join).isInstanceOf(IOException.class);
            }
        });
    }

    @Test
    void closeCancelsWhatStillRunsAndWaitsForIt() throws Exception {
        run(() -> {
            AtomicInteger ended = new AtomicInteger();
            try (var scope = Scope.open()) {
                for (int i = 0; i < 100; i++) {
                    scope.go(() -> {
                        try {
                            sleep(LONG);
                        } finally {
                            Weft.yieldNow();
                            ended.incrementAndGet();
                        }
                    });
                }
                while (Weft.numGoroutines() < 101) Weft.yieldNow();
                scope.go(ended::incrementAndGet).join();
            }
            assertThat(ended.get()).isBetween(1, 101);
        });
    }

    @Test
    void aFailureThatNobodyJoinedIsThrownByClose() throws Exception {
        run(() -> {
            Scope scope = Scope.open("copy", Scope.Policy.firstFailure());
            scope.go(() -> fail("disk full"));
            while (!scope.context().isCancelled()) Weft.yieldNow();
            assertThatThrownBy(scope::close).isInstanceOf(GoroutineFailure.class).hasMessageStartingWith(
                    "close: a goroutine failed and was not joined (scope copy#").hasCauseInstanceOf(IOException.class);
            assertThatNoException().as("a second close does nothing").isThrownBy(scope::close);
        });
    }

    @Test
    void aBlockLeftEarlyKeepsItsOwnFailure() {
        assertThatThrownBy(() -> run(() -> {
            try (var scope = Scope.open()) {
                scope.go(() -> fail("disk full")).join();
                throw new IllegalStateException("the block's own");
            }
        })).isInstanceOf(IllegalStateException.class).satisfies(
                thrown -> assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(GoroutineFailure.class));
    }

    @Test
    void theEndOfTheTimeIsThrown() throws Exception {
        run(() -> {
            try (var scope = Scope.withTimeout(Duration.ofMillis(5))) {
                scope.go(() -> sleep(LONG));
                assertThatThrownBy(scope::join).isInstanceOf(DeadlineExceededException.class);
            }
            try (var scope = Scope.withTimeout(LONG)) {
                scope.go(() -> {});
                scope.join();
            }
        });
    }

    @Test
    void afterCancelJoinReturnsNormally() throws Exception {
        run(() -> {
            try (var scope = Scope.open()) {
                scope.go(() -> sleep(LONG));
                scope.cancel();
                scope.join();
                boolean[] ran = {false};
                scope.go(() -> ran[0] = true);
                scope.join();
                assertThat(ran[0]).as("who comes too late does not begin").isFalse();
            }
        });
    }

    @Test
    void goroutinesRunUnderTheScopesContextAndTheOpenerDoesNot() throws Exception {
        run(() -> {
            Context before = Context.current();
            try (var scope = Scope.open()) {
                assertThat(Context.current()).isSameAs(before).isNotSameAs(scope.context());
                var inside = scope.fork(Context::current);
                scope.join();
                assertThat(inside.get()).isSameAs(scope.context());
            }
        });
    }

    @Test
    void aCancelledOpenerStopsWaitingAndCloseWaitsStill() throws Exception {
        run(() -> {
            boolean[] cleaned = {false};
            Channel<Signal> begun = Channel.signal("begun");
            Goroutine opener = go(() -> {
                try (var scope = Scope.open()) {
                    scope.go(() -> {
                        try {
                            begun.close();
                            sleep(LONG);
                        } finally {
                            Weft.shield(() -> sleep(Duration.ofMillis(2)));
                            cleaned[0] = true;
                        }
                    });
                    scope.join();
                }
            });
            assertThat(begun.next()).isEqualTo(new Received.Closed<>());
            Parked.await(opener, WaitReason.SCOPE_JOIN);
            opener.cancel();
            opener.join();
            assertThat(cleaned[0]).isTrue();
        });
    }

    @Test
    void parallelismIsBounded() throws Exception {
        run(() -> {
            try (var scope = Scope.open(Scope.Policy.firstFailure().parallelism(3))) {
                var inside = new AtomicInteger();
                for (int i = 0; i < 50; i++) {
                    scope.go(() -> {
                        assertThat(inside.incrementAndGet()).isLessThanOrEqualTo(3);
                        Weft.yieldNow();
                        inside.decrementAndGet();
                    });
                }
                scope.join();
            }
        });
    }

    @Test
    void numberIsBounded() throws Exception {
        run(() -> {
            try (var scope = Scope.open("few", Scope.Policy.firstFailure().atMost(2))) {
                scope.go(() -> {});
                scope.go(() -> {});
                assertThatIllegalStateException().isThrownBy(() -> scope.go(() -> {}))
                        .withMessage("go: the scope has had its 2 goroutines (%s)", scope);
                scope.join();
            }
        });
    }

    @Test
    void aClosedScopeStartsNothing() throws Exception {
        run(() -> {
            Scope scope = Scope.open();
            scope.close();
            assertThatIllegalStateException().isThrownBy(() -> scope.fork(() -> 1))
                    .withMessage("fork: the scope is closed (%s)", scope);
        });
    }

    @Test
    void misuseOfPoliciesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Scope.Policy.firstFailure().parallelism(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Scope.Policy.firstFailure().atMost(0));
    }

    @Test
    void scopesNest() throws Exception {
        run(() -> {
            List<String> log = new ArrayList<>();
            try (var outer = Scope.open()) {
                outer.go(() -> {
                    try (var inner = Scope.open()) {
                        inner.go(() -> sleep(LONG));
                        inner.join();
                    } finally {
                        log.add("inner ended");
                    }
                });
                outer.go(() -> fail("outer failed"));
                assertThatThrownBy(outer::join).hasMessage("outer failed");
                log.add("outer ended");
            }
            assertThat(log).endsWith("outer ended").hasSizeBetween(1, 2);
        });
    }

    @Test
    void aGoroutineThatExitsIsNoFailure() throws Exception {
        run(() -> {
            try (var scope = Scope.open()) {
                Scope.Forked<Integer> gone = scope.fork(() -> {
                    throw Weft.goexit();
                });
                scope.join();
                assertThat(gone.hasValue()).isFalse();
            }
        });
    }

    @Test
    void foreignThreadsMayUseItToo() throws Exception {
        try (var scope = Scope.open()) {
            var result = scope.fork(() -> 42);
            scope.join();
            assertThat(result.get()).isEqualTo(42);
        }
    }
}
