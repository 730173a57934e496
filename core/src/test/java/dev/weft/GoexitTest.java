package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.goexit;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.sync.Mutex;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.EndsGoroutines;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GoexitTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @Test
    void endsTheGoroutineAndRunsItsFinallyBlocks() throws Exception {
        run(() -> {
            var cleaned = new AtomicInteger();
            var after = new AtomicBoolean();
            Goroutine exiting = go(() -> {
                try {
                    try {
                        exitFromDeepInside();
                    } finally {
                        cleaned.incrementAndGet();
                    }
                } finally {
                    cleaned.incrementAndGet();
                }
                after.set(true);
            });
            exiting.join();
            assertThat(cleaned).hasValue(2);
            assertThat(after).isFalse();
        });
    }

    private static void exitFromDeepInside() {
        throw goexit();
    }

    @Test
    void isNotCaughtAsAnException() throws Exception {
        run(() -> {
            var caught = new AtomicBoolean();
            go(() -> {
                try {
                    exitFromDeepInside();
                } catch (Exception e) {
                    caught.set(true);
                }
            }).join();
            assertThat(caught).isFalse();
        });
    }

    @Test
    void inMainTheOthersRunOn() {
        var done = new AtomicInteger();
        assertThatThrownBy(() -> run(() -> {
            for (int i = 0; i < 10; i++) {
                go(() -> {
                    Weft.yieldNow();
                    done.incrementAndGet();
                });
            }
            goexit();
        })).isInstanceOf(DeadlockException.class)
                .hasMessageStartingWith("fatal error: no goroutines (main called goexit) - deadlock!");
        assertThat(done).hasValue(10);
    }

    @Test
    void inMainWithOthersBlockedAllAreAsleep() {
        assertThatThrownBy(() -> run(() -> {
            go("stuck", () -> Channel.unbuffered().receive());
            goexit();
        })).isInstanceOf(DeadlockException.class)
                .hasMessageStartingWith("fatal error: all goroutines are asleep - deadlock!")
                .hasMessageContaining("\"stuck\"");
    }

    @Test
    void inMainAFailureOfAnotherEndsTheProgram() {
        assertThatThrownBy(() -> run(() -> {
            Channel<Signal> exited = Channel.signal();
            go(() -> {
                exited.next();
                throw new IllegalStateException("afterwards");
            });
            try {
                goexit();
            } finally {
                exited.close();
            }
        })).isInstanceOf(GoroutineFailure.class).hasRootCauseMessage("afterwards");
    }

    @Test
    void locksAndCountsAreReleased() throws Exception {
        run(() -> {
            var mutex = new Mutex();
            var group = new WaitGroup();
            group.go(() -> mutex.locked(() -> exitFromDeepInside()));
            group.await();
            assertThat(mutex.tryLock()).isTrue();
        });
    }

    @Test
    void outsideOfAGoroutineItThrows() {
        assertThatThrownBy(Weft::goexit).isInstanceOf(IllegalStateException.class)
                .hasMessage("goexit: the calling thread is not a goroutine");
    }
}
