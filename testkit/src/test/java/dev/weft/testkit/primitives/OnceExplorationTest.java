package dev.weft.testkit.primitives;

import static dev.weft.Weft.go;
import static dev.weft.Weft.yieldNow;
import static dev.weft.testkit.primitives.Explored.holdsInEverySchedule;
import static dev.weft.testkit.primitives.Explored.isCaught;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Task;
import dev.weft.sync.Mutex;
import dev.weft.sync.Once;
import dev.weft.sync.OnceValue;
import dev.weft.sync.Pool;
import dev.weft.sync.SingleFlight;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is done once for many, in every schedule of small programs. */
@SuppressWarnings("UnnecessaryLambda") // each method is a program to explore
class OnceExplorationTest {
    /** Runs a task unless one was run. */
    private interface Runner {
        void run(Task task) throws Exception;
    }

    private static Runner once() {
        Once once = new Once();
        return once::run;
    }

    /** Says that it has run before it has: others do not wait. */
    private static Runner tooEarly() {
        Mutex mutex = new Mutex();
        boolean[] done = {false};
        return task -> {
            mutex.lock();
            boolean mine = !done[0];
            done[0] = true;
            mutex.unlock();
            if (mine) {
                task.run();
            }
        };
    }

    private static Task afterwardsItIsDone(Supplier<Runner> runners) {
        return () -> {
            Runner runner = runners.get();
            Channel<Integer> runs = Channel.buffered(2);
            for (int g = 0; g < 2; g++) {
                go(() -> {
                    runner.run(() -> runs.send(1));
                    assertThat(runs.length()).isEqualTo(1);
                });
            }
        };
    }

    @Test
    void itIsRunOnceAndEverybodyWaitsForThat() {
        holdsInEverySchedule(afterwardsItIsDone(OnceExplorationTest::once));
        isCaught(afterwardsItIsDone(OnceExplorationTest::tooEarly));
    }

    @Test
    void aCancelledRunnerIsReplaced() {
        Set<String> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            Once once = new Once();
            Mutex mutex = new Mutex();
            StringBuilder log = new StringBuilder();
            Goroutine first = go("first", () -> once.run(() -> mutex.locked(() -> log.append("first"))));
            first.cancel();
            once.run(() -> log.append("second"));
            seen.add(log.toString());
            first.join();
        });
        assertThat(seen).containsExactly("first", "second");
    }

    @Test
    void aValueIsTheSameForAll() {
        holdsInEverySchedule(() -> {
            int[] computed = {0};
            OnceValue<Integer> value = new OnceValue<>(() -> {
                yieldNow();
                return ++computed[0];
            });
            Goroutine other = go(() -> assertThat(value.get()).isEqualTo(1));
            assertThat(value.get()).isEqualTo(1);
            other.join();
        });
    }

    @Test
    void aFlightIsSharedOrBegunAnewAndNobodyIsCancelledWithItsLeader() {
        Set<String> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            SingleFlight<String, String> flight = new SingleFlight<>();
            Mutex mutex = new Mutex();
            int[] flights = {0};
            Goroutine first = go("first", () -> flight.run("key", () -> {
                mutex.locked(() -> flights[0]++);
                return "result";
            }));
            first.cancel();
            String result = flight.run("key", () -> {
                mutex.locked(() -> flights[0]++);
                return "result";
            });
            assertThat(result).isEqualTo("result");
            first.join();
            seen.add(flights[0] + " flights");
        });
        assertThat(seen).containsExactly("1 flights", "2 flights");
    }

    @Test
    void aPooledObjectBelongsToOneAtATime() {
        holdsInEverySchedule(() -> {
            Pool<int[]> pool = new Pool<>(() -> new int[1]);
            pool.put(new int[1]);
            for (int g = 0; g < 2; g++) {
                go(() -> {
                    int[] object = pool.get();
                    assertThat(++object[0]).isEqualTo(1);
                    yieldNow();
                    object[0]--;
                    pool.put(object);
                });
            }
        });
    }

    @Test
    void aWaiterForTheRunnerMayBeCancelled() {
        Set<Boolean> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            Once once = new Once();
            Goroutine waiter = go("waiter", () -> {
                try {
                    once.run(() -> {});
                    seen.add(true);
                } catch (CancelledException e) {
                    seen.add(false);
                }
            });
            Goroutine canceller = go("canceller", waiter::cancel);
            once.run(() -> yieldNow());
            waiter.join();
            canceller.join();
            assertThat(once.isDone()).isTrue();
        });
        assertThat(seen).containsExactly(false, true);
    }
}
