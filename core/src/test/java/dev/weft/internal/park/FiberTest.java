package dev.weft.internal.park;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The protocol by which everything blocks, as a goroutine, a virtual thread or a platform thread uses it. */
class FiberTest {
    private static final int ROUNDS = 1_000;

    /** Fewer, because both sides poll, and each turn costs a switch of threads. */
    private static final int RACES = 400;

    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    /** Who may block. */
    enum Owner {
        GOROUTINE,
        VIRTUAL_THREAD,
        PLATFORM_THREAD;

        /** Starts the body; the result waits for its end and throws what it threw. */
        Runnable start(Runnable body) {
            var failure = new AtomicReference<@Nullable Throwable>();
            Runnable guarded = () -> {
                try {
                    body.run();
                } catch (Throwable thrown) {
                    failure.set(thrown);
                }
            };
            Thread thread = switch (this) {
                case GOROUTINE -> Weft.go(guarded::run).thread();
                case VIRTUAL_THREAD -> Thread.startVirtualThread(guarded);
                case PLATFORM_THREAD -> Thread.ofPlatform().start(guarded);
            };
            return () -> {
                Await.until(() -> !thread.isAlive());
                assertThat(failure.get()).isNull();
            };
        }
    }

    /** Who is about to set the timer that will wake it must not be taken for deadlocked. */
    @ParameterizedTest
    @EnumSource
    void whoHasAnnouncedAWaitAndStillRunsIsNotAsleep(Owner owner) {
        var own = new AtomicReference<@Nullable Fiber>();
        var looked = new AtomicBoolean();
        Runnable end = owner.start(() -> {
            Fiber fiber = Fiber.current();
            fiber.prepareToPark(WaitReason.ONCE, this);
            own.set(fiber);
            while (!looked.get()) Thread.onSpinWait();
            assertThat(fiber.park()).isTrue();
        });
        Await.until(() -> own.get() != null);
        Fiber fiber = Objects.requireNonNull(own.get());
        assertThat(fiber.isParked()).isTrue();
        assertThat(fiber.isAsleep()).isFalse();
        looked.set(true);
        Await.until(fiber::isAsleep);
        fiber.ready();
        end.run();
    }

    @ParameterizedTest
    @EnumSource
    void readyBeforeParkIsNotLost(Owner owner) {
        owner.start(() -> {
            Fiber fiber = Fiber.current();
            for (int i = 0; i < 100; i++) {
                fiber.prepareToPark(WaitReason.ONCE, this);
                fiber.ready();
                assertThat(fiber.park()).isTrue();
            }
        }).run();
    }

    /** The waker comes at any moment between the announcement and the parked thread. */
    @ParameterizedTest
    @EnumSource
    void readyWhileParkingIsNotLost(Owner owner) {
        var waiting = new Handover();
        var box = new Object() {
            int plain;
        };
        Runnable join = owner.start(() -> {
            Fiber fiber = Fiber.current();
            for (int i = 0; i < ROUNDS; i++) {
                fiber.prepareToPark(WaitReason.ONCE, this);
                waiting.set(fiber);
                assertThat(fiber.park()).isTrue();
                assertThat(box.plain).as("what the waker wrote before").isEqualTo(i);
            }
        });
        for (int i = 0; i < ROUNDS; i++) {
            Fiber fiber = waiting.await();
            waiting.clear();
            box.plain = i;
            fiber.ready();
        }
        join.run();
    }

    /** Exactly one of the two takes the operation; a cancelled owner that loses the race waits for its waker. */
    @ParameterizedTest
    @EnumSource
    void cancelAndReadyRaceForTheClaim(Owner owner) {
        var current = new Handover();
        var round = new AtomicInteger();
        var byWaker = new AtomicInteger();
        Runnable join = owner.start(() -> {
            Fiber fiber = Fiber.current();
            for (int i = 0; i < RACES; i++) {
                int opened = fiber.openRound();
                fiber.prepareToPark(WaitReason.ONCE, this);
                round.set(opened);
                current.set(fiber);
                if (fiber.park()) {
                    byWaker.incrementAndGet();
                } else if (fiber.claim(opened)) {
                    fiber.abandon();
                } else {
                    fiber.parkUntilReady();
                    byWaker.incrementAndGet();
                }
                assertThat(fiber.isParked()).isFalse();
                assertThat(fiber.isOpen(opened)).isFalse();
                Await.until(current::isEmpty);
                assertThat(Thread.interrupted()).isTrue();
            }
        });
        int readied = 0;
        for (int i = 0; i < RACES; i++) {
            Fiber fiber = current.await();
            if (i % 2 == 0) fiber.thread().interrupt();
            if (i % 3 == 0) Thread.yield();
            if (fiber.claim(round.get())) {
                if (i % 4 == 1) fiber.thread().interrupt();
                fiber.ready();
                readied++;
            }
            if (i % 4 == 3) fiber.thread().interrupt();
            current.clear();
        }
        join.run();
        assertThat(byWaker).hasValue(readied);
    }

