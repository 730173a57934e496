package dev.weft;

import static dev.weft.Weft.after;
import static dev.weft.Weft.closed;
import static dev.weft.Weft.go;
import static dev.weft.Weft.otherwise;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.run;
import static dev.weft.Weft.select;
import static dev.weft.Weft.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Go's nil channel. */
class NeverChannelTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final Channel<Integer> never = Channel.never();

    static Stream<Arguments> blockingOperations() {
        Channel<Integer> never = Channel.never();
        return Stream.of(
                Arguments.of("send", WaitReason.NEVER_SEND, (Task) () -> never.send(1)),
                Arguments.of("receive", WaitReason.NEVER_RECEIVE, (Task) never::receive),
                Arguments.of("next", WaitReason.NEVER_RECEIVE, (Task) never::next),
                Arguments.of("hasNext", WaitReason.NEVER_RECEIVE, (Task) () -> consume(never.iterator().hasNext())),
                Arguments.of("iterator's next", WaitReason.NEVER_RECEIVE, (Task) never.iterator()::next),
                Arguments.of("stream", WaitReason.NEVER_RECEIVE, (Task) () -> consume(never.stream().findFirst())));
    }

    private static void consume(Object result) {
        throw new AssertionError("not blocked, but returned " + result);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blockingOperations")
    void blocksUntilCancelled(String name, WaitReason reason, Task operation) throws Exception {
        run(() -> {
            Goroutine blocked = go(() -> assertThatThrownBy(operation::run).as(name)
                    .isInstanceOf(CancelledException.class).hasMessageContaining("Channel.never()"));
            Parked.await(blocked, reason);
            blocked.cancel();
            blocked.join();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blockingOperations")
    void aloneItIsADeadlock(String name, WaitReason reason, Task operation) {
        assertThatThrownBy(() -> run(operation)).as(name).isInstanceOf(DeadlockException.class)
                .hasMessageContaining("[" + reason);
    }

    @Test
    void tryOperationsFail() {
        assertThat(never.trySend(1)).isFalse();
        assertThat(never.tryReceive()).isEqualTo(new Attempt.Empty<>());
    }

    @Test
    void nullIsNotAValueHereEither() {
        assertThatThrownBy(() -> never.send(nothing())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> never.trySend(nothing())).isInstanceOf(NullPointerException.class);
    }

    @Test
    void cannotBeClosed() {
        assertThatThrownBy(never::close).isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("close: ");
        assertThatThrownBy(never::tryClose).isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("tryClose: ");
    }

    @Test
    void isEmptyAndAlwaysTheSame() {
        assertThat(never.length()).isZero();
        assertThat(never.capacity()).isZero();
        assertThat((Object) Channel.<String>never()).isSameAs(never);
        assertThat(never).hasToString("Channel.never()");
    }

    @Test
    void itsCasesAreNeverReady() {
        String chosen = select(
                receive(never, v -> "received"),
                send(never, 1, () -> "sent"),
                closed(never, () -> "closed"),
                otherwise(() -> "none"));
        assertThat(chosen).isEqualTo("none");
    }

    @Test
    void otherCasesAndTimeGoOn() {
        Channel<Integer> ready = Channel.buffered(1);
        ready.send(5);
        int received = select(receive(never, v -> v), receive(ready, v -> v));
        assertThat(received).isEqualTo(5);
        String chosen = select(receive(never, v -> "received"), after(Duration.ofMillis(1), () -> "timeout"));
        assertThat(chosen).isEqualTo("timeout");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller without null checks passes
    private static <T> T nothing() {
        return null;
    }
}
