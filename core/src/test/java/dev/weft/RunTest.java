package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.park.WaitReason;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @Test
    void returnsWhenMainReturns() throws Exception {
        var done = new AtomicBoolean();
        run(() -> {
            Weft.yieldNow();
            done.set(true);
        });
        assertThat(done).isTrue();
    }

    @Test
    void doesNotWaitForOtherGoroutines() throws Exception {
        Goroutine[] blocked = new Goroutine[1];
        run(() -> {
            blocked[0] = go(() -> Channel.unbuffered().receive());
            Parked.await(blocked[0], WaitReason.CHANNEL_RECEIVE);
        });
        assertThat(blocked[0].isDone()).isFalse();
        assertThat(Parked.is(blocked[0], WaitReason.CHANNEL_RECEIVE)).isTrue();
    }

    @Test
    void mainIsAGoroutineNamedMain() throws Exception {
        run(() -> {
            Goroutine main = Goroutine.current().orElseThrow();
            assertThat(main.name()).isEqualTo("main");
            assertThat(Thread.currentThread().getName()).isEqualTo("main");
            assertThat(main.thread().isVirtual()).isTrue();
        });
    }

    @Test
    void runsNestInGoroutines() throws Exception {
        run(() -> {
            var done = new AtomicInteger();
            run(() -> {
                run(done::incrementAndGet);
                done.incrementAndGet();
            });
            assertThat(done).hasValue(2);
            assertThatThrownBy(() -> run(() -> {
                throw new IOException("inner");
            })).isInstanceOf(IOException.class).hasMessage("inner");
        });
    }

    @Test
    void aFailureEndsTheInnerProgramOnly() throws Exception {
        run(() -> {
            Goroutine outer = go(() -> Channel.unbuffered().receive());
            assertThatThrownBy(() -> run(() -> {
                go(() -> {
                    throw new IOException("inner");
                });
                Channel.unbuffered().receive();
            })).isInstanceOf(GoroutineFailure.class);
            assertThat(outer.isDone()).isFalse();
        });
    }

    @Test
    void programsRunSideBySide() throws Exception {
        var sum = new AtomicInteger();
        Task program = () -> run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            go(() -> {
                for (int i = 0; i < 1_000; i++) channel.send(1);
                channel.close();
            });
            for (int value : channel) sum.addAndGet(value);
        });
        var failure = new AtomicReference<@Nullable Exception>();
        Thread other = Thread.ofPlatform().start(() -> {
            try {
                program.run();
            } catch (Exception e) {
                failure.set(e);
            }
        });
        program.run();
        other.join();
        assertThat(failure.get()).isNull();
        assertThat(sum).hasValue(2_000);
    }

    @Test
    void interruptingTheCallerCancelsMain() throws Exception {
        var ended = new AtomicReference<@Nullable Throwable>();
        var mainThrew = new AtomicBoolean();
        var mainThread = new AtomicReference<@Nullable Thread>();
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                run(() -> {
                    mainThread.set(Thread.currentThread());
                    // A wait that ends some day: the thread of the test, a bystander, does not count as help.
                    assertThatThrownBy(() -> Weft.sleep(Duration.ofHours(1))).isInstanceOf(CancelledException.class);
                    mainThrew.set(true);
                });
            } catch (Throwable thrown) {
                ended.set(thrown);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            }
        });
        Await.until(() -> mainThread.get() != null);
        caller.interrupt();
        caller.join();
        assertThat(ended.get()).isInstanceOf(CancelledException.class)
                .hasMessage("run: the calling thread was interrupted");
        Await.until(mainThrew::get);
    }

    @Test
    void anInterruptedCallerDoesNotWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(() -> Channel.unbuffered().receive())).isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aCancelledMainEndsTheProgramWithItsException() {
        assertThatThrownBy(() -> run(() -> {
            Thread.currentThread().interrupt();
            Channel.unbuffered().receive();
        })).isInstanceOf(CancelledException.class).hasMessageStartingWith("receive: ");
    }

    @Test
    void manyShortProgramsRunOneAfterTheOther() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            run(() -> {
                Goroutine other = go(() -> {});
                other.join();
            });
        }
    }
}
