package dev.weft.sync;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SemaphoreTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final Semaphore semaphore = new Semaphore("slots", 4);

    private Goroutine waitingFor(long n) {
        Goroutine waiting = go(() -> semaphore.acquire(n));
        Parked.await(waiting, WaitReason.SEMAPHORE);
        return waiting;
    }

    @Test
    void neverLetsMoreInThanThereArePermits() throws Exception {
        run(() -> {
            var group = new WaitGroup();
            var inside = new AtomicLong();
            var done = new AtomicLong();
            for (int g = 0; g < 8; g++) {
                long n = g % 4 + 1L;
                group.go(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        semaphore.acquire(n);
                        assertThat(inside.addAndGet(n)).isBetween(1L, 4L);
                        if (i % 10 == 0) Weft.yieldNow();
                        inside.addAndGet(-n);
                        semaphore.release(n);
                        done.incrementAndGet();
                    }
                });
            }
            group.await();
            assertThat(done).hasValue(8_000);
            assertThat(semaphore.available()).isEqualTo(4);
        });
    }

    @Test
    void tryAcquireTakesWhatIsFree() {
        assertThat(semaphore.tryAcquire(3)).isTrue();
        assertThat(semaphore.tryAcquire(2)).isFalse();
        assertThat(semaphore.tryAcquire()).isTrue();
        assertThat(semaphore.tryAcquire()).isFalse();
        semaphore.release(4);
        assertThat(semaphore.available()).isEqualTo(4);
        assertThat(semaphore.tryAcquire(5)).as("more than there are").isFalse();
    }

    @Test
    void aBigRequestIsNotOvertaken() throws Exception {
        run(() -> {
            semaphore.acquire(2);
            Goroutine big = waitingFor(4);
            Goroutine small = waitingFor(1);
            assertThat(semaphore.tryAcquire()).as("two are free, but others wait").isFalse();
            semaphore.release(2);
            big.join();
            assertThat(small.isDone()).isFalse();
            semaphore.release(4);
            small.join();
        });
    }

    @Test
    void waitersAreServedFirstInFirstOut() throws Exception {
        run(() -> {
            semaphore.acquire(4);
            Channel<Integer> order = Channel.buffered(10);
            List<Goroutine> waiting = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                int number = i;
                waiting.add(go(() -> {
                    semaphore.acquire(4);
                    order.send(number);
                    semaphore.release(4);
                }));
                Parked.await(waiting.getLast(), WaitReason.SEMAPHORE);
            }
            semaphore.release(4);
            waiting.forEach(Goroutine::join);
            order.close();
            assertThat(order.stream()).isSorted().hasSize(10);
        });
    }

    @Test
    void aCancelledWaiterLetsThoseBehindItGoOn() throws Exception {
        run(() -> {
            semaphore.acquire(2);
            Goroutine big = go(() -> assertThatThrownBy(() -> semaphore.acquire(4))
                    .isInstanceOf(CancelledException.class)
                    .hasMessage("acquire: the goroutine was cancelled (%s)", semaphore));
            Parked.await(big, WaitReason.SEMAPHORE);
            Goroutine small = waitingFor(2);
            big.cancel();
            big.join();
            small.join();
            assertThat(semaphore.available()).isZero();
        });
    }

    @Test
    void releaseOfMoreThanWasAcquiredThrows() {
        assertThatThrownBy(semaphore::release).isInstanceOf(IllegalStateException.class)
                .hasMessage("release: more released than acquired (%s, 4 free, released 1)", semaphore);
        semaphore.acquire();
        assertThatThrownBy(() -> semaphore.release(2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> semaphore.release(Long.MAX_VALUE)).isInstanceOf(IllegalStateException.class);
        assertThat(semaphore.available()).as("nothing has changed").isEqualTo(3);
    }

    @Test
    void amountsThatCanNeverBeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> semaphore.acquire(5))
                .withMessage("acquire: asks for 5, more than there are (%s)", semaphore);
        assertThatIllegalArgumentException().isThrownBy(() -> semaphore.acquire(0));
        assertThatIllegalArgumentException().isThrownBy(() -> semaphore.tryAcquire(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> semaphore.release(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Semaphore(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> semaphore.resize(-1));
    }

    @Test
    void morePermitsLetWaitersGoOn() throws Exception {
        run(() -> {
            semaphore.acquire(4);
            Goroutine waiting = waitingFor(2);
            semaphore.resize(6);
            waiting.join();
            assertThat(semaphore.available()).isZero();
            semaphore.release(6);
            assertThat(semaphore.permits()).isEqualTo(6);
        });
    }

    @Test
    void fewerPermitsThanAreTakenMakeOthersWait() throws Exception {
        run(() -> {
            semaphore.acquire(4);
            semaphore.resize(2);
            assertThat(semaphore.available()).isZero();
            Goroutine waiting = waitingFor(1);
            semaphore.release(2);
            assertThat(waiting.isDone()).isFalse();
            semaphore.release();
            waiting.join();
            semaphore.release(2);
            assertThat(semaphore.available()).isEqualTo(2);
            assertThatThrownBy(semaphore::release).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void holdingReleasesHoweverTheTaskEnds() throws Exception {
        semaphore.holding(() -> assertThat(semaphore.available()).isEqualTo(3));
        assertThatThrownBy(() -> semaphore.holding(() -> {
            throw new java.io.IOException("disk full");
        })).isInstanceOf(java.io.IOException.class);
        assertThat(semaphore.available()).isEqualTo(4);
    }

    @Test
    void showsItsNameAndPermits() {
        assertThat(semaphore.toString()).matches("semaphore slots#\\d+, 4 permits");
        assertThat(new Semaphore(1).toString()).matches("semaphore #\\d+, 1 permits");
    }
}
