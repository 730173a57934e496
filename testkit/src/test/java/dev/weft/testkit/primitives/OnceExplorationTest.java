package dev.weft.testkit.primitives;

import static dev.weft.Weft.go;
import static dev.weft.Weft.yieldNow;
import static dev.weft.testkit.primitives.Explored.holdsInEverySchedule;
import static dev.weft.testkit.primitives.Explored.isCaught;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Received;
import dev.weft.Task;
import dev.weft.sync.Mutex;
import dev.weft.sync.Once;
import dev.weft.sync.OnceValue;
import dev.weft.sync.Pool;
import dev.weft.sync.SingleFlight;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
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

    /** Gives the result of some work that others may be doing already. */
    private interface Flights {
        String run(Callable<String> work) throws Exception;
    }

    private static Flights flights() {
        SingleFlight<String, String> flight = new SingleFlight<>();
        return work -> flight.run("key", work);
    }

    /** Who waits gets whatever the leader got, also that it was cancelled. */
    private static Flights cancelledTogether() {
        Mutex mutex = new Mutex();
        List<Channel<String>> underWay = new ArrayList<>();
        return work -> {
            mutex.lock();
            boolean leads = underWay.isEmpty();
            Channel<String> landed = leads ? Channel.buffered(1) : underWay.getFirst();
            if (leads) {
                underWay.add(landed);
            }
            mutex.unlock();
            if (!leads) {
                return landed.next() instanceof Received.Value<String>(String result) ? result : "cancelled";
            }
            try {
                String result = work.call();
                landed.send(result);
                return result;
            } finally {
                underWay.clear();
                landed.close();
            }
        };
    }

    private static Task flight(Supplier<Flights> supplier, Set<String> seen) {
        return () -> {
            Flights flights = supplier.get();
            Mutex mutex = new Mutex();
            int[] count = {0};
            Callable<String> work = () -> {
                mutex.locked(() -> count[0]++);
                return "result";
            };
            Goroutine first = go("first", () -> flights.run(work));
            first.cancel();
            assertThat(flights.run(work)).isEqualTo("result");
            first.join();
            seen.add(count[0] + " flights");
        };
    }

    @Test
    void aFlightIsSharedOrBegunAnewAndNobodyIsCancelledWithItsLeader() {
        Set<String> seen = new TreeSet<>();
        holdsInEverySchedule(flight(OnceExplorationTest::flights, seen));
        assertThat(seen).containsExactly("1 flights", "2 flights");
        isCaught(flight(OnceExplorationTest::cancelledTogether, seen));
    }

    /** Where objects are kept for the next who needs one. */
    private interface Store {
        int[] get();

        void put(int[] object);
    }

    private static Store pool() {
        Pool<int[]> pool = new Pool<>(() -> new int[1]);
        return new Store() {
            @Override
            public int[] get() {
                return pool.get();
            }

            @Override
            public void put(int[] object) {
                pool.put(object);
            }
        };
    }

    /** Others may come between looking at an object and taking it away. */
    private static Store looksBeforeItTakes() {
        ArrayDeque<int[]> objects = new ArrayDeque<>();
        return new Store() {
            @Override
            public int[] get() {
                int[] object = objects.peek();
                yieldNow();
                objects.poll();
                return object == null ? new int[1] : object;
            }

            @Override
            public void put(int[] object) {
                objects.push(object);
            }
        };
    }

    private static Task pooled(Supplier<Store> stores) {
        return () -> {
            Store store = stores.get();
            store.put(new int[1]);
            for (int g = 0; g < 2; g++) {
                go(() -> {
                    int[] object = store.get();
                    assertThat(++object[0]).isEqualTo(1);
                    yieldNow();
                    object[0]--;
                    store.put(object);
                });
            }
        };
    }

    @Test
    void aPooledObjectBelongsToOneAtATime() {
        holdsInEverySchedule(pooled(OnceExplorationTest::pool));
        isCaught(pooled(OnceExplorationTest::looksBeforeItTakes));
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
