package dev.weft;

import static dev.weft.Weft.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.park.WaitReason;
import dev.weft.sync.Mutex;
import dev.weft.sync.Semaphore;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Selects that wait for other things than channels: the chosen one is owned, the others are as they were. */
class SelectOthersTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final Mutex mutex = new Mutex("accounts");
    private final Semaphore semaphore = new Semaphore("slots", 3);
    private final Channel<String> channel = Channel.unbuffered("names");

    private String lockOrReceive() {
        return select(lock(mutex, () -> "locked"), receive(channel, name -> name));
    }

    @Test
    void aFreeMutexIsLocked() {
        assertThat(lockOrReceive()).isEqualTo("locked");
        assertThat(mutex.tryLock()).isFalse();
        assertThat(select(lock(mutex, () -> "locked"), otherwise(() -> "busy"))).isEqualTo("busy");
        mutex.unlock();
        assertThat(mutex.tryLock()).isTrue();
    }

    @Test
    void aWaitingSelectIsHandedTheMutex() throws Exception {
        run(() -> {
            mutex.lock();
            Channel<String> results = Channel.buffered(1);
            Goroutine waiting = go(() -> results.send(lockOrReceive()));
            Parked.await(waiting, WaitReason.SELECT);
            mutex.unlock();
            assertThat(results.receive()).isEqualTo("locked");
            assertThat(mutex.tryLock()).isFalse();
            assertThat(channel.tryReceive()).isEqualTo(new Attempt.Empty<>());
        });
    }

    @Test
    void aSelectThatChoseAnotherCaseDoesNotHoldTheMutex() throws Exception {
        run(() -> {
            mutex.lock();
            Goroutine waiting = go(() -> assertThat(lockOrReceive()).isEqualTo("ada"));
            Parked.await(waiting, WaitReason.SELECT);
            channel.send("ada");
            waiting.join();
            mutex.unlock();
            assertThat(mutex.tryLock()).isTrue();
        });
    }

    @Test
    void aCancelledSelectHoldsNothing() throws Exception {
        run(() -> {
            mutex.lock();
            semaphore.acquire(3);
            Goroutine waiting = go(() -> assertThatThrownBy(() -> select(onLock(mutex, () -> {}),
                    onAcquired(semaphore, 2, () -> {}))).isInstanceOf(CancelledException.class));
            Parked.await(waiting, WaitReason.SELECT);
            waiting.cancel();
            waiting.join();
            mutex.unlock();
            semaphore.release(3);
            assertThat(mutex.tryLock()).isTrue();
            assertThat(semaphore.available()).isEqualTo(3);
        });
    }

    @Test
    void whoLocksAndWhoSelectsAreServedInTheOrderOfComing() throws Exception {
        run(() -> {
            mutex.lock();
            Channel<Integer> order = Channel.buffered(10);
            var group = new WaitGroup();
            for (int i = 0; i < 10; i++) {
                int number = i;
                Goroutine waiting = group.go(() -> {
                    if (number % 2 == 0) {
                        select(onLock(mutex, () -> {}), onReceive(channel, name -> {}));
                    } else {
                        mutex.lock();
                    }
                    order.send(number);
                    mutex.unlock();
                });
                Parked.await(waiting, number % 2 == 0 ? WaitReason.SELECT : WaitReason.MUTEX_LOCK);
            }
            mutex.unlock();
            group.await();
            order.close();
            assertThat(order.stream()).isSorted().hasSize(10);
        });
    }

    @Test
    void excludesUnderLoadWithSelectsAndLocks() throws Exception {
        run(() -> {
            var other = new Mutex("other");
            int[] plain = {0, 0};
            var group = new WaitGroup();
            for (int g = 0; g < 8; g++) {
                boolean selects = g % 2 == 0;
                group.go(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        int which = selects ? select(lock(mutex, () -> 0), lock(other, () -> 1)) : i % 2;
                        Mutex chosen = which == 0 ? mutex : other;
                        if (!selects) chosen.lock();
                        plain[which]++;
                        if (i % 50 == 0) yieldNow();
                        chosen.unlock();
                    }
                });
            }
            group.await();
            assertThat(plain[0] + plain[1]).isEqualTo(16_000);
            assertThat(mutex.tryLock() && other.tryLock()).isTrue();
        });
    }

    @Test
    void permitsAreTakenByTheChosenCaseOnly() throws Exception {
        run(() -> {
            assertThat(select(acquired(semaphore, 2, () -> "two"), receive(channel, name -> name))).isEqualTo("two");
            assertThat(semaphore.available()).isEqualTo(1);
            Goroutine waiting = go(() -> select(onAcquired(semaphore, 2, () -> {}), onReceive(channel, name -> {})));
            Parked.await(waiting, WaitReason.SELECT);
            assertThat(semaphore.tryAcquire()).as("the select waits in front").isFalse();
            channel.send("ada");
            waiting.join();
            assertThat(semaphore.tryAcquire()).isTrue();
            semaphore.release(3);
        });
    }

    @Test
    void aSelectThatLeavesLetsThoseBehindItHaveTheirPermits() throws Exception {
        run(() -> {
            semaphore.acquire(2);
            Goroutine big = go(() -> select(onAcquired(semaphore, 3, () -> {}), onReceive(channel, name -> {})));
            Parked.await(big, WaitReason.SELECT);
            Goroutine small = go(() -> semaphore.acquire());
            Parked.await(small, WaitReason.SEMAPHORE);
            channel.send("ada");
            small.join();
            big.join();
            assertThat(semaphore.available()).isZero();
        });
    }

    @Test
    void permitsUnderLoadAreConserved() throws Exception {
        run(() -> {
            var group = new WaitGroup();
            for (int g = 0; g < 8; g++) {
                long n = g % 3 + 1L;
                boolean selects = g % 2 == 0;
                group.go(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        boolean taken = true;
                        if (selects) {
                            taken = select(acquired(semaphore, n, () -> true), after(Duration.ofNanos(i), () -> false));
                        } else {
                            semaphore.acquire(n);
                        }
                        if (i % 20 == 0) yieldNow();
                        if (taken) semaphore.release(n);
                    }
                });
            }
            group.await();
            assertThat(semaphore.available()).isEqualTo(3);
        });
    }

    @Test
    void askingForMorePermitsThanThereAreThrows() {
        assertThatIllegalArgumentException().isThrownBy(() -> acquired(semaphore, 4, () -> 1))
                .withMessageContaining("slots");
        assertThatIllegalArgumentException().isThrownBy(() -> onAcquired(semaphore, 0, () -> {}));
    }

    @Test
    void theEndOfAGoroutineIsSeen() throws Exception {
        run(() -> {
            Goroutine worker = go("worker", () -> channel.receive());
            Goroutine waiting = go(() -> select(onJoined(worker, () -> {}), onTimeout(Duration.ofHours(1), () -> {
                throw new AssertionError("time over");
            })));
            Parked.await(waiting, WaitReason.SELECT);
            assertThat(select(joined(worker, () -> "ended"), otherwise(() -> "runs"))).isEqualTo("runs");
            channel.send("ada");
            waiting.join();
            worker.join();
            assertThat(select(joined(worker, () -> "ended"), otherwise(() -> "runs"))).isEqualTo("ended");
        });
    }

    @Test
    void aFutureGivesItsValue() throws Exception {
        run(() -> {
            var future = new CompletableFuture<String>();
            Goroutine completer = go(() -> future.complete("ada"));
            assertThat(select(settled(future, String::length), receive(channel, String::length))).isEqualTo(3);
            String again = select(settled(future, name -> name));
            assertThat(again).isEqualTo("ada");
            completer.join();
        });
    }

    /** The timer of the futures may be older than the program, and is then no sign that somebody else is there. */
    @Test
    void whoeverWaitsForAFutureIsNotDeadlocked() throws Exception {
        CompletableFuture<String> earlier =
                new CompletableFuture<String>().completeOnTimeout("", 1, TimeUnit.MILLISECONDS);
        assertThat(earlier.join()).isEmpty();
        run(() -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            assertThat(future.completeOnTimeout("late", 300, TimeUnit.MILLISECONDS)).isSameAs(future);
            String value = select(settled(future, name -> name));
            assertThat(value).isEqualTo("late");
        });
    }

    @Test
    void aFutureOfNothingMayBeNull() {
        CompletableFuture<Void> future = CompletableFuture.completedFuture(null);
        boolean done = select(settled(future, nothing -> true));
        assertThat(done).isTrue();
    }

    @Test
    void aFailedFutureThrowsUnlessAnActionIsGiven() {
        CompletableFuture<String> failed = CompletableFuture.failedFuture(new IOException("disk full"));
        assertThatThrownBy(() -> select(settled(failed, name -> name))).isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IOException.class);
        String message = select(settled(failed, name -> name).onFailure(failure -> "failed: " + failure.getMessage()));
        assertThat(message).isEqualTo("failed: disk full");
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        cancelled.cancel(false);
        assertThatThrownBy(() -> select(onSettled(cancelled, name -> {}))).isInstanceOf(CancellationException.class);
        boolean[] seen = {false};
        select(onSettled(cancelled, name -> {})
                .onFailure(failure -> seen[0] = failure instanceof CancellationException));
        assertThat(seen[0]).isTrue();
    }

    @Test
    void selectsInALoopRegisterWithAFutureOnce() {
        var future = new CompletableFuture<String>();
        for (int i = 0; i < 100; i++) {
            assertThat(select(settled(future, name -> name), otherwise(() -> "not yet"))).isEqualTo("not yet");
        }
        assertThat(future.getNumberOfDependents()).isEqualTo(1);
    }

    @Test
    void aWaitIsShownWithWhatItIsFor() throws Exception {
        run(() -> {
            mutex.lock();
            semaphore.acquire(3);
            Goroutine waiting = go(() -> select(onLock(mutex, () -> {}), onAcquired(semaphore, 1, () -> {})));
            Parked.await(waiting, WaitReason.SELECT);
            assertThat(dev.weft.diagnostics.Dump.take().text())
                    .contains("[select: lock of " + mutex + "; permits of " + semaphore + "]");
        });
    }
}
