package dev.weft.testkit.primitives;

import static dev.weft.Weft.go;
import static dev.weft.testkit.primitives.Explored.holdsInEverySchedule;
import static dev.weft.testkit.primitives.Explored.isCaught;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Goroutine;
import dev.weft.Task;
import dev.weft.sync.Cond;
import dev.weft.sync.Mutex;
import dev.weft.testkit.Bubble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Conditions in every schedule of small programs. */
@SuppressWarnings("UnnecessaryLambda") // each method is a program to explore
class CondExplorationTest {
    /** The two operations. */
    private record Condition(Runnable await, Runnable signal) {
        static Condition real(Mutex mutex) {
            Cond cond = new Cond(mutex);
            return new Condition(cond::await, cond::signal);
        }

        static Function<Mutex, Condition> twin(TwinCond.Mistake mistake) {
            return mutex -> {
                TwinCond cond = new TwinCond(mistake, mutex);
                return new Condition(cond::await, cond::signal);
            };
        }
    }

    /** One waits until another has done something. */
    private static Task handOver(Function<Mutex, Condition> conditions) {
        return () -> {
            Mutex mutex = new Mutex();
            Condition condition = conditions.apply(mutex);
            boolean[] done = {false};
            go("doer", () -> {
                mutex.locked(() -> done[0] = true);
                condition.signal().run();
            });
            mutex.lock();
            while (!done[0]) condition.await().run();
            mutex.unlock();
        };
    }

    /** One waiter is cancelled while a signal may be on its way: it holds the mutex, and the other is not forgotten. */
    private static Task cancelledWaiter(Function<Mutex, Condition> conditions) {
        return () -> {
            Mutex mutex = new Mutex();
            Condition condition = conditions.apply(mutex);
            int[] tokens = {0};
            Goroutine victim = go("victim", () -> {
                mutex.lock();
                try {
                    while (tokens[0] == 0) condition.await().run();
                    tokens[0]--;
                } finally {
                    assertThat(mutex.tryLock()).as("the mutex is held").isFalse();
                    mutex.unlock();
                }
            });
            go("canceller", victim::cancel);
            mutex.lock();
            tokens[0]++;
            mutex.unlock();
            condition.signal().run();
            victim.join();
        };
    }

    @Test
    void aSignalIsNotMissed() {
        holdsInEverySchedule(handOver(Condition::real));
    }

    @Test
    void aCancelledWaiterHoldsTheMutex() {
        holdsInEverySchedule(cancelledWaiter(Condition::real));
    }

    /** Two wait, one signal comes, one of the two is cancelled: either it had the signal, or the other goes on. */
    private static Task signalOrCancel(Function<Mutex, Condition> conditions, Set<String> seen) {
        return () -> {
            Mutex mutex = new Mutex();
            Condition condition = conditions.apply(mutex);
            Goroutine victim = go("victim", () -> {
                mutex.lock();
                boolean cancelled = Programs.wasCancelled(condition.await());
                seen.add(cancelled ? "cancelled" : "signalled");
                if (cancelled) {
                    condition.signal().run();
                }
                mutex.unlock();
            });
            Bubble.settle();
            go("signaller", condition.signal()::run);
            victim.cancel();
            victim.join();
        };
    }

    @Test
    void aWaiterIsSignalledOrCancelled() {
        Set<String> seen = new TreeSet<>();
        holdsInEverySchedule(signalOrCancel(Condition::real, seen));
        assertThat(seen).containsExactly("cancelled", "signalled");
    }

    /** A waiter whose signal has come must not say that it was cancelled: then the signal is lost to all. */
    private static Task oneSignalForTwo(Function<Mutex, Condition> conditions) {
        return () -> {
            Mutex mutex = new Mutex();
            Condition condition = conditions.apply(mutex);
            int[] signalled = {0};
            Goroutine victim = go("victim", () -> {
                mutex.lock();
                signalled[0] += Programs.wasCancelled(condition.await()) ? 0 : 1;
                mutex.unlock();
            });
            Bubble.settle();
            Goroutine other = go("other", () -> {
                mutex.lock();
                signalled[0] += Programs.wasCancelled(condition.await()) ? 0 : 1;
                mutex.unlock();
            });
            Bubble.settle();
            Goroutine signaller = go("signaller", condition.signal()::run);
            victim.cancel();
            victim.join();
            signaller.join();
            if (signalled[0] == 1) {
                condition.signal().run();
            }
            other.join();
        };
    }

    @Test
    void aSignalIsNeverLostToACancelledWaiter() {
        holdsInEverySchedule(oneSignalForTwo(Condition::real));
    }

    @Test
    void conditionsWithMistakesAreCaught() {
        isCaught(handOver(Condition.twin(TwinCond.Mistake.UNLOCKS_BEFORE_IT_WAITS)));
        isCaught(cancelledWaiter(Condition.twin(TwinCond.Mistake.LEAVES_WITHOUT_THE_MUTEX)));
        isCaught(oneSignalForTwo(Condition.twin(TwinCond.Mistake.LEAVES_WITH_THE_SIGNAL)));
    }
}
