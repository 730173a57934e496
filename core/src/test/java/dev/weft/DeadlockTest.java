package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.park.RuntimeThreads;
import dev.weft.internal.park.WaitReason;
import dev.weft.programs.Deadlock;
import dev.weft.programs.PinnedDeadlock;
import dev.weft.programs.Unreachable;
import dev.weft.sync.Mutex;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Fork;
import dev.weft.testing.Golden;
import dev.weft.testing.Parked;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeadlockTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private static void assertDeadlock(ThrowingCallable program) {
        assertThatThrownBy(program).isInstanceOf(DeadlockException.class)
                .hasMessageStartingWith("fatal error: all goroutines are asleep - deadlock!\n\ngoroutine ");
    }

    @Test
    void theMessageIsGosAndTheDump() {
        assertThatThrownBy(() -> run(() -> Channel.unbuffered("jobs").receive()))
                .isInstanceOfSatisfying(DeadlockException.class, e -> {
                    assertThat(e).hasMessage("fatal error: all goroutines are asleep - deadlock!\n\n" + e.dump());
                    assertThat(e.dump())
                            .matches("(?s)goroutine \\d+ \"main\" \\[channel receive: channel jobs#\\d+]:\n.*");
                });
    }

    /** In a JVM of its own: the numbers of channels and goroutines count from the start. */
    @Test
    void theDumpShowsWhoWaitsForWhat() {
        Fork.Ended ended = Fork.of(Deadlock.class).sameEngine().run();
        assertThat(ended.err()).isEmpty();
        Golden.assertMatches("deadlock.txt", ended.out());
    }

    @Test
    void aMutexHeldForEverIsADeadlock() {
        var mutex = new Mutex("accounts");
        assertDeadlock(() -> run(() -> {
            mutex.lock();
            mutex.lock();
        }));
    }

    @Test
    void twoWhoWaitForEachOtherAreADeadlock() {
        Channel<Integer> a = Channel.unbuffered();
        Channel<Integer> b = Channel.unbuffered();
        assertDeadlock(() -> run(() -> {
            go(() -> a.send(b.receive()));
            b.send(a.receive());
        }));
    }

    @Test
    void theRuntimeIsUsableAfterwards() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertDeadlock(() -> run(() -> Channel.unbuffered().receive()));
            run(() -> {
                Channel<Integer> channel = Channel.unbuffered();
                go(() -> channel.send(1));
                assertThat(channel.receive()).isOne();
            });
        }
    }

    @Test
    void goroutinesOfOtherProgramsThatAreStuckDoNotHideADeadlock() throws Exception {
        run(() -> Parked.await(go(() -> Channel.unbuffered().receive()), WaitReason.CHANNEL_RECEIVE));
        assertDeadlock(() -> run(() -> Channel.unbuffered().receive()));
    }

    @Test
    void itIsNoneWhileAGoroutineComputes() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            go(() -> {
                assertThat(Await.happensWithin(60, Thread.currentThread()::isInterrupted)).isFalse();
                channel.send(1);
            });
            assertThat(channel.receive()).isOne();
        });
    }

    /**
     * A timer that is set just after a look has begun and fires just before it ends: the watch looks every few
     * milliseconds, and this test without a pause.
     */
    @Test
    void itIsNoneWhileAGoroutineTakesShortNaps() throws Exception {
        var over = new AtomicBoolean();
        Thread looks = RuntimeThreads.daemon("looks", () -> {
            while (!over.get()) DeadlockWatch.look();
        });
        looks.start();
        try {
            run(() -> {
                for (int i = 0; i < 5_000; i++) Weft.sleep(Duration.ofNanos(i % 300 * 1_000L));
            });
        } finally {
            over.set(true);
            looks.join();
        }
    }

    /** A thread that was not there before the program began might still send something. */
    @Test
    void itIsNoneWhileAForeignThreadLives() throws Exception {
        var go = new AtomicBoolean();
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Thread.ofPlatform().start(() -> {
                assertThat(Await.happensWithin(60, go::get)).isFalse();
                channel.send(1);
            });
            assertThat(channel.receive()).isOne();
        });
    }

    /** Nor while a virtual thread runs that is no goroutine. */
    @RepeatedTest(20)
    void itIsNoneWhileAForeignVirtualThreadRuns() throws Exception {
        var go = new AtomicBoolean();
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Thread.ofVirtual().start(() -> {
                assertThat(Await.happensWithin(60, go::get)).isFalse();
                channel.send(1);
            });
            assertThat(channel.receive()).isOne();
        });
    }

    @Test
    void aDeadlockIsFoundOnceTheForeignVirtualThreadEnds() {
        assertDeadlock(() -> run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Thread.ofVirtual().start(() -> assertThat(channel.tryReceive()).isEqualTo(new Attempt.Empty<>()));
            channel.receive();
        }));
    }

    @Test
    void aDeadlockIsFoundOnceTheForeignThreadEnds() {
        assertDeadlock(() -> run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Thread.ofPlatform().start(() -> assertThat(channel.tryReceive()).isEqualTo(new Attempt.Empty<>()));
            channel.receive();
        }));
    }

    /** The inner program's deadlock is also the outer's: everybody sleeps. */
    @Test
    void aDeadlockInANestedProgramEndsBoth() {
        var inner = new AtomicReference<@Nullable Throwable>();
        assertDeadlock(() -> run(() -> {
            try {
                run(() -> Channel.unbuffered().receive());
            } catch (DeadlockException e) {
                inner.set(e);
                throw e;
            }
        }));
        Await.until(() -> inner.get() != null);
        assertThat(inner.get()).isInstanceOf(DeadlockException.class);
    }

    @Test
    void goroutinesThatNothingCanWakeAreCollectedAndForgotten() {
        Fork.Ended ended = Fork.of(Unreachable.class).sameEngine().with("-Djdk.trackAllThreads=false").run();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines()).containsExactly("parked 100", "collected, 1 left",
                "dev.weft.DeadlockException: fatal error: all goroutines are asleep - deadlock!");
    }

    @Test
    @EnabledIfSystemProperty(named = "weft.engine", matches = "own", disabledReason = "the JDK does not tell")
    void oneThatWaitsOnItsCarrierIsFoundToo() {
        assertThat(Fork.of(PinnedDeadlock.class).sameEngine().run().out().lines()).containsExactly(
                "dev.weft.DeadlockException: fatal error: all goroutines are asleep - deadlock!");
    }
}