    /** Passes a fiber from its owner to the test. */
    private static final class Handover {
        private volatile @Nullable Fiber fiber;

        void set(Fiber newFiber) {
            fiber = newFiber;
        }

        void clear() {
            fiber = null;
        }

        boolean isEmpty() {
            return fiber == null;
        }

        Fiber await() {
            Await.until(() -> fiber != null);
            return Objects.requireNonNull(fiber);
        }
    }

    @ParameterizedTest
    @EnumSource
    void parkUntilReadyIgnoresInterruptsAndKeepsThem(Owner owner) {
        var waiting = new Handover();
        Runnable join = owner.start(() -> {
            Fiber fiber = Fiber.current();
            fiber.prepareToPark(WaitReason.ONCE, this);
            waiting.set(fiber);
            fiber.parkUntilReady();
            assertThat(Thread.interrupted()).isTrue();
        });
        Fiber fiber = waiting.await();
        fiber.thread().interrupt();
        Await.until(() -> !fiber.thread().isInterrupted());
        assertThat(fiber.isParked()).isTrue();
        fiber.ready();
        join.run();
    }

    @Test
    void aThreadHasOneFiber() throws Exception {
        assertThat(Fiber.current()).isSameAs(Fiber.current());
        assertThat(Fiber.current().thread()).isSameAs(Thread.currentThread());
        assertThat(Fiber.current().isGoroutine()).isFalse();
        assertThat(Fiber.currentGoroutine()).isNull();
        Weft.run(() -> {
            Fiber own = Fiber.current();
            assertThat(own).isSameAs(Fiber.currentGoroutine());
            assertThat(own.isGoroutine()).isTrue();
            assertThat(own.thread()).isSameAs(Thread.currentThread());
        });
    }

    /** A thread that inherits or is given a goroutine's handler is still not that goroutine. */
    @Test
    void aBorrowedHandlerDoesNotMakeAGoroutine() throws Exception {
        Weft.run(() -> {
            Fiber own = Fiber.current();
            Thread guest = Thread.ofVirtual().unstarted(() -> assertThat(Fiber.currentGoroutine()).isNull());
            guest.setUncaughtExceptionHandler(own);
            guest.start();
            guest.join();
        });
    }

    @Test
    void claimsNameTheirRound() {
        Fiber fiber = Fiber.current();
        int first = fiber.openRound();
        int second = fiber.openRound();
        assertThat(second).isNotEqualTo(first);
        assertThat(fiber.isOpen(first)).isFalse();
        assertThat(fiber.claim(first)).as("a late timer of an old round").isFalse();
        assertThat(fiber.isOpen(second)).isTrue();
        assertThat(fiber.claim(second)).isTrue();
        assertThat(fiber.claim(second)).isFalse();
        assertThat(fiber.openRound()).isNotIn(first, second);
    }

    @Test
    void parksCountsWaits() {
        Fiber fiber = Fiber.current();
        int before = fiber.parks();
        fiber.prepareToPark(WaitReason.CONDITION, "target");
        assertThat(fiber.parks()).isEqualTo(before + 1);
        assertThat(fiber.isParked()).isTrue();
        assertThat(fiber.reason()).isEqualTo(WaitReason.CONDITION);
        assertThat(fiber.target()).isEqualTo("target");
        fiber.abandon();
        assertThat(fiber.isParked()).isFalse();
        assertThat(fiber.reason()).isNull();
        assertThat(fiber.target()).isNull();
    }

    @Test
    void randomNumbersFillTheirRange() {
        Fiber fiber = Fiber.current();
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) counts[fiber.nextRandom(7)]++;
        for (int count : counts) assertThat(count).isBetween(9_400, 10_600);
        assertThat(fiber.nextRandom(1)).isZero();
    }

    @Test
    void goroutinesHaveDifferentRandomNumbers() throws Exception {
        Set<List<Integer>> sequences = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        Weft.run(() -> {
            List<Goroutine> all = new ArrayList<>();
            for (int g = 0; g < 20; g++) {
                all.add(Weft.go(() -> {
                    List<Integer> numbers = new ArrayList<>();
                    for (int i = 0; i < 8; i++) numbers.add(Fiber.current().nextRandom(1_000_000));
                    sequences.add(numbers);
                }));
            }
            all.forEach(Goroutine::join);
        });
        assertThat(sequences).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void aForeignFiberIsNoTask() {
        Fiber fiber = Fiber.current();
        assertThatThrownBy(fiber::run).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> fiber.uncaughtException(Thread.currentThread(), new Exception()))
                .isInstanceOf(IllegalStateException.class);
    }
}
