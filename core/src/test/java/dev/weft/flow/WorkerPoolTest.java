package dev.weft.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkerPoolTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @Test
    void everyTaskRunsOnce() throws Exception {
        Weft.run(() -> {
            int[] runs = new int[1_000];
            try (WorkerPool pool = WorkerPool.named("pool").workers(4).queue(10).open()) {
                for (int i = 0; i < runs.length; i++) {
                    int task = i;
                    pool.submit(() -> runs[task]++);
                }
                pool.drain();
                assertThat(runs).containsOnly(1);
                assertThat(pool.metrics()).isEqualTo(new PoolMetrics(4, 0, 0, 1_000, 1_000, 0, 0));
            }
        });
    }

    @Test
    void fullQueueHoldsUpTheSubmitter() throws Exception {
        Weft.run(() -> {
            Channel<Signal> gate = Channel.signal();
            WorkerPool pool = WorkerPool.named("pool").workers(1).queue(1).open();
            pool.submit(gate::receive);
            Await.until(() -> pool.metrics().running() == 1);
            assertThat(pool.trySubmit(gate::receive)).isTrue();
            assertThat(pool.trySubmit(gate::receive)).isFalse();
            Goroutine submitter = Weft.go(() -> pool.submit(gate::receive));
            Parked.await(submitter, WaitReason.SELECT);
            assertThat(pool.metrics()).isEqualTo(new PoolMetrics(1, 1, 1, 2, 0, 0, 0));
            gate.send(Signal.SIGNAL);
            submitter.join();
            gate.send(Signal.SIGNAL);
            gate.send(Signal.SIGNAL);
            pool.close();
            assertThat(pool.metrics()).isEqualTo(new PoolMetrics(0, 0, 0, 3, 3, 0, 0));
        });
    }

    @Test
    void poolGrowsAndShrinksWhileItRuns() throws Exception {
        Weft.run(() -> {
            Channel<Signal> gate = Channel.signal();
            WorkerPool pool = WorkerPool.named("pool").workers(1).queue(10).open();
            for (int i = 0; i < 5; i++) {
                pool.submit(gate::receive);
            }
            Await.until(() -> pool.metrics().running() == 1);
            pool.resize(3);
            Await.until(() -> pool.metrics().running() == 3);
            pool.resize(1);
            for (int i = 0; i < 5; i++) {
                gate.send(Signal.SIGNAL);
            }
            pool.drain();
            Await.until(() -> pool.metrics().workers() == 1);
            pool.resize(4);
            pool.resize(2); // these wait, and leave nevertheless
            Await.until(() -> pool.metrics().workers() == 2);
            pool.submit(() -> {});
            pool.close();
            assertThat(pool.metrics().completed()).isEqualTo(6);
        });
    }

    @Test
    void firstFailureStopsThePoolAndIsThrownOnce() throws Exception {
        Weft.run(() -> {
            IOException failure = new IOException("disk full");
            List<Boolean> cancelled = new ArrayList<>();
            assertThatThrownBy(() -> {
                try (WorkerPool pool = WorkerPool.named("pool").workers(2).queue(10).open()) {
                    Channel<Signal> begun = Channel.signal();
                    pool.submit(() -> {
                        begun.send(Signal.SIGNAL);
                        try {
                            Channel.never().receive();
                        } catch (CancelledException e) {
                            cancelled.add(true);
                            throw e;
                        }
                    });
                    begun.receive();
                    pool.submit(() -> {
                        begun.receive();
                        throw failure;
                    });
                    for (int i = 0; i < 5; i++) {
                        pool.submit(() -> {});
                    }
                    begun.send(Signal.SIGNAL);
                    try {
                        pool.drain();
                    } finally {
                        assertThatThrownBy(() -> pool.submit(() -> {})).isInstanceOf(IllegalStateException.class)
                                .hasMessage("submit: the pool was stopped by a failure (pool pool)").hasCause(failure);
                        assertThat(pool.metrics())
                                .isEqualTo(new PoolMetrics(pool.metrics().workers(), 0, 0, 7, 0, 1, 6));
                    }
                }
            }).isSameAs(failure).hasNoSuppressedExceptions();
            assertThat(cancelled).containsExactly(true);
        });
    }

    @Test
    void poolMayGoOnAfterFailures() throws Exception {
        Weft.run(() -> {
            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            AtomicInteger done = new AtomicInteger();
            try (WorkerPool pool = WorkerPool.named("pool").workers(3).onFailure(failures::add).open()) {
                for (int i = 0; i < 20; i++) {
                    int task = i;
                    pool.submit(() -> {
                        if (task % 5 == 0) {
                            throw new IOException("task " + task);
                        }
                        done.incrementAndGet();
                    });
                }
            }
            assertThat(done.get()).isEqualTo(16);
            assertThat(failures).extracting(Throwable::getMessage)
                    .containsExactlyInAnyOrder("task 0", "task 5", "task 10", "task 15");
        });
    }

    @Test
    void cancelledPoolDiscardsWhatWaits() throws Exception {
        Weft.run(() -> {
            WorkerPool pool = WorkerPool.named("pool").workers(1).queue(5).open();
            pool.submit(() -> Channel.never().receive());
            Await.until(() -> pool.metrics().running() == 1);
            pool.submit(() -> {});
            pool.submit(() -> {});
            pool.cancel();
            assertThatThrownBy(pool::close).isInstanceOf(CancelledException.class)
                    .hasMessage("the pool was cancelled (pool pool)");
            assertThat(pool.metrics()).isEqualTo(new PoolMetrics(0, 0, 0, 3, 0, 0, 3));
            assertThatThrownBy(() -> pool.submit(() -> {})).isInstanceOf(CancelledException.class);
        });
    }

    @Test
    void contextOfTheOpenerCancelsThePool() throws Exception {
        Weft.run(() -> {
            Context context = Context.current().withCancel();
            WorkerPool[] pools = new WorkerPool[1];
            context.run(() -> pools[0] = WorkerPool.named("pool").workers(2).queue(3).open());
            pools[0].submit(() -> Channel.never().receive());
            context.cancel();
            assertThatThrownBy(pools[0]::close).isInstanceOf(CancelledException.class);
            PoolMetrics metrics = pools[0].metrics();
            assertThat(metrics.submitted()).isEqualTo(1);
            assertThat(metrics.discarded()).isEqualTo(1);
        });
    }

    @Test
    void nothingIsForgottenUnderCancellation() throws Exception {
        for (int round = 0; round < 50; round++) {
            Weft.run(() -> {
                AtomicInteger ran = new AtomicInteger();
                AtomicInteger accepted = new AtomicInteger();
                WorkerPool pool = WorkerPool.named("pool").workers(3).queue(2).open();
                Goroutine submitter = Weft.go(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        pool.submit(() -> {
                            Weft.yieldNow();
                            ran.incrementAndGet();
                        });
                        accepted.incrementAndGet();
                    }
                });
                while (ran.get() < 10) {
                    Weft.yieldNow();
                }
                submitter.cancel();
                submitter.join();
                pool.cancel();
                assertThatThrownBy(pool::close).isInstanceOf(CancelledException.class);
                PoolMetrics metrics = pool.metrics();
                assertThat(metrics.submitted()).isEqualTo(accepted.get());
                assertThat(metrics.completed()).isEqualTo(ran.get());
                assertThat(metrics.completed() + metrics.discarded()).isEqualTo(metrics.submitted());
            });
        }
    }

    @Test
    @SuppressWarnings({"NullAway", "DataFlowIssue"}) // what happens then is the question
    void misuseIsRefused() throws Exception {
        assertThatThrownBy(() -> WorkerPool.named("pool").workers(0))
                .hasMessage("worker pool: the number of workers must be at least 1, but is 0");
        assertThatThrownBy(() -> WorkerPool.named("pool").queue(-1))
                .hasMessage("worker pool: the queue must not be negative, but is -1");
        WorkerPool pool = WorkerPool.named("pool").workers(1).open();
        assertThatThrownBy(() -> pool.submit(null)).hasMessage("submit: the task is null");
        assertThatThrownBy(() -> pool.resize(0))
                .hasMessage("resize: the number of workers must be at least 1, but is 0");
        pool.close();
        pool.close();
        assertThatThrownBy(() -> pool.submit(() -> {})).isInstanceOf(IllegalStateException.class)
                .hasMessage("submit: the pool is closed (pool pool)");
        assertThatThrownBy(() -> pool.trySubmit(() -> {})).hasMessage("submit: the pool is closed (pool pool)");
    }
}
