package dev.weft.pitfalls;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Attempt;
import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.GoroutineFailure;
import dev.weft.Scope;
import dev.weft.Weft;
import dev.weft.internal.park.WaitReason;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong at the end of goroutines: cancellation, failures, the end of the program. */
class CancellationPitfallsTest {
    private static final Duration LONG = Duration.ofDays(1);

    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    /** 9. Where cancellation wins over a value that is on its way, the value is gone. */
    @Test
    void aValueIsReceivedOrNotSentHoweverCancellationRaces() throws Exception {
        run(() -> {
            for (int round = 0; round < 2_000; round++) {
                Channel<Integer> channel = Channel.unbuffered();
                AtomicInteger got = new AtomicInteger();
                Goroutine receiver = go(() -> got.set(channel.receive()));
                Goroutine canceller = go(receiver::cancel);
                boolean sent = channel.trySend(1);
                canceller.join();
                receiver.join();
                assertThat(got.get() == 1).as("received, if and only if it was sent").isEqualTo(sent);
            }
        });
    }

    /** 9. The same from the other side: what a cancelled sender could not deliver is still its own. */
    @Test
    void aCancelledSendHasSentNothing() throws Exception {
        run(() -> {
            Channel<String> channel = Channel.unbuffered();
            Goroutine sender = go(() -> assertThatThrownBy(() -> channel.send("mine"))
                    .isInstanceOf(CancelledException.class));
            Parked.await(sender, WaitReason.CHANNEL_SEND);
            sender.cancel();
            sender.join();
            assertThat(channel.tryReceive()).isEqualTo(new Attempt.Empty<>());
        });
    }

    /** 10. {@code catch (Exception e) { log(e); }} around a wait, in a loop: in Java that eats the interrupt. */
    @Test
    void aSwallowedCancellationComesAgain() throws Exception {
        run(() -> {
            Channel<String> log = Channel.buffered(3);
            Goroutine careless = go(() -> {
                for (int attempt = 1; attempt <= 2; attempt++) {
                    try {
                        sleep(LONG);
                    } catch (RuntimeException e) {
                        log.trySend("attempt " + attempt + ": " + e.getClass().getSimpleName());
                    }
                }
                shield(() -> log.send("cleaned up")); // what has to be waited for all the same
            });
            Parked.await(careless, WaitReason.SLEEP);
            careless.cancel();
            careless.join();
            log.close();
            assertThat(log.stream()).containsExactly("attempt 1: CancelledException",
                    "attempt 2: CancelledException", "cleaned up");
        });
    }

    /** 13. Java prints the failure of a thread and goes on without it; Go ends the program. */
    @Test
    void aFailureEndsTheProgramAndKeepsItsOwnStack() {
        assertThatThrownBy(() -> run(() -> {
            go("parser", CancellationPitfallsTest::parse);
            Channel.never().receive();
        })).isInstanceOf(GoroutineFailure.class).hasMessageContaining("\"parser\"").cause()
                .isInstanceOf(NumberFormatException.class)
                .satisfies(cause -> assertThat(cause.getStackTrace())
                        .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("parse")));
    }

    private static void parse() {
        Integer.parseInt("twelve");
    }

    /** 13. In an errgroup the other goroutines go on until they look at their context. */
    @Test
    void inAScopeTheFirstFailureStopsTheOthersAndIsThrownItself() throws Exception {
        run(() -> {
            IOException failure = new IOException("disk full");
            try (Scope scope = Scope.open()) {
                Goroutine other = scope.go("other", () -> sleep(LONG));
                scope.go("writer", () -> {
                    throw failure;
                });
                assertThatThrownBy(scope::join).isSameAs(failure);
                other.join(); // it does not sleep for a day
            }
        });
    }

    /** 27. When main returns, the others are gone, in the middle of what they do. */
    @Test
    void mainWaitsForNobodyUnlessItSaysSo() throws Exception {
        AtomicInteger written = new AtomicInteger();
        Channel<Integer> never = Channel.never();
        run(() -> go("forgotten", () -> {
            never.receive();
            written.incrementAndGet();
        }));
        assertThat(written).hasValue(0);

        run(() -> {
            WaitGroup writers = new WaitGroup("writers");
            writers.go(() -> {
                Weft.yieldNow();
                written.incrementAndGet();
            });
            writers.await();
        });
        assertThat(written).hasValue(1);

        run(() -> {
            try (Scope scope = Scope.open()) {
                scope.go(() -> {
                    Weft.yieldNow();
                    written.incrementAndGet();
                });
                scope.join();
            }
        });
        assertThat(written).hasValue(2);
    }
}
