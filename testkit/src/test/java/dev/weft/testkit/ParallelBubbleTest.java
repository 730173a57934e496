package dev.weft.testkit;

import static dev.weft.Weft.after;
import static dev.weft.Weft.go;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.Context;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.sync.Mutex;
import dev.weft.sync.WaitGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Virtual time on the real schedulers. */
@Tag("engines")
class ParallelBubbleTest {
    private static final Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");

    @Test
    void aYearPassesAtOnce() {
        Bubble.runParallel(() -> {
            sleep(Duration.ofDays(365));
            assertThat(after(Duration.ofHours(1)).receive())
                    .isEqualTo(BEGINNING.plus(Duration.ofDays(365)).plus(Duration.ofHours(1)));
        });
    }

    @Test
    void sleepersWakeInTheOrderOfTheirDeadlines() {
        List<Integer> woken = new CopyOnWriteArrayList<>();
        Bubble.runParallel(() -> {
            for (int hours : new int[] {3, 1, 2}) {
                go(() -> {
                    sleep(Duration.ofHours(hours));
                    woken.add(hours);
                });
            }
        });
        assertThat(woken).containsExactly(1, 2, 3);
    }

    /** The smallest timeout never comes as long as anybody can hand anything on. */
    @RepeatedTest(20)
    void timeStandsStillWhileSomebodyCanRun() {
        Bubble.runParallel(() -> {
            Channel<Integer> first = Channel.unbuffered("first");
            Channel<Integer> second = Channel.buffered("second", 2);
            Mutex mutex = new Mutex("sum");
            int[] sum = {0};
            WaitGroup adders = new WaitGroup("adders");
            go(() -> {
                for (int i = 1; i <= 200; i++) {
                    first.send(i);
                }
                first.close();
            });
            go(() -> {
                for (int value : first) {
                    second.send(value);
                }
                second.close();
            });
            for (int i = 0; i < 3; i++) {
                adders.go(() -> {
                    for (int value : second) {
                        mutex.locked(() -> sum[0] += value);
                    }
                });
            }
            Channel<Signal> done = Channel.signal("done");
            go(() -> {
                adders.await();
                done.close();
            });
            String end = select(receive(done, signal -> "").onClosed(() -> "all added"),
                    after(Duration.ofNanos(1), () -> "too late"));
            assertThat(end).isEqualTo("all added");
            assertThat(sum[0]).isEqualTo(20_100);
        });
    }

    @RepeatedTest(20)
    void settleWaitsUntilAllOthersWait() {
        AtomicInteger waiting = new AtomicInteger();
        Bubble.runParallel(() -> {
            Channel<Signal> gate = Channel.signal("gate");
            for (int i = 0; i < 8; i++) {
                go(() -> {
                    waiting.incrementAndGet();
                    gate.next();
                    waiting.decrementAndGet();
                    sleep(Duration.ofMinutes(1));
                    waiting.incrementAndGet();
                });
            }
            Bubble.settle();
            assertThat(waiting).hasValue(8);
            gate.close();
            Bubble.settle();
            assertThat(waiting).hasValue(0);
            sleep(Duration.ofMinutes(2));
            assertThat(waiting).hasValue(8);
        });
    }

    @RepeatedTest(20)
    void cancellationIsNoReasonForTimeToMove() {
        Bubble.runParallel(() -> {
            Context context = Context.background().withCancel();
            WaitGroup cleaned = new WaitGroup("cleaned");
            for (int i = 0; i < 4; i++) {
                cleaned.add(1);
                context.go("worker", () -> {
                    try {
                        Channel.signal("never").receive();
                    } finally {
                        shield(() -> Channel.buffered(1).send(1));
                        cleaned.done();
                    }
                });
            }
            Bubble.settle();
            context.cancel();
            Context limit = Context.background().withTimeout(Duration.ofNanos(1));
            limit.run(cleaned::await);
        });
    }

    @Test
    void deadlineOfAContextIsVirtual() {
        Bubble.runParallel(() -> {
            Context context = Context.background().withTimeout(Duration.ofHours(1));
            Goroutine sleeper = context.go(() -> sleep(Duration.ofHours(2)));
            sleeper.join();
            assertThat(context.isCancelled()).isTrue();
        });
    }

