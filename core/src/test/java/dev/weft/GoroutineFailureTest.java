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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where failures go. */
class GoroutineFailureTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private static void receiveForEver() {
        Channel.unbuffered().receive();
    }

    @Test
    void mainsCheckedExceptionIsThrownAsItIs() {
        var failure = new IOException("disk full");
        assertThatThrownBy(() -> run(() -> {
            throw failure;
        })).isSameAs(failure);
    }

    @Test
    void mainsRuntimeExceptionAndErrorAreThrownAsTheyAre() {
        var exception = new IllegalStateException("x");
        var error = new AssertionError("y");
        assertThatThrownBy(() -> run(() -> {
            throw exception;
        })).isSameAs(exception);
        assertThatThrownBy(() -> run(() -> {
            throw error;
        })).isSameAs(error);
    }

    @Test
    void aGoroutinesFailureEndsTheProgram() {
        var cause = new IOException("disk full");
        assertThatThrownBy(() -> run(() -> {
            go("writer", () -> {
                throw cause;
            });
            receiveForEver();
        })).isInstanceOf(GoroutineFailure.class).hasCause(cause)
                .hasMessageMatching("goroutine \\d+ \"writer\" failed: java.io.IOException: disk full "
                        + "\\(created at .*GoroutineFailureTest.*\\(GoroutineFailureTest\\.java:\\d+\\)\\)");
    }

    @Test
    void theCauseHasItsOwnStack() {
        assertThatThrownBy(() -> run(() -> {
            go(GoroutineFailureTest::failDeepInside);
            receiveForEver();
        })).cause()
                .satisfies(cause -> assertThat(cause.getStackTrace()[0].getMethodName()).isEqualTo("failDeepInside"));
    }

    private static void failDeepInside() {
        throw new IllegalArgumentException("deep");
    }

    @Test
    void errorsEndTheProgramToo() {
        assertThatThrownBy(() -> run(() -> {
            go(() -> {
                throw new LinkageError("x");
            });
            receiveForEver();
        })).isInstanceOf(GoroutineFailure.class).hasCauseInstanceOf(LinkageError.class);
    }

    @Test
    void aStackOverflowEndsTheProgramAndNothingElse() throws Exception {
        assertThatThrownBy(() -> run(() -> {
            go(() -> recurse(1));
            receiveForEver();
        })).isInstanceOf(GoroutineFailure.class).hasCauseInstanceOf(StackOverflowError.class);
        run(() -> go(() -> {}).join());
    }

    private static int recurse(int depth) {
        return depth == Integer.MAX_VALUE ? depth : recurse(depth + 1) + 1;
    }

    @Test
    void aStackOverflowThatWasCaughtLeavesTheGoroutineUsable() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(1);
            go(() -> {
                assertThatThrownBy(() -> recurse(1)).isInstanceOf(StackOverflowError.class);
                channel.send(1);
            });
            assertThat(channel.receive()).isOne();
        });
    }

    @Test
    void ofSeveralFailuresOneIsThrown() {
        assertThatThrownBy(() -> withHandler(new CopyOnWriteArrayList<>(), () -> run(() -> {
            for (int i = 0; i < 20; i++) {
                go(() -> {
                    throw new IOException("one of many");
                });
            }
            receiveForEver();
        }))).isInstanceOf(GoroutineFailure.class).hasRootCauseMessage("one of many");
        Await.until(() -> Weft.numGoroutines() <= 1);
    }

    @Test
    void aDetachedFailureGoesToTheDefaultHandler() throws Exception {
        List<String> handled = new CopyOnWriteArrayList<>();
        withHandler(handled, () -> {
            Goroutine failing = go("writer", () -> {
                throw new IOException("disk full");
            });
            failing.join();
            Await.until(() -> handled.size() == 1);
        });
        assertThat(handled).containsExactly("writer: java.io.IOException: disk full");
    }

    /** The program has ended; its goroutines run on, and their failures are not swallowed. */
    @Test
    void aFailureAfterTheEndOfTheProgramGoesToTheDefaultHandler() throws Exception {
        List<String> handled = new CopyOnWriteArrayList<>();
        withHandler(handled, () -> {
            Channel<Signal> later = Channel.signal();
            Goroutine[] failing = new Goroutine[1];
            run(() -> {
                failing[0] = go("late", () -> {
                    later.next();
                    throw new IOException("too late");
                });
                Parked.await(failing[0], WaitReason.CHANNEL_RECEIVE);
            });
            later.close();
            failing[0].join();
        });
        assertThat(handled).containsExactly("late: java.io.IOException: too late");
    }

    @Test
    void aDetachedGoroutineThatWasCancelledIsNotReported() throws Exception {
        List<String> handled = new CopyOnWriteArrayList<>();
        withHandler(handled, () -> {
            Goroutine cancelled = go(GoroutineFailureTest::receiveForEver);
            Parked.await(cancelled, WaitReason.CHANNEL_RECEIVE);
            cancelled.cancel();
            cancelled.join();
        });
        assertThat(handled).isEmpty();
    }

    private static void withHandler(List<String> handled, Task task) throws Exception {
        Thread.UncaughtExceptionHandler former = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> handled.add(thread.getName() + ": " + failure));
        try {
            task.run();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(former);
        }
    }
}
