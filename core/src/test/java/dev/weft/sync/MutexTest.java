package dev.weft.sync;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.DeadlockException;
import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MutexTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final Mutex mutex = new Mutex("accounts");

    @Test
    void excludesOthersUnderLoad() throws Exception {
        run(() -> {
            var group = new WaitGroup();
            int[] plain = {0};
            var inside = new AtomicBoolean();
            for (int g = 0; g < 8; g++) {
                boolean yields = g % 2 == 0;
                group.go(() -> {
                    for (int i = 0; i < 3_000; i++) {
                        mutex.lock();
                        assertThat(inside.getAndSet(true)).isFalse();
                        plain[0]++;
                        if (yields && i % 10 == 0) Weft.yieldNow();
                        inside.set(false);
                        mutex.unlock();
                    }
                });
            }
            group.await();
            assertThat(plain[0]).isEqualTo(24_000);
        });
    }

    @Test
    void tryLockTakesItOnlyWhenItIsFree() {
        assertThat(mutex.tryLock()).isTrue();
        assertThat(mutex.tryLock()).isFalse();
        mutex.unlock();
        assertThat(mutex.tryLock()).isTrue();
    }

    @Test
    void unlockOfAnUnlockedMutexThrows() {
        assertThatThrownBy(mutex::unlock).isInstanceOf(IllegalStateException.class)
                .hasMessage("unlock: the mutex is not locked (%s)", mutex);
        assertThat(mutex.tryLock()).as("and changes nothing").isTrue();
        mutex.unlock();
        assertThatThrownBy(mutex::unlock).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isNotReentrant() {
        assertThatThrownBy(() -> run(() -> {
            mutex.lock();
            mutex.lock();
        })).isInstanceOf(DeadlockException.class).hasMessageContaining("[mutex lock: " + mutex + "]");
    }

    @Test
    void oneMayLockAndAnotherUnlock() throws Exception {
        run(() -> {
            mutex.lock();
            Goroutine waiting = go(mutex::lock);
            Parked.await(waiting, WaitReason.MUTEX_LOCK);
            go(mutex::unlock).join();
            waiting.join();
            assertThat(mutex.tryLock()).isFalse();
        });
    }

    @Test
    void lockedUnlocksHoweverTheTaskEnds() throws Exception {
        mutex.locked(() -> assertThat(mutex.tryLock()).isFalse());
        assertThat(mutex.tryLock()).isTrue();
        mutex.unlock();
        assertThatThrownBy(() -> mutex.locked(() -> {
            throw new IOException("disk full");
        })).isInstanceOf(IOException.class);
        assertThat(mutex.tryLock()).isTrue();
    }

    @Test
    void everyWaiterGetsIt() throws Exception {
        run(() -> {
            mutex.lock();
            List<Goroutine> waiting = new ArrayList<>();
            for (int i = 0; i < 200; i++) waiting.add(go(() -> mutex.locked(() -> {})));
            waiting.forEach(each -> Parked.await(each, WaitReason.MUTEX_LOCK));
            mutex.unlock();
            waiting.forEach(Goroutine::join);
            assertThat(mutex.tryLock()).isTrue();
        });
    }

    /** Each passes it on before the next can come: with nobody barging in, the order is that of their coming. */
    @Test
    void waitersAreServedFirstInFirstOut() throws Exception {
        run(() -> {
            mutex.lock();
            Channel<Integer> order = Channel.buffered(20);
            List<Goroutine> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int number = i;
                waiting.add(go(() -> {
                    mutex.lock();
                    order.send(number);
                    mutex.unlock();
                }));
                Parked.await(waiting.getLast(), WaitReason.MUTEX_LOCK);
            }
            mutex.unlock();
            waiting.forEach(Goroutine::join);
            order.close();
            assertThat(order.stream()).isSorted().hasSize(20);
        });
    }

    /** One that hogs the mutex cannot keep the other out: who has lost for a millisecond is handed it. */
    @Test
    void aWaiterDoesNotStarve() throws Exception {
        run(() -> {
            var stop = new AtomicBoolean();
            Goroutine hog = go(() -> {
                while (!stop.get()) {
                    mutex.lock();
                    long end = System.nanoTime() + 100_000;
                    while (System.nanoTime() - end < 0) Thread.onSpinWait();
                    mutex.unlock();
                }
            });
            Weft.yieldNow();
            for (int i = 0; i < 20; i++) {
                mutex.lock();
                mutex.unlock();
            }
            stop.set(true);
            hog.join();
        });
    }

    @Test
    void aCancelledWaiterDoesNotHoldIt() throws Exception {
        run(() -> {
            mutex.lock();
            Goroutine waiting = go(() -> assertThatThrownBy(mutex::lock).isInstanceOf(CancelledException.class)
                    .hasMessage("lock: the goroutine was cancelled (%s)", mutex));
            Parked.await(waiting, WaitReason.MUTEX_LOCK);
            waiting.cancel();
            waiting.join();
            mutex.unlock();
            assertThat(mutex.tryLock()).isTrue();
        });
    }

    @Test
    void lockedDoesNotRunTheTaskOfACancelledGoroutine() throws Exception {
        run(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> mutex.locked(() -> {
                throw new AssertionError("ran");
            })).isInstanceOf(CancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(mutex.tryLock()).isTrue();
        });
    }

    @Test
    void showsItsNameAndNumber() {
        assertThat(mutex.toString()).matches("mutex accounts#\\d+");
        assertThat(new Mutex().toString()).matches("mutex #\\d+");
    }
}
