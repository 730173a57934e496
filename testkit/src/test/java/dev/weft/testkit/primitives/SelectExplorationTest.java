package dev.weft.testkit.primitives;

import static dev.weft.Weft.go;
import static dev.weft.Weft.joined;
import static dev.weft.Weft.lock;
import static dev.weft.Weft.onLock;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.otherwise;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.settled;
import static dev.weft.testkit.primitives.Explored.holdsInEverySchedule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.sync.Mutex;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Selects that wait for mutexes, goroutines and futures, in every schedule of small programs. */
class SelectExplorationTest {
    /** Locks by a select that could also receive, though nobody sends. */
    private static Programs.Lock selecting() {
        Mutex mutex = new Mutex();
        Channel<Integer> silent = Channel.unbuffered();
        return new Programs.Lock() {
            @Override
            public void lock() {
                select(onLock(mutex, () -> {}), onReceive(silent, value -> {}));
            }

            @Override
            public void unlock() {
                mutex.unlock();
            }
        };
    }

    /** One half of the goroutines locks by selects, the other does not. */
    private static Programs.Lock mixed() {
        Mutex mutex = new Mutex();
        int[] calls = {0};
        return new Programs.Lock() {
            @Override
            public void lock() {
                if (calls[0]++ % 2 == 0) {
                    select(onLock(mutex, () -> {}));
                } else {
                    mutex.lock();
                }
            }

            @Override
            public void unlock() {
                mutex.unlock();
            }
        };
    }

    @Test
    void selectedMutexExcludes() {
        holdsInEverySchedule(Programs.exclusion(SelectExplorationTest::selecting, 2));
        holdsInEverySchedule(Programs.exclusion(SelectExplorationTest::mixed, 2));
    }

    @Test
    void selectedMutexSurvivesCancellation() {
        holdsInEverySchedule(Programs.exclusionWithCancellation(SelectExplorationTest::selecting));
        holdsInEverySchedule(Programs.exclusionWithCancellation(SelectExplorationTest::mixed));
    }

    /** A select gets the mutex or the value; what it did not get is still there. */
    @Test
    void aSelectGetsTheMutexOrTheValue() {
        Set<String> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            Mutex mutex = new Mutex();
            Channel<String> values = Channel.unbuffered();
            mutex.lock();
            Goroutine unlocker = go(mutex::unlock);
            Goroutine sender = go(() -> values.send("value"));
            String got = select(lock(mutex, () -> "mutex"), receive(values, value -> value));
            seen.add(got);
            unlocker.join();
            assertThat(mutex.tryLock()).isEqualTo(!got.equals("mutex"));
            if (got.equals("mutex")) {
                assertThat(values.receive()).isEqualTo("value");
            }
            sender.join();
        });
        assertThat(seen).containsExactly("mutex", "value");
    }

    /** Two selects over the same two mutexes: each gets one, and both are free in the end. */
    @Test
    void selectsOverTheSameMutexesDoNotBlockEachOther() {
        holdsInEverySchedule(() -> {
            Mutex one = new Mutex("one");
            Mutex other = new Mutex("other");
            Goroutine first = go(() -> select(lock(one, () -> one), lock(other, () -> other)).unlock());
            Goroutine second = go(() -> select(lock(other, () -> other), lock(one, () -> one)).unlock());
            first.join();
            second.join();
            assertThat(one.tryLock()).isTrue();
            assertThat(other.tryLock()).isTrue();
        });
    }

    @Test
    void theEndOfAGoroutineIsNeverMissed() {
        Set<String> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            Channel<String> values = Channel.buffered(1);
            Goroutine worker = go(() -> values.send("value"));
            String first = select(joined(worker, () -> "end"), receive(values, value -> value));
            seen.add(first);
            assertThat(select(joined(worker, () -> true))).isTrue();
        });
        assertThat(seen).containsExactly("end", "value");
    }

    @Test
    void aSettledFutureIsNeverMissed() {
        Set<Integer> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            Goroutine completer = go(() -> future.complete(1));
            int first = select(settled(future, value -> value), otherwise(() -> 0));
            seen.add(first);
            int last = select(settled(future, value -> value));
            assertThat(last).isEqualTo(1);
            completer.join();
        });
        assertThat(seen).containsExactly(0, 1);
    }
}
