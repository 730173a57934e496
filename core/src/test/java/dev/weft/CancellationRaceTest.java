package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.channel.Waiters;
import dev.weft.sync.Mutex;
import dev.weft.testing.EndsGoroutines;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operation that is cancelled at the moment at which it is completed either happened or did not. */
class CancellationRaceTest {
    private static final int ROUNDS = 4_000;

    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    /** What an operation of a goroutine came to. */
    private static final class Outcome {
        private final AtomicBoolean happened = new AtomicBoolean();
        private final Goroutine goroutine;

        private Outcome(Task operation) {
            goroutine = go(() -> {
                try {
                    operation.run();
                    happened.set(true);
                } catch (CancelledException e) {
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                }
            });
        }

        boolean happened() {
            goroutine.join();
            return happened.get();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendIsReceivedOrDidNotHappen(boolean select) throws Exception {
        run(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                Channel<Integer> channel = Channel.buffered(i % 2);
                if (i % 2 == 1) channel.send(-1);
                Channel<Integer> other = Channel.unbuffered();
                int value = i;
                var outcome = new Outcome(() -> {
                    if (select) {
                        Weft.select(Weft.onSend(channel, value, () -> {}), Weft.onReceive(other, v -> {}));
                    } else {
                        channel.send(value);
                    }
                });
                if (i % 3 == 0) Weft.yieldNow();
                Goroutine canceller = go(outcome.goroutine::cancel);
                if (i % 2 == 1) assertThat(channel.receive()).isEqualTo(-1);
                Attempt<Integer> first = channel.tryReceive();
                canceller.join();
                boolean sent = outcome.happened();
                Attempt<Integer> last = first instanceof Attempt.Value ? first : channel.tryReceive();
                assertThat(last).isEqualTo(sent ? new Attempt.Value<>(value) : new Attempt.Empty<>());
                assertThat(Waiters.count(channel) + Waiters.count(other)).isZero();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void receiveTookTheValueOrLeftIt(boolean select) throws Exception {
        run(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                Channel<Integer> channel = Channel.buffered(i % 2);
                Channel<Integer> other = Channel.unbuffered();
                var received = new AtomicReference<>(-1);
                var outcome = new Outcome(() -> {
                    if (select) {
                        Weft.select(Weft.onReceive(other, v -> {}), Weft.onReceive(channel, received::set));
                    } else {
                        received.set(channel.receive());
                    }
                });
                if (i % 3 == 0) Weft.yieldNow();
                Goroutine canceller = go(outcome.goroutine::cancel);
                boolean sent = channel.trySend(i);
                canceller.join();
                boolean happened = outcome.happened();
                assertThat(received.get()).isEqualTo(happened ? i : -1);
                assertThat(channel.tryReceive())
                        .isEqualTo(sent && !happened ? new Attempt.Value<>(i) : new Attempt.Empty<>());
                assertThat(Waiters.count(channel) + Waiters.count(other)).isZero();
            }
        });
    }

    @Test
    void lockIsHeldOrNot() throws Exception {
        run(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                var mutex = new Mutex();
                mutex.lock();
                var outcome = new Outcome(mutex::lock);
                if (i % 3 == 0) Weft.yieldNow();
                Goroutine canceller = go(outcome.goroutine::cancel);
                mutex.unlock();
                canceller.join();
                boolean locked = outcome.happened();
                assertThat(mutex.tryLock()).isEqualTo(!locked);
            }
        });
    }

    /** Of two waiters one is cancelled while the mutex is unlocked: the other must not be forgotten. */
    @Test
    void aCancelledWaiterPassesItsWakeUpOn() throws Exception {
        run(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                var mutex = new Mutex();
                mutex.lock();
                var first = new Outcome(() -> mutex.locked(() -> {}));
                Goroutine second = go(() -> mutex.locked(() -> {}));
                if (i % 3 != 0) Weft.yieldNow();
                Goroutine canceller = go(first.goroutine::cancel);
                mutex.unlock();
                canceller.join();
                first.goroutine.join();
                second.join();
                assertThat(mutex.tryLock()).isTrue();
            }
        });
    }
}
