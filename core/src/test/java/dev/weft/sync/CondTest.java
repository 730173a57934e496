package dev.weft.sync;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledException;
import dev.weft.Goroutine;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CondTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final Mutex mutex = new Mutex("queue");
    private final Cond ready = new Cond("ready", mutex);

    private Goroutine waiter() {
        Goroutine waiter = go(() -> mutex.locked(ready::await));
        Parked.await(waiter, WaitReason.CONDITION);
        return waiter;
    }

    @Test
    void passesValuesThroughAQueue() throws Exception {
        run(() -> {
            Deque<Integer> queue = new ArrayDeque<>();
            List<Integer> taken = new ArrayList<>();
            var group = new WaitGroup();
            for (int g = 0; g < 4; g++) {
                group.go(() -> {
                    for (int i = 0; i < 500; i++) {
                        mutex.lock();
                        while (queue.isEmpty()) ready.await();
                        taken.add(queue.remove());
                        mutex.unlock();
                    }
                });
            }
            for (int i = 0; i < 2_000; i++) {
                int number = i;
                mutex.locked(() -> queue.add(number));
                ready.signal();
            }
            group.await();
            assertThat(taken).hasSize(2_000).doesNotHaveDuplicates();
        });
    }

    @Test
    void aSignalLetsTheLongestWaitingGoOn() throws Exception {
        run(() -> {
            Goroutine first = waiter();
            Goroutine second = waiter();
            ready.signal();
            first.join();
            assertThat(Parked.is(second, WaitReason.CONDITION)).isTrue();
            ready.signal();
            second.join();
        });
    }

    @Test
    void aBroadcastLetsAllGoOn() throws Exception {
        run(() -> {
            List<Goroutine> waiters = new ArrayList<>();
            for (int i = 0; i < 50; i++) waiters.add(waiter());
            mutex.locked(ready::broadcast);
            waiters.forEach(Goroutine::join);
            assertThat(mutex.tryLock()).isTrue();
        });
    }

    @Test
    void signalsForNobodyAreNotKept() throws Exception {
        run(() -> {
            ready.signal();
            ready.broadcast();
            Goroutine waiter = waiter();
            assertThat(waiter.isDone()).isFalse();
            ready.signal();
            waiter.join();
        });
    }

    @Test
    void aCancelledWaiterHoldsTheMutexAgainAndHasTakenNoSignal() throws Exception {
        run(() -> {
            Goroutine victim = go(() -> {
                mutex.lock();
                assertThatThrownBy(ready::await).isInstanceOf(CancelledException.class)
                        .hasMessage("await: the goroutine was cancelled (%s)", ready);
                assertThat(mutex.tryLock()).isFalse();
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                mutex.unlock();
            });
            Parked.await(victim, WaitReason.CONDITION);
            Goroutine other = waiter();
            victim.cancel();
            victim.join();
            ready.signal();
            other.join();
        });
    }

    @Test
    void waitingWithoutTheMutexThrows() {
        assertThatThrownBy(ready::await).isInstanceOf(IllegalStateException.class)
                .hasMessage("await: the mutex is not locked (%s, %s)", ready, mutex);
    }

    @Test
    void showsItsNameAndNumber() {
        assertThat(ready.toString()).matches("cond ready#\\d+");
        assertThat(new Cond(mutex).toString()).matches("cond #\\d+");
    }
}