    @Test
    void waitingForTheJdkCountsAsRunning() {
        CountDownLatch latch = new CountDownLatch(1);
        Bubble.runParallel(() -> {
            Channel<String> answer = Channel.buffered("answer", 1);
            go("server", () -> {
                latch.await();
                answer.send("in time");
            });
            Thread.ofPlatform().start(latch::countDown);
            assertThat(select(receive(answer, text -> text), after(Duration.ofNanos(1), () -> "too late")))
                    .isEqualTo("in time");
        });
    }

    @Test
    void programInsideHasTheSameTime() {
        Bubble.runParallel(() -> {
            Weft.run(() -> go(() -> sleep(Duration.ofHours(1))).join());
            assertThat(after(Duration.ZERO).receive()).isEqualTo(BEGINNING.plus(Duration.ofHours(1)));
        });
    }

    @Test
    void runsTheEngineOfTheProcess() {
        Bubble.runParallel(() -> assertThat(Weft.runtime().engine()).isIn("own", "jdk"));
    }

    // -------------------------------------------------------------------------------------------- failures

    @Test
    void deadlockIsReported() {
        assertThatThrownBy(() -> Bubble.runParallel(() -> {
            Channel<Integer> never = Channel.unbuffered("never");
            go("helper", () -> never.receive());
            Channel.unbuffered("answer").receive();
        })).isInstanceOf(AssertionError.class).hasMessageStartingWith("Deadlock: nobody can run any more.")
                .hasMessageContaining("goroutine 0 \"main\" [channel receive: channel answer#")
                .hasMessageContaining("goroutine 1 \"helper\" [channel receive: channel never#")
                .hasMessageContaining("ParallelBubbleTest.java");
    }

    @Test
    void leaksFailTheBubble() {
        assertThatThrownBy(
                () -> Bubble.runParallel(() -> go("forgotten", () -> Channel.signal("never").receive())))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Leak: main has returned, and goroutines are left that wait for ever.")
                .hasMessageContaining("goroutine 1 \"forgotten\" [channel receive: channel never#");
    }

    @Test
    void whatIsLeftIsCancelled() throws InterruptedException {
        CountDownLatch cleanedUp = new CountDownLatch(1);
        assertThatThrownBy(() -> Bubble.runParallel(() -> go(() -> {
            try {
                Channel.signal("never").receive();
            } finally {
                cleanedUp.countDown();
            }
        }))).isInstanceOf(AssertionError.class);
        cleanedUp.await();
    }

    @Test
    void tickerThatNobodyStopsIsFound() {
        assertThatThrownBy(() -> Bubble.runParallel(() -> go("ticker", () -> {
            while (true) {
                sleep(Duration.ofSeconds(1));
            }
        }))).isInstanceOf(AssertionError.class).hasMessageStartingWith("No end: ").hasMessageContaining("\"ticker\"");
    }

    @Test
    void failuresFailTheBubble() {
        assertThatThrownBy(() -> Bubble.runParallel(() -> {
            Channel<Integer> values = Channel.buffered("values", 1);
            values.close();
            go("late", () -> values.send(1));
            Channel.signal("never").receive();
        })).isInstanceOf(AssertionError.class).hasMessageContaining("late")
                .hasCauseInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> Bubble.runParallel(() -> {
            throw new java.io.IOException("no such file");
        })).isInstanceOf(AssertionError.class).hasMessage("main failed: java.io.IOException: no such file")
                .hasRootCauseMessage("no such file");
    }

    @Test
    void interruptOfTheCallerCancelsAll() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        FutureTask<Void> test = new FutureTask<>(() -> {
            assertThatThrownBy(() -> Bubble.runParallel(() -> {
                go("busy", () -> {
                    try {
                        begun.countDown();
                        held.await();
                    } catch (InterruptedException e) {
                        cancelled.countDown();
                    }
                });
                Channel.signal("never").receive();
            })).isInstanceOf(CancelledException.class)
                    .hasMessage("runParallel: the calling thread was interrupted");
            return null;
        });
        Thread caller = Thread.ofPlatform().start(test);
        begun.await();
        caller.interrupt();
        test.get();
        cancelled.await();
    }
}
