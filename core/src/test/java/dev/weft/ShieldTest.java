package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.shielded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.Await;
import dev.weft.testing.Blocking;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShieldTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    static Stream<Named<Supplier<Blocking>>> completable() {
        return Blocking.completable();
    }

    @ParameterizedTest
    @MethodSource("completable")
    void operationsOfACancelledGoroutineGoAheadUnderAShield(Supplier<Blocking> kind) throws Exception {
        run(() -> {
            Blocking blocking = kind.get();
            Goroutine shieldedOne = go(() -> {
                Thread.currentThread().interrupt();
                shield(blocking.operation());
                assertThat(Thread.currentThread().isInterrupted()).as("put back").isTrue();
            });
            Parked.await(shieldedOne, blocking.reason());
            blocking.completion().run();
            shieldedOne.join();
        });
    }

    @ParameterizedTest
    @MethodSource("completable")
    void cancellingDuringAShieldTakesEffectAfterwards(Supplier<Blocking> kind) throws Exception {
        run(() -> {
            Blocking blocking = kind.get();
            Goroutine shieldedOne = go(() -> {
                shield(blocking.operation());
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                assertThatThrownBy(() -> Channel.unbuffered().receive()).isInstanceOf(CancelledException.class);
            });
            Parked.await(shieldedOne, blocking.reason());
            shieldedOne.cancel();
            // The goroutine wakes, sets the interrupt aside, and waits again.
            Await.until(() -> !shieldedOne.thread().isInterrupted());
            Parked.await(shieldedOne, blocking.reason());
            blocking.completion().run();
            shieldedOne.join();
        });
    }

    @ParameterizedTest
    @MethodSource("completable")
    void cancellingTheContextDuringAShieldTakesEffectAfterwards(Supplier<Blocking> kind) throws Exception {
        run(() -> {
            Blocking blocking = kind.get();
            Context context = Context.current().withCancel();
            Goroutine shieldedOne = context.go(() -> {
                shield(blocking.operation());
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                assertThatThrownBy(() -> Channel.unbuffered().receive()).isInstanceOf(CancelledException.class);
            });
            Parked.await(shieldedOne, blocking.reason());
            context.cancel();
            blocking.completion().run();
            shieldedOne.join();
        });
    }

    @Test
    void shieldsNest() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(3);
            Thread.currentThread().interrupt();
            shield(() -> {
                channel.send(1);
                shield(() -> channel.send(2));
                assertThat(Thread.currentThread().isInterrupted()).as("still under the outer shield").isFalse();
                channel.send(3);
            });
            assertThat(channel.length()).isEqualTo(3);
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    void anInterruptUnderTheInnerShieldWaitsForTheOuter() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(2);
            shield(() -> {
                shield(() -> Thread.currentThread().interrupt());
                channel.send(1);
            });
            assertThat(channel.length()).isOne();
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    void withoutAnInterruptNothingIsPutBack() throws Exception {
        run(() -> {
            shield(() -> {});
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
    }

    @Test
    void shieldedReturnsTheResult() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(1);
            channel.send(5);
            Thread.currentThread().interrupt();
            int value = shielded(channel::receive);
            assertThat(value).isEqualTo(5);
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    void aFailureGoesThroughAndTheInterruptIsPutBack() throws Exception {
        run(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> shield(() -> {
                throw new IOException("disk");
            })).isInstanceOf(IOException.class).hasMessage("disk");
            assertThat(Thread.interrupted()).isTrue();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> shielded(() -> {
                throw new IOException("disk");
            })).isInstanceOf(IOException.class);
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    void worksOnAnyThread() throws Exception {
        Channel<Integer> channel = Channel.buffered(1);
        Thread.currentThread().interrupt();
        shield(() -> channel.send(1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(channel.length()).isOne();
    }
}
