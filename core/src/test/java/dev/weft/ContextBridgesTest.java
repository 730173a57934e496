package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.park.WaitReason;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.Await;
import dev.weft.programs.HeldByContext;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Fork;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contexts and what else Java has for the same: scoped values, interrupts, futures. */
class ContextBridgesTest {
    private static final ScopedValue<String> USER = ScopedValue.newInstance();
    private static final ScopedValue<Integer> DEPTH = ScopedValue.newInstance();

    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @Test
    void scopedValuesAreBoundUnderTheContextAndInherited() throws Exception {
        run(() -> {
            Context context = Context.current().withValue(USER, "ada").withCancel().withValue(DEPTH, 1);
            context.run(() -> {
                assertThat(USER.get()).isEqualTo("ada");
                assertThat(DEPTH.get()).isEqualTo(1);
                var seen = new AtomicReference<>("");
                go(() -> go(() -> seen.set(USER.get() + DEPTH.get())).join()).join();
                assertThat(seen).hasValue("ada1");
                context.withValue(USER, "bob").run(() -> assertThat(USER.get()).isEqualTo("bob"));
                assertThat(USER.get()).isEqualTo("ada");
            });
            assertThat(USER.isBound()).isFalse();
        });
    }

    @Test
    void goroutinesOfAScopeSeeWhatIsBoundForTheOpener() throws Exception {
        Context.background().withValue(USER, "ada").run(() -> {
            try (var scope = Scope.open()) {
                var user = scope.fork(USER::get);
                scope.join();
                assertThat(user.get()).isEqualTo("ada");
            }
        });
    }

    @Test
    void aContextThatOnlyAddsAValueCannotBeCancelled() {
        Context context = Context.background().withCancel();
        assertThatThrownBy(context.withValue(USER, "ada")::cancel).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(context.withoutCancel()::cancel).isInstanceOf(UnsupportedOperationException.class);
        context.withValue(USER, "ada").withCancel().cancel();
        assertThat(context.isCancelled()).isFalse();
    }

    @Test
    void withoutCancelKeepsTheValuesOnly() throws Exception {
        Context.Key<String> key = Context.Key.named("user");
        Context limited = Context.background().withTimeout(Duration.ofHours(1));
        Context free = limited.withValue(key, "ada").withoutCancel();
        assertThat(free.value(key)).contains("ada");
        assertThat(free.deadline()).isEmpty();
        limited.cancel();
        Context cancelled = Context.background().withValue(USER, "bob").withCancel();
        Context after = cancelled.withoutCancel();
        cancelled.cancel();
        assertThat(after.isCancelled()).isFalse();
        after.run(() -> assertThat(USER.get()).isEqualTo("bob"));
    }

    @Test
    void aGoroutinesEndIsAFuture() throws Exception {
        run(() -> {
            CompletableFuture<Integer> future = Context.current().future("adder", () -> 1 + 2);
            assertThat(future.thenApply(n -> n * 2).get()).isEqualTo(6);
            CompletableFuture<Integer> failed = Context.current().future(() -> {
                throw new IOException("disk full");
            });
            assertThatThrownBy(failed::join).isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IOException.class);
        });
    }

    @Test
    void cancellingTheFutureCancelsTheGoroutine() throws Exception {
        run(() -> {
            Channel<Signal> ended = Channel.signal("ended");
            Channel<Signal> silent = Channel.signal("silent");
            CompletableFuture<Signal> future = Context.current().future(() -> {
                try {
                    return silent.receive();
                } finally {
                    ended.close();
                }
            });
            future.cancel(true);
            assertThat(ended.next()).isInstanceOf(Received.Closed.class);
        });
    }

    @Test
    void cancellingTheContextCancelsTheFuture() throws Exception {
        run(() -> {
            Context context = Context.current().withCancel();
            CompletableFuture<Signal> future = context.future(() -> Channel.signal("silent").receive());
            context.cancel();
            assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    void aFutureIsAwaitedUnderTheContext() throws Exception {
        run(() -> {
            Context context = Context.current().withCancel();
            var never = new CompletableFuture<String>();
            Goroutine waiting = context.go(() -> Weft.select(Weft.settled(never, value -> value)));
            Parked.await(waiting, WaitReason.SELECT_WITH_FUTURES);
            context.cancel();
            waiting.join();
            assertThat(never).isNotDone();
        });
    }

    @Test
    void anInterruptIsACancellation() throws Exception {
        run(() -> {
            var cancelled = new AtomicInteger();
            Goroutine waiting = go(() -> {
                try {
                    Channel.signal().receive();
                } catch (CancelledException e) {
                    cancelled.incrementAndGet();
                    throw e;
                }
            });
            Parked.await(waiting, WaitReason.CHANNEL_RECEIVE);
            waiting.thread().interrupt();
            waiting.join();
            assertThat(cancelled).hasValue(1);
        });
    }

    /** What a context above could still cancel is not garbage: its goroutines would never unwind. */
    @Test
    void goroutinesUnderAContextAreNotCollected() {
        Fork.Ended ended = Fork.of(HeldByContext.class).sameEngine().with("-Djdk.trackAllThreads=false").run();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines()).containsExactly("cancelled 200");
    }

    @Test
    void cancellingReachesAHundredThousandGoroutines() throws Exception {
        run(() -> {
            int number = 100_000;
            Context context = Context.current().withCancel();
            Channel<Signal> silent = Channel.signal("silent");
            var reached = new AtomicInteger();
            var waiting = new AtomicInteger();
            var group = new WaitGroup();
            group.add(number);
            for (int i = 0; i < number; i++) {
                context.go(() -> {
                    try {
                        waiting.incrementAndGet();
                        silent.receive();
                    } catch (CancelledException e) {
                        reached.incrementAndGet();
                    } finally {
                        group.done();
                    }
                });
            }
            Await.until(() -> waiting.get() == number);
            context.cancel();
            group.await();
            assertThat(reached).hasValue(number);
        });
    }
}
