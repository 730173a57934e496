package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.park.WaitReason;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GoroutineTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @Test
    void runsOnAVirtualThreadOfItsOwn() throws Exception {
        run(() -> {
            var seen = new AtomicReference<>(Thread.currentThread());
            Goroutine goroutine = go(() -> seen.set(Thread.currentThread()));
            goroutine.join();
            assertThat(seen.get()).isSameAs(goroutine.thread()).isNotSameAs(Thread.currentThread());
            assertThat(goroutine.thread().isVirtual()).isTrue();
        });
    }

    @Test
    void idsAreUniqueAndPositive() throws Exception {
        run(() -> {
            List<Goroutine> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) all.add(go(() -> {}));
            assertThat(all).extracting(Goroutine::id).doesNotHaveDuplicates().allMatch(id -> id > 0);
            all.forEach(Goroutine::join);
        });
    }

    @Test
    void hasTheNameThatWasGiven() throws Exception {
        run(() -> {
            Goroutine named = go("worker-1", () -> {});
            Goroutine unnamed = go(() -> {});
            assertThat(named.name()).isEqualTo("worker-1");
            assertThat(named.thread().getName()).isEqualTo("worker-1");
            assertThat(named).hasToString("goroutine " + named.id() + " \"worker-1\"");
            assertThat(unnamed.name()).isEmpty();
            assertThat(unnamed).hasToString("goroutine " + unnamed.id());
            named.join();
            unnamed.join();
        });
    }

    @Test
    void currentIsTheCallersGoroutine() throws Exception {
        assertThat(Goroutine.current()).as("a test's thread is none").isEmpty();
        run(() -> {
            Goroutine goroutine = go(() -> {});
            assertThat(Goroutine.current()).isPresent().get().isNotEqualTo(goroutine)
                    .extracting(Goroutine::name).isEqualTo("main");
            var seen = new AtomicReference<>(goroutine);
            Goroutine other = go(() -> seen.set(Goroutine.current().orElseThrow()));
            other.join();
            assertThat(seen.get()).isEqualTo(other).hasSameHashCodeAs(other);
            assertThat(seen.get().thread()).isSameAs(other.thread());
            goroutine.join();
        });
    }

    @Test
    void handlesOnOneGoroutineAreEqual() throws Exception {
        run(() -> {
            Goroutine one = Goroutine.current().orElseThrow();
            Goroutine two = Goroutine.current().orElseThrow();
            assertThat(one).isEqualTo(two).hasSameHashCodeAs(two).isNotEqualTo("goroutine");
        });
    }

    @Test
    void joinWaitsForTheEndHoweverItComes() throws Exception {
        run(() -> {
            Channel<Signal> stop = Channel.signal();
            Goroutine goroutine = go(() -> stop.next());
            assertThat(goroutine.isDone()).isFalse();
            Goroutine joining = go(goroutine::join);
            Parked.await(joining, WaitReason.JOIN);
            stop.close();
            joining.join();
            assertThat(goroutine.isDone()).isTrue();
            goroutine.join();
            Goroutine exiting = go(() -> {
                throw Weft.goexit();
            });
            exiting.join();
            assertThat(exiting.isDone()).isTrue();
        });
    }

    @Test
    void whatItDidIsVisibleAfterJoin() throws Exception {
        run(() -> {
            for (int i = 0; i < 3_000; i++) {
                int[] plain = {0};
                Goroutine goroutine = go(() -> plain[0] = 1);
                goroutine.join();
                assertThat(plain[0]).isOne();
            }
        });
    }

    @Test
    void manyMayJoinOne() throws Exception {
        run(() -> {
            Channel<Signal> stop = Channel.signal();
            Goroutine goroutine = go(() -> stop.next());
            List<Goroutine> joining = new ArrayList<>();
            for (int i = 0; i < 50; i++) joining.add(go(goroutine::join));
            joining.forEach(each -> Parked.await(each, WaitReason.JOIN));
            stop.close();
            joining.forEach(Goroutine::join);
        });
    }

    @Test
    void anyThreadMayJoin() throws Exception {
        Channel<Signal> stop = Channel.signal();
        Goroutine goroutine = go(() -> stop.next());
        Thread platform = Thread.ofPlatform().start(goroutine::join);
        Parked.await(platform, WaitReason.JOIN);
        stop.close();
        platform.join();
        goroutine.join();
    }

    @Test
    void joiningOneselfIsADeadlock() {
        assertThatThrownBy(() -> run(() -> Goroutine.current().orElseThrow().join()))
                .isInstanceOf(DeadlockException.class).hasMessageContaining("[join: goroutine ");
    }

    @Test
    void aCancelledGoroutineEndsNormally() throws Exception {
        run(() -> {
            Goroutine goroutine = go(() -> Channel.unbuffered().receive());
            Parked.await(goroutine, WaitReason.CHANNEL_RECEIVE);
            goroutine.cancel();
            goroutine.join();
        });
    }

    /** Only the own cancellation is a normal end: one that was thrown without it is a failure like any other. */
    @Test
    void aCancelledExceptionWithoutCancellationIsAFailure() {
        assertThatThrownBy(() -> run(() -> {
            go(() -> {
                throw new CancelledException("made up");
            });
            Channel.unbuffered().receive();
        })).isInstanceOf(GoroutineFailure.class).hasCauseInstanceOf(CancelledException.class);
    }

    @Test
    void numGoroutinesCountsThoseThatRun() throws Exception {
        assertThat(Weft.numGoroutines()).isZero();
        run(() -> {
            assertThat(Weft.numGoroutines()).isOne();
            Channel<Signal> stop = Channel.signal();
            List<Goroutine> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) all.add(go(() -> stop.next()));
            assertThat(Weft.numGoroutines()).isEqualTo(101);
            stop.close();
            all.forEach(Goroutine::join);
            Await.until(() -> Weft.numGoroutines() == 1);
        });
        Await.until(() -> Weft.numGoroutines() == 0);
    }

    @Test
    void fiftyThousandGoroutinesRun() throws Exception {
        run(() -> {
            Channel<Integer> results = Channel.buffered(100);
            for (int i = 0; i < 50_000; i++) go(() -> results.send(1));
            long sum = 0;
            for (int i = 0; i < 50_000; i++) sum += results.receive();
            assertThat(sum).isEqualTo(50_000);
        });
    }

    @Test
    void whatGoDidBeforeIsVisibleInTheGoroutine() throws Exception {
        run(() -> {
            for (int i = 0; i < 3_000; i++) {
                int[] plain = {0};
                plain[0] = i + 1;
                int expected = i + 1;
                go(() -> assertThat(plain[0]).isEqualTo(expected)).join();
            }
        });
    }

    @Test
    void yieldNowLetsOthersRun() throws Exception {
        run(() -> {
            Channel<Integer> turn = Channel.buffered(1);
            go(() -> turn.send(1));
            Await.until(() -> {
                Weft.yieldNow();
                return turn.length() == 1;
            });
        });
        Weft.yieldNow();
    }

    @Test
    void nullsAreRejected() {
        assertThatThrownBy(() -> go(nothing())).isInstanceOf(NullPointerException.class)
                .hasMessage("go: the task is null");
        assertThatThrownBy(() -> go("x", nothing())).hasMessage("go: the task is null");
        assertThatThrownBy(() -> go(nothing(), () -> {})).hasMessage("go: the name is null");
        assertThatThrownBy(() -> run(nothing())).hasMessage("run: the task is null");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller without null checks passes
    private static <T> T nothing() {
        return null;
    }
}
