package dev.weft.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first failure, and cancellation, stop the rest; and nobody is at work any more when the call throws. */
class ParallelFailureTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private int procs;

    @BeforeEach
    void useTwoProcessors() {
        procs = Weft.maxProcs(2);
    }

    @AfterEach
    void useAsManyAsBefore() {
        Weft.maxProcs(procs);
    }

    private static void loop(int size, IntConsumer body) {
        new Loop("loop", 0, size, Parts.each(body), Cost.large(), null).run();
    }

    @Test
    void failureIsThrownAsItIsAndStopsTheRest() throws Exception {
        Weft.run(() -> {
            AtomicInteger count = new AtomicInteger();
            RuntimeException failure = new IllegalArgumentException("no good");
            assertThatThrownBy(() -> loop(1_000_000_000, i -> {
                if (count.incrementAndGet() == 1_000) {
                    throw failure;
                }
            })).isSameAs(failure);
            int seen = count.get();
            Weft.yieldNow();
            assertThat(count.get()).as("bodies after the call").isEqualTo(seen);
        });
    }

    @Test
    void failureOfSmallWorkIsThrown() {
        assertThatThrownBy(() -> Parallel.forEach(0, 3, i -> {
            throw new IllegalStateException("at " + i);
        })).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Parallel.forEach(java.util.Set.of(1), i -> {
            throw new IllegalStateException("at " + i);
        })).hasMessage("at 1");
    }

    @Test
    void helpersFailureReachesACallerThatBlocks() throws Exception {
        Weft.run(() -> {
            Channel<Signal> never = Channel.never();
            Channel<Signal> begun = Channel.signal();
            AtomicBoolean cancelled = new AtomicBoolean();
            Thread caller = Thread.currentThread();
            assertThatThrownBy(() -> loop(2, i -> {
                if (Thread.currentThread() != caller) {
                    begun.receive();
                    throw new IllegalStateException("the helper's");
                }
                begun.send(Signal.SIGNAL);
                try {
                    never.receive();
                } catch (CancelledException e) {
                    cancelled.set(true);
                    throw e;
                }
            })).isInstanceOf(IllegalStateException.class).hasMessage("the helper's").hasNoSuppressedExceptions();
            assertThat(cancelled).isTrue();
            Channel<Integer> free = Channel.buffered(1);
            free.send(1); // the caller itself is not cancelled
        });
    }

    @Test
    void callersFailureReachesAHelperThatBlocks() throws Exception {
        Weft.run(() -> {
            Channel<Signal> never = Channel.never();
            Channel<Signal> helping = Channel.signal();
            Thread caller = Thread.currentThread();
            assertThatThrownBy(() -> loop(2, i -> {
                if (Thread.currentThread() == caller) {
                    helping.receive();
                    throw new IllegalStateException("the caller's");
                }
                helping.send(Signal.SIGNAL);
                never.receive();
            })).hasMessage("the caller's").hasNoSuppressedExceptions();
        });
    }

    @Test
    void secondFailureIsSuppressed() throws Exception {
        Weft.run(() -> {
            Channel<Signal> both = Channel.signal();
            Thread caller = Thread.currentThread();
            assertThatThrownBy(() -> loop(2, i -> {
                if (Thread.currentThread() == caller) {
                    both.receive();
                } else {
                    both.send(Signal.SIGNAL);
                }
                throw new IllegalStateException("both");
            })).hasMessage("both").satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        });
    }

    @Test
    void cancelledCallerStops() throws Exception {
        Weft.run(() -> {
            AtomicInteger count = new AtomicInteger();
            Channel<Throwable> ends = Channel.buffered(1);
            Context context = Context.current().withCancel();
            context.go(() -> {
                try {
                    loop(1_000_000_000, i -> {
                        if (count.incrementAndGet() == 500) {
                            context.cancel();
                        }
                    });
                    ends.trySend(new AssertionError("it was not cancelled"));
                } catch (CancelledException e) {
                    ends.trySend(e);
                }
            });
            assertThat(ends.receive()).isInstanceOf(CancelledException.class)
                    .hasMessageStartingWith("loop: the goroutine was cancelled");
            int seen = count.get();
            Weft.yieldNow();
            assertThat(count.get()).isEqualTo(seen);
        });
    }

    @Test
    void cancelReachesACallerThatWaitsForAHelper() throws Exception {
        Weft.run(() -> {
            Channel<Signal> never = Channel.never();
            Channel<Signal> helping = Channel.signal();
            Channel<Throwable> ends = Channel.buffered(1);
            AtomicBoolean helperCancelled = new AtomicBoolean();
            Goroutine caller = Weft.go(() -> {
                Thread self = Thread.currentThread();
                try {
                    loop(2, i -> {
                        if (Thread.currentThread() == self) {
                            helping.receive();
                            return;
                        }
                        helping.send(Signal.SIGNAL);
                        try {
                            never.receive();
                        } catch (CancelledException e) {
                            helperCancelled.set(true);
                        }
                    });
                } catch (CancelledException e) {
                    ends.trySend(e);
                }
            });
            Parked.await(caller, WaitReason.SELECT);
            caller.cancel();
            assertThat(ends.receive()).isInstanceOf(CancelledException.class);
            assertThat(helperCancelled).isTrue();
        });
    }

    @Test
    void bodiesRunUnderTheCallersContext() throws Exception {
        Context.Key<String> key = Context.Key.named("key");
        Weft.run(() -> Context.current().withValue(key, "value").run(
                () -> loop(50, i -> assertThat(Context.current().value(key)).contains("value"))));
    }
}
