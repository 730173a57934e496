package dev.weft;

import static dev.weft.Weft.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.internal.park.WaitReason;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.Parked;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContextTest {
    @Test
    void goroutineInheritsTheContextOfTheOneThatStartsIt() throws Exception {
        Context.Key<String> user = Context.Key.named("user");
        run(() -> {
            Channel<String> seen = Channel.unbuffered();
            Context.current().withValue(user, "ann").go(() -> go(() -> seen.send(
                    Context.current().value(user).orElse("nobody"))));
            assertThat(seen.receive()).isEqualTo("ann");
            assertThat(Context.current().value(user)).isEmpty();
        });
    }

    @Test
    void innerValueHidesOuterOne() {
        Context.Key<Integer> level = Context.Key.named("level");
        Context outer = Context.background().withValue(level, 1);
        Context inner = outer.withCancel().withValue(level, 2);
        assertThat(inner.value(level)).contains(2);
        assertThat(outer.value(level)).contains(1);
        assertThat(inner.value(Context.Key.<Integer>named("level"))).isEmpty();
    }

    @Test
    void cancellingWakesEveryGoroutineThatRunsUnderIt() throws Exception {
        run(() -> {
            Context context = Context.current().withCancel();
            Channel<Integer> silent = Channel.unbuffered("silent");
            WaitGroup ended = new WaitGroup();
            AtomicInteger cancelled = new AtomicInteger();
            int goroutines = 1000;
            ended.add(goroutines);
            for (int i = 0; i < goroutines; i++) {
                context.go(() -> {
                    try {
                        silent.receive();
                    } catch (CancelledException e) {
                        cancelled.incrementAndGet();
                        throw e;
                    } finally {
                        ended.done();
                    }
                });
            }
            context.cancel();
            ended.await();
            assertThat(cancelled).hasValue(goroutines);
        });
    }

    @Test
    void whoIsCancelledWhileItWaitsIsInterruptedAlsoIfItsOperationHappensAfterAll() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            run(() -> {
                Context context = Context.current().withCancel();
                Channel<Integer> channel = Channel.unbuffered();
                Goroutine waiting = context.go(() -> {
                    try {
                        channel.receive();
                        ended.incrementAndGet();
                    } catch (CancelledException e) {
                        ended.incrementAndGet();
                    }
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                });
                Parked.await(waiting, WaitReason.CHANNEL_RECEIVE);
                context.cancel();
                channel.trySend(1);
                waiting.join();
            });
        }
        assertThat(ended).hasValue(100);
    }

    @Test
    void exceptionsHaveStackTracesUnlessACrowdIsCancelled() throws Exception {
        assertThat(tracesOfCancelled(10)).hasSize(10).doesNotContain(0);
        assertThat(tracesOfCancelled(2_000)).hasSize(2_000).contains(0);
    }

    /** How long the stack traces are of so many goroutines that are cancelled at once. */
    private static Collection<Integer> tracesOfCancelled(int goroutines) throws Exception {
        Collection<Integer> lengths = new ConcurrentLinkedQueue<>();
        run(() -> {
            Context context = Context.current().withCancel();
            WaitGroup caught = new WaitGroup();
            caught.add(goroutines);
            WaitGroup ended = new WaitGroup();
            ended.add(goroutines);
            for (int i = 0; i < goroutines; i++) {
                context.go(() -> {
                    CancelledException thrown =
                            catchThrowableOfType(CancelledException.class, () -> Channel.signal().receive());
                    lengths.add(thrown.getStackTrace().length);
                    caught.done();
                    shield(caught::await); // until then all are cancelled
                    ended.done();
                });
            }
            context.cancel();
            ended.await();
        });
        return lengths;
    }

    @Test
    void cancellationReachesContextsBelowAndNotAbove() {
        Context top = Context.background().withCancel();
        Context middle = top.withCancel();
        Context leaf = middle.withTimeout(Duration.ofDays(1));
        IllegalStateException why = new IllegalStateException("enough");
        middle.cancel(why);
        assertThat(leaf.isCancelled()).isTrue();
        assertThat(leaf.cause()).containsSame(why);
        assertThat(top.isCancelled()).isFalse();
        assertThat(top.withCancel().isCancelled()).isFalse();
        assertThat(middle.withCancel().cause()).containsSame(why);
    }

    @Test
    void secondCancelChangesNothing() {
        Context context = Context.background().withCancel();
        IllegalStateException first = new IllegalStateException("first");
        context.cancel(first);
        context.cancel(new IllegalStateException("second"));
        context.cancel();
        assertThat(context.cause()).containsSame(first);
    }

    @Test
    void deepTreeIsCancelledWithoutDeepStack() {
        Context top = Context.background().withCancel();
        Context[] chain = new Context[100_000];
        Context below = top;
        for (int i = 0; i < chain.length; i++) {
            below = below.withCancel();
            chain[i] = below;
        }
        top.cancel();
        assertThat(chain[chain.length - 1].isCancelled()).isTrue();
    }

    @Test
    void doneIsClosedByTheDeadline() throws Exception {
        run(() -> {
            Context context = Context.current().withTimeout(Duration.ofMillis(5));
            assertThat(context.done().next()).isInstanceOf(Received.Closed.class);
            assertThat(context.cause()).containsInstanceOf(DeadlineExceededException.class);
        });
    }

    @Test
    void doneAskedForAfterTheCancelIsClosed() {
        Context context = Context.background().withCancel();
        context.cancel();
        assertThat(context.done().tryReceive()).isInstanceOf(Attempt.Closed.class);
    }

    @Test
    void earlierDeadlineAboveStaysInForce() {
        Instant soon = Instant.now().plusSeconds(1000);
        Context outer = Context.background().withDeadline(soon);
        assertThat(outer.withDeadline(soon.plusSeconds(1)).deadline()).contains(soon);
        assertThat(outer.withDeadline(soon.minusSeconds(1)).deadline()).contains(soon.minusSeconds(1));
        outer.cancel();
    }

    @Test
    void blockingOperationOfCancelledGoroutineThrowsEvenIfItCouldGoAhead() throws Exception {
        run(() -> {
            Context context = Context.current().withCancel();
            Channel<Integer> roomy = Channel.buffered(10);
            Goroutine worker = context.go(() -> {
                context.cancel();
                assertThatThrownBy(() -> roomy.send(1)).isInstanceOf(CancelledException.class);
                // Somebody swallows the interrupt, as much code does: the cancellation stays.
                assertThat(Thread.interrupted()).isTrue();
                assertThatThrownBy(() -> roomy.send(1)).isInstanceOf(CancelledException.class);
                assertThat(roomy.trySend(1)).isTrue();
                shield(() -> roomy.send(2));
                assertThatThrownBy(roomy::receive).isInstanceOf(CancelledException.class);
            });
            worker.join();
            assertThat(roomy.length()).isEqualTo(2);
        });
    }

    @Test
    void callerOfRunIsNoLongerCancelledAfterwards() throws Exception {
        run(() -> {
            Context context = Context.current().withCancel();
            Channel<Integer> channel = Channel.buffered(1);
            assertThatThrownBy(() -> context.run(() -> {
                context.cancel();
                channel.send(1);
            }))
                    .isInstanceOf(CancelledException.class);
            channel.send(2);
            assertThat(channel.receive()).isEqualTo(2);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
    }

    @Test
    void goroutineUnderCancelledContextStartsAndGivesUpWhereItBlocks() throws Exception {
        run(() -> {
            Context context = Context.current().withCancel();
            context.cancel();
            Channel<String> reached = Channel.buffered(2);
            Goroutine late = context.go(() -> {
                reached.trySend("started");
                sleep(Duration.ofDays(1));
                reached.trySend("slept");
            });
            late.join();
            assertThat(reached.length()).isEqualTo(1);
        });
    }

    @Test
    void contextsThatCannotBeCancelledSaySo() {
        Context.Key<String> key = Context.Key.named("key");
        assertThatThrownBy(() -> Context.background().cancel())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("withCancel");
        assertThatThrownBy(() -> Context.background().withCancel().withValue(key, "v").cancel())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(Context.background().done()).isSameAs(Channel.never());
    }
}
