package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.channel.Waiters;
import dev.weft.internal.park.WaitReason;
import dev.weft.sync.Mutex;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.Await;
import dev.weft.testing.Blocking;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of every operation that blocks. */
class CancellationTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    static Stream<Named<Supplier<Blocking>>> all() {
        return Blocking.all();
    }

    static Stream<Named<Supplier<Blocking>>> completable() {
        return Blocking.completable();
    }

    /** Without those whose state belongs to one goroutine. */
    static Stream<Named<Supplier<Blocking>>> shareable() {
        return Blocking.completable().filter(kind -> !Set.of("selector", "hasNext").contains(kind.getName()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void interruptWhileBlockedThrows(Supplier<Blocking> kind) throws Exception {
        run(() -> {
            Blocking blocking = kind.get();
            Goroutine blocked = go(() -> assertCancelled(blocking));
            Parked.await(blocked, blocking.reason());
            blocked.cancel();
            blocked.join();
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void interruptBeforeThrowsAtOnce(Supplier<Blocking> kind) throws Exception {
        run(() -> {
            Blocking blocking = kind.get();
            Thread.currentThread().interrupt();
            assertCancelled(blocking);
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    /** Operations that could go ahead throw all the same, and do nothing. */
    @Test
    void interruptBeforeThrowsEvenIfTheOperationCouldGoAhead() throws Exception {
        run(() -> {
            Channel<Integer> buffered = Channel.buffered(2);
            buffered.send(1);
            Channel<Integer> wanted = Channel.unbuffered();
            Parked.await(go(wanted::receive), WaitReason.CHANNEL_RECEIVE);
            Channel<Integer> offered = Channel.unbuffered();
            Parked.await(go(() -> offered.send(1)), WaitReason.CHANNEL_SEND);
            Channel<Integer> ended = Channel.unbuffered();
            ended.close();
            Goroutine done = go(() -> {});
            done.join();
            var mutex = new Mutex();
            Selector selector = Selector.prioritized();
            selector.receive(buffered);
            List<Task> ready = List.of(
                    () -> buffered.send(2), buffered::receive, buffered::next, () -> buffered.iterator().next(),
                    () -> wanted.send(1), offered::receive, ended::receive, ended::next,
                    () -> Weft.select(Weft.onReceive(buffered, v -> {})),
                    () -> Weft.select(Weft.onSend(wanted, 1, () -> {})),
                    () -> Weft.select(Weft.onReceive(offered, v -> {}), Weft.onTimeout(Duration.ZERO, () -> {})),
                    () -> Weft.select(Weft.onClosed(ended, () -> {})),
                    selector::select, () -> selector.select(Duration.ZERO),
                    mutex::lock, new WaitGroup()::await, done::join, () -> Weft.sleep(Duration.ZERO));
            Thread.currentThread().interrupt();
            for (Task task : ready) {
                assertThatThrownBy(task::run).isInstanceOf(CancelledException.class);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            }
            assertThat(buffered.length()).isOne();
            assertThat(Waiters.receivers(wanted)).isOne();
            assertThat(Waiters.senders(offered)).isOne();
            assertThat(mutex.tryLock()).isTrue();
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyLaterOperationThrowsToo(Supplier<Blocking> kind) throws Exception {
        run(() -> {
            Blocking blocking = kind.get();
            Goroutine blocked = go(() -> {
                assertCancelled(blocking);
                Blocking.all().map(Named::getPayload).map(Supplier::get).forEach(CancellationTest::assertCancelled);
            });
            Parked.await(blocked, blocking.reason());
            blocked.cancel();
            blocked.join();
        });
    }

    /** What would have completed the operation does not reach its goroutine when that waits for something else. */
    @ParameterizedTest
    @MethodSource("completable")
    void aCancelledOperationLeavesNoTrace(Supplier<Blocking> kind) throws Exception {
        run(() -> {
            Blocking blocking = kind.get();
            Channel<Integer> later = Channel.unbuffered();
            Goroutine blocked = go(() -> {
                assertCancelled(blocking);
                assertThat(Thread.interrupted()).isTrue();
                assertThat(later.receive()).isEqualTo(42);
            });
            Parked.await(blocked, blocking.reason());
            blocked.cancel();
            Await.until(() -> Waiters.receivers(later) == 1);
            blocking.completion().run();
            assertThat(Waiters.receivers(later)).isOne();
            later.send(42);
            blocked.join();
        });
    }

    @ParameterizedTest
    @MethodSource("shareable")
    void othersAreCompletedAsIfTheCancelledOneHadNotBeen(Supplier<Blocking> kind) throws Exception {
        run(() -> {
            Blocking blocking = kind.get();
            Goroutine blocked = go(() -> assertCancelled(blocking));
            Parked.await(blocked, blocking.reason());
            Goroutine other = go(blocking.operation());
            Parked.await(other, blocking.reason());
            blocked.cancel();
            blocked.join();
            blocking.completion().run();
            other.join();
        });
    }

    @Test
    void theExceptionIsAnUncheckedCancellation() {
        assertThat(new CancelledException("x")).isInstanceOf(CancellationException.class).hasMessage("x");
    }

    @Test
    void tryOperationsDoNotLook() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(1);
            Thread.currentThread().interrupt();
            assertThat(channel.trySend(1)).isTrue();
            assertThat(channel.tryReceive()).isEqualTo(new Attempt.Value<>(1));
            assertThat(channel.length()).isZero();
            String chosen = Weft.select(Weft.receive(channel, v -> "value"), Weft.otherwise(() -> "default"));
            assertThat(chosen).isEqualTo("default");
            Selector selector = Selector.fair();
            selector.receive(channel);
            assertThat(selector.trySelect()).isEqualTo(-1);
            assertThat(channel.tryClose()).isTrue();
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    private static void assertCancelled(Blocking blocking) {
        assertThatThrownBy(blocking.operation()::run).as("%s", blocking.reason()).isInstanceOf(CancelledException.class)
                .hasMessageContaining("the goroutine was cancelled");
        assertThat(Thread.currentThread().isInterrupted()).as("interrupted after %s", blocking.reason()).isTrue();
    }
}
