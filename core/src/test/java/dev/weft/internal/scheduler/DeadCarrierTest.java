package dev.weft.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A carrier that dies, as only a failure of the JVM's or of the runtime's own can make it, is replaced. */
@EnabledIfSystemProperty(named = "weft.engine", matches = "own")
class DeadCarrierTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final int former = Weft.maxProcs();

    @AfterEach
    void restore() {
        Weft.maxProcs(former);
    }

    private static OwnScheduler own() {
        return (OwnScheduler) Engines.engine();
    }

    private static long living() {
        return Arrays.stream(own().carriers())
                .filter(carrier -> carrier.isAlive() && carrier.processor.isActive()).count();
    }

    /** Lets whichever carrier comes first die; returns it. */
    private static Thread killOne() {
        CompletableFuture<Thread> victim = new CompletableFuture<>();
        own().execute(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
                // The first time on the way out of the task, the second from the JVM, when the carrier is dead.
                if (victim.complete(thread)) throw new IllegalStateException("killed on purpose");
            });
            throw new AssertionError("to call the handler");
        });
        Thread dead = victim.join();
        Await.until(() -> !dead.isAlive());
        return dead;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void anotherTakesItsPlace(int procs) {
        Weft.maxProcs(procs);
        Thread dead = killOne();
        Weft.go(() -> {}).join();
        Await.until(() -> living() == procs && Arrays.stream(own().carriers()).noneMatch(c -> c == dead));
        assertThat(Weft.maxProcs()).isEqualTo(procs);
    }

    @Test
    void whatItHadInItsQueuesIsExecuted() {
        Weft.maxProcs(1);
        AtomicInteger executed = new AtomicInteger();
        Goroutine starter = Weft.go(() -> {
            // All in the queue of the carrier that dies next; the one that is made ready last, in its slot.
            for (int i = 0; i < 10; i++) Weft.go(executed::incrementAndGet);
            own().execute(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
                    throw new IllegalStateException("killed on purpose");
                });
                throw new AssertionError("to call the handler");
            });
        });
        starter.join();
        Await.until(() -> executed.get() == 10);
        assertThat(Weft.numGoroutines()).isZero();
    }

    @Test
    void goroutinesGoOnWhileCarriersDie() {
        Weft.maxProcs(2);
        Channel<Integer> channel = Channel.unbuffered();
        AtomicInteger received = new AtomicInteger();
        Goroutine receiver = Weft.go(() -> {
            for (int value : channel) received.addAndGet(value);
        });
        Goroutine sender = Weft.go(() -> {
            for (int i = 0; i < 20_000; i++) channel.send(1);
            channel.close();
        });
        for (int i = 0; i < 20; i++) killOne();
        sender.join();
        receiver.join();
        assertThat(received.get()).isEqualTo(20_000);
    }
}
