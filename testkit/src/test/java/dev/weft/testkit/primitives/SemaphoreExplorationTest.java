package dev.weft.testkit.primitives;

import static dev.weft.Weft.acquired;
import static dev.weft.Weft.go;
import static dev.weft.Weft.onAcquired;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.yieldNow;
import static dev.weft.testkit.primitives.Explored.holdsInEverySchedule;
import static dev.weft.testkit.primitives.Explored.isCaught;
import static dev.weft.testkit.primitives.Explored.survivesCancellationAtEachPoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Task;
import dev.weft.sync.Semaphore;
import dev.weft.testkit.Bubble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Semaphores, alone and in selects, in every schedule of small programs. */
@SuppressWarnings("UnnecessaryLambda") // each method is a program to explore
class SemaphoreExplorationTest {
    /** A way to take permits, and one to give them back; two there are. */
    private record Permits(LongConsumer acquire, LongConsumer release) {
        static Permits plain() {
            Semaphore semaphore = new Semaphore(2);
            return new Permits(semaphore::acquire, semaphore::release);
        }

        /** By a select that could also receive, though nobody sends. */
        static Permits selecting() {
            Semaphore semaphore = new Semaphore(2);
            Channel<Integer> silent = Channel.unbuffered();
            return new Permits(
                    n -> select(onAcquired(semaphore, n, () -> {}), onReceive(silent, value -> {})),
                    semaphore::release);
        }

        static Supplier<Permits> twin(TwinSemaphore.Mistake mistake) {
            return () -> {
                TwinSemaphore semaphore = new TwinSemaphore(mistake, 2);
                return new Permits(semaphore::acquire, semaphore::release);
            };
        }

        void take(long n) {
            acquire.accept(n);
        }

        void give(long n) {
            release.accept(n);
        }
    }

    /** Never more inside than there is room for, and everybody gets there. */
    private static Task bound(Supplier<Permits> supplier) {
        return () -> {
            Permits permits = supplier.get();
            long[] inside = {0};
            for (long n : new long[] {1, 2}) {
                go(() -> {
                    permits.take(n);
                    inside[0] += n;
                    assertThat(inside[0]).isLessThanOrEqualTo(2);
                    yieldNow();
                    inside[0] -= n;
                    permits.give(n);
                });
            }
        };
    }

    /** A big request and a small one; the big one is cancelled at any time. All permits are free at last. */
    private static Task cancelledRequest(Supplier<Permits> supplier) {
        return () -> {
            Permits permits = supplier.get();
            permits.take(1);
            Goroutine big = go("big", () -> {
                permits.take(2);
                permits.give(2);
            });
            Goroutine small = go("small", () -> permits.take(1));
            big.cancel();
            big.join();
            small.join();
            permits.give(2);
            permits.take(2);
        };
    }

    /** A request is cancelled when it may just have been served. All permits are free at last. */
    private static Task cancelledWhenServed(Supplier<Permits> supplier) {
        return () -> {
            Permits permits = supplier.get();
            permits.take(1);
            Goroutine victim = go("victim", () -> {
                permits.take(2);
                permits.give(2);
            });
            go("releaser", () -> permits.give(1));
            victim.cancel();
            victim.join();
            permits.take(2);
        };
    }

    /** A small request that comes after a big one does not overtake it. */
    private static Task order(Supplier<Permits> supplier) {
        return () -> {
            Permits permits = supplier.get();
            permits.take(1);
            boolean[] served = {false};
            go("big", () -> {
                permits.take(2);
                served[0] = true;
                permits.give(2);
            });
            Bubble.settle();
            go("small", () -> {
                permits.take(1);
                assertThat(served[0]).as("the big request, which came first, was served first").isTrue();
                permits.give(1);
            });
            permits.give(1);
        };
    }

    @Test
    void boundsHowManyAreInside() {
        holdsInEverySchedule(bound(Permits::plain));
        holdsInEverySchedule(bound(Permits::selecting));
        holdsInEverySchedule(bound(Permits.twin(TwinSemaphore.Mistake.NONE)));
    }

    @Test
    void aCancelledRequestTakesNothingAndHoldsNobodyUp() {
        holdsInEverySchedule(cancelledRequest(Permits::plain));
        holdsInEverySchedule(cancelledRequest(Permits::selecting));
        holdsInEverySchedule(cancelledRequest(Permits.twin(TwinSemaphore.Mistake.NONE)));
        holdsInEverySchedule(cancelledWhenServed(Permits::plain));
        holdsInEverySchedule(cancelledWhenServed(Permits::selecting));
        holdsInEverySchedule(cancelledWhenServed(Permits.twin(TwinSemaphore.Mistake.NONE)));
    }

    @Test
    void nobodyOvertakes() {
        holdsInEverySchedule(order(Permits::plain));
        holdsInEverySchedule(order(Permits::selecting));
    }

    @Test
    void semaphoreThatForgetsThoseBehindIsCaught() {
        isCaught(cancelledRequest(Permits.twin(TwinSemaphore.Mistake.FORGETS_THOSE_BEHIND)));
    }

    @Test
    void permitsThatAreTakenAwayAreCaught() {
        isCaught(cancelledWhenServed(Permits.twin(TwinSemaphore.Mistake.LEAVES_WITH_PERMITS)));
    }

    @Test
    void overtakingIsCaught() {
        isCaught(order(Permits.twin(TwinSemaphore.Mistake.OVERTAKES)));
    }

    /** A select gets the permits or the value; what it did not get is still there. */
    @Test
    void aSelectTakesOneOfBoth() {
        Set<String> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            Semaphore semaphore = new Semaphore(1);
            Channel<String> values = Channel.unbuffered();
            semaphore.acquire();
            Goroutine releaser = go(() -> semaphore.release());
            Goroutine sender = go(() -> values.send("value"));
            String got = select(acquired(semaphore, 1, () -> "permit"), dev.weft.Weft.receive(values, value -> value));
            seen.add(got);
            releaser.join();
            assertThat(semaphore.available()).isEqualTo(got.equals("permit") ? 0 : 1);
            if (got.equals("permit")) {
                assertThat(values.receive()).isEqualTo("value");
            }
            sender.join();
        });
        assertThat(seen).containsExactly("permit", "value");
    }

    @Test
    void mainMayBeCancelledAnywhere() {
        survivesCancellationAtEachPoint(() -> {
            Semaphore semaphore = new Semaphore(1);
            Goroutine other = go("other", () -> semaphore.holding(() -> yieldNow()));
            try {
                semaphore.holding(() -> yieldNow());
                select(onAcquired(semaphore, 1, semaphore::release));
            } finally {
                shield(other::join);
                assertThat(semaphore.available()).isEqualTo(1);
            }
        });
    }
}
