package dev.weft;

import static dev.weft.Weft.after;
import static dev.weft.Weft.closed;
import static dev.weft.Weft.go;
import static dev.weft.Weft.onClosed;
import static dev.weft.Weft.onDefault;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.onSend;
import static dev.weft.Weft.onTimeout;
import static dev.weft.Weft.otherwise;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.run;
import static dev.weft.Weft.select;
import static dev.weft.Weft.selectPrioritized;
import static dev.weft.Weft.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each kind of case: when it is ready, what it does, what it returns. */
class SelectCasesTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final Channel<Integer> empty = Channel.unbuffered("empty");
    private final Channel<Integer> closed = Channel.unbuffered("closed");
    private final List<String> log = new ArrayList<>();

    {
        closed.close();
    }

    private static Channel<Integer> holding(int value) {
        Channel<Integer> channel = Channel.buffered("full", 1);
        channel.send(value);
        return channel;
    }

    @Test
    void receiveGivesTheValueToItsAction() {
        Channel<Integer> full = holding(20);
        int result = select(receive(empty, v -> -1), receive(full, v -> v + 1));
        assertThat(result).isEqualTo(21);
        assertThat(full.length()).isZero();
    }

    @Test
    void sendSendsBeforeItsActionRuns() {
        Channel<Integer> room = Channel.buffered(1);
        int result = select(send(room, 7, room::length));
        assertThat(result).isOne();
        assertThat(room.receive()).isEqualTo(7);
    }

    @Test
    void resultsMayBeOfAnyCommonType() {
        Number result = select(receive(holding(1), v -> 1.5), receive(empty, v -> v));
        assertThat(result).isEqualTo(1.5);
    }

    @Test
    void statementsRunTheActionOfTheChosenCase() {
        select(onReceive(holding(3), v -> log.add("received " + v)), onReceive(empty, v -> log.add("no")));
        select(onSend(Channel.buffered(1), 4, () -> log.add("sent")), onReceive(empty, v -> log.add("no")));
        select(onClosed(closed, () -> log.add("closed")), onReceive(empty, v -> log.add("no")));
        select(onTimeout(Duration.ofMillis(1), () -> log.add("timeout")), onReceive(empty, v -> log.add("no")));
        select(onDefault(() -> log.add("default")), onReceive(empty, v -> log.add("no")));
        select(onReceive(closed, v -> log.add("no")).onClosed(() -> log.add("received close")));
        assertThat(log).containsExactly("received 3", "sent", "closed", "timeout", "default", "received close");
    }

    @Test
    void receiveFromAClosedChannelRunsOnClosed() {
        String result = select(receive(closed, v -> "value").onClosed(() -> "closed"));
        assertThat(result).isEqualTo("closed");
    }

    @Test
    void receiveFromAClosedChannelWithoutOnClosedThrows() {
        assertThatThrownBy(() -> select(receive(closed, v -> v))).isInstanceOf(ChannelClosedException.class)
                .hasMessage("select: receive: the channel is closed (%s)", closed);
        assertThatThrownBy(() -> select(onReceive(closed, v -> {}))).isInstanceOf(ChannelClosedException.class);
    }

    @Test
    void sendOnAClosedChannelThrows() {
        assertThatThrownBy(() -> select(send(closed, 1, () -> "sent"))).isInstanceOf(ChannelClosedException.class)
                .hasMessage("select: send: the channel is closed (%s)", closed);
        assertThatThrownBy(() -> select(onSend(closed, 1, () -> log.add("sent"))))
                .isInstanceOf(ChannelClosedException.class);
        assertThat(log).isEmpty();
    }

    @Test
    void closeWakesWaitingCases() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Goroutine receiver = go(() -> {
                String end = select(receive(channel, v -> "value").onClosed(() -> "end"), receive(empty, v -> "no"));
                assertThat(end).isEqualTo("end");
            });
            Goroutine watcher = go(() -> {
                String end = select(closed(channel, () -> "end"), receive(empty, v -> "no"));
                assertThat(end).isEqualTo("end");
            });
            Parked.await(receiver, WaitReason.SELECT);
            Parked.await(watcher, WaitReason.SELECT);
            channel.close();
            receiver.join();
            watcher.join();
        });
    }

    @Test
    void closeMakesAWaitingSendThrow() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Goroutine sender = go(() -> assertThatThrownBy(
                    () -> select(send(channel, 1, () -> "sent"), receive(empty, v -> "no")))
                    .isInstanceOf(ChannelClosedException.class));
            Parked.await(sender, WaitReason.SELECT);
            channel.close();
            sender.join();
        });
    }

    @Test
    void closedIsReadyOnlyOnceTheChannelIsDrained() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(2);
            channel.send(1);
            channel.send(2);
            channel.close();
            assertThat(Weft.<Boolean>select(closed(channel, () -> true), otherwise(() -> false))).isFalse();
            Goroutine watcher = go(() -> select(onClosed(channel, () -> log.add("drained"))));
            Parked.await(watcher, WaitReason.SELECT);
            channel.receive();
            assertThat(Parked.is(watcher, WaitReason.SELECT)).isTrue();
            assertThat(channel.tryReceive()).isEqualTo(new Attempt.Value<>(2));
            watcher.join();
            assertThat(log).containsExactly("drained");
            assertThat(Weft.<Boolean>select(closed(channel, () -> true), otherwise(() -> false))).isTrue();
        });
    }

    /** The last value may also leave through a select. */
    @Test
    void aSelectThatDrainsWakesCloseWatchers() throws Exception {
        run(() -> {
            Channel<Integer> channel = holding(1);
            channel.close();
            Goroutine watcher = go(() -> select(onClosed(channel, () -> log.add("drained"))));
            Parked.await(watcher, WaitReason.SELECT);
            select(onReceive(channel, v -> {}), onReceive(empty, v -> {}));
            watcher.join();
            assertThat(log).containsExactly("drained");
        });
    }

    @Test
    void valuesAreEvaluatedOnceAndInOrder() {
        Channel<String> first = Channel.unbuffered();
        Channel<String> second = Channel.buffered(1);
        select(
                onSend(logged("channel 1", first), logged("value 1", "a"), () -> {}),
                onSend(logged("channel 2", second), logged("value 2", "b"), () -> {}),
                onReceive(logged("channel 3", empty), v -> {}));
        assertThat(log).containsExactly("channel 1", "value 1", "channel 2", "value 2", "channel 3");
        assertThat(second.receive()).isEqualTo("b");
    }

    private <T> T logged(String what, T value) {
        log.add(what);
        return value;
    }

    @Test
    void anActionsFailureComesOutOfTheSelectAfterTheOperation() {
        Channel<Integer> full = holding(1);
        assertThatThrownBy(() -> select(onReceive(full, v -> {
            throw new IllegalArgumentException("handler");
        }))).isInstanceOf(IllegalArgumentException.class).hasMessage("handler");
        assertThat(full.length()).as("the value has been received").isZero();
        assertThatThrownBy(() -> select(Weft.<Integer>otherwise(() -> {
            throw new IllegalStateException("default");
        }))).isInstanceOf(IllegalStateException.class).hasMessage("default");
    }

    @Test
    void anActionMaySelectAgain() {
        Channel<Integer> full = holding(1);
        Channel<Integer> other = holding(2);
        int sum = select(receive(full, a -> Weft.<Integer>select(receive(other, b -> a + b))));
        assertThat(sum).isEqualTo(3);
    }

    @Test
    void disabledCasesDoNotTakePart() {
        Channel<Integer> full = holding(1);
        String result = select(
                receive(full, v -> "value").when(false),
                receive(closed, v -> "value").onClosed(() -> "closed").when(false),
                send(Channel.buffered(1), 1, () -> "sent").when(false),
                closed(closed, () -> "closed").when(false),
                after(Duration.ZERO, () -> "timeout").when(false),
                otherwise(() -> "none"));
        assertThat(result).isEqualTo("none");
        assertThat(full.length()).isOne();
    }

    @Test
    void conditionsAddUp() {
        Channel<Integer> full = holding(1);
        assertThat(Weft.<Boolean>select(receive(full, v -> true).when(false).when(true), otherwise(() -> false)))
                .isFalse();
        assertThat(Weft.<Boolean>select(receive(full, v -> true).when(true).when(true), otherwise(() -> false)))
                .isTrue();
    }

    @Test
    void withAllCasesDisabledItWaitsForEver() {
        assertThatThrownBy(() -> run(() -> select(receive(holding(1), v -> v).when(false))))
                .isInstanceOf(DeadlockException.class).hasMessageContaining("[select with no enabled cases");
        assertThatThrownBy(() -> run(() -> select(otherwise(() -> 1).when(false))))
                .isInstanceOf(DeadlockException.class);
    }

    @Test
    void withoutCasesItWaitsForEver() {
        assertThatThrownBy(() -> run(Weft::select)).isInstanceOf(DeadlockException.class)
                .hasMessageContaining("[select with no enabled cases");
    }

    @Test
    void prioritizedTakesTheFirstReadyCase() {
        for (int i = 0; i < 100; i++) {
            Channel<Integer> first = holding(1);
            Channel<Integer> second = holding(2);
            int taken = selectPrioritized(receive(empty, v -> v), receive(first, v -> v), receive(second, v -> v));
            assertThat(taken).isOne();
            assertThat(second.length()).isOne();
        }
    }

    @Test
    void prioritizedTakesALaterCaseThatAloneIsReady() {
        int taken = selectPrioritized(receive(empty, v -> v), receive(holding(2), v -> v));
        assertThat(taken).isEqualTo(2);
    }

    @Test
    void aHundredCasesAllGetTheirTurn() throws Exception {
        int count = 100;
        run(() -> {
            List<Channel<Integer>> channels = new ArrayList<>();
            for (int i = 0; i < count; i++) channels.add(Channel.buffered(i % 2));
            boolean[] seen = new boolean[count];
            for (int round = 0; round < count; round++) {
                int sender = round;
                go(() -> channels.get(sender).send(sender));
                @SuppressWarnings("unchecked")
                Case<Integer>[] cases = channels.stream().map(c -> receive(c, (Integer v) -> v)).toArray(Case[]::new);
                int value = select(cases);
                assertThat(seen[value]).isFalse();
                seen[value] = true;
            }
            assertThat(seen).doesNotContain(false);
        });
    }

    @Test
    void aForSelectLoopRunsUntilTold() throws Exception {
        run(() -> {
            Channel<Integer> in = Channel.unbuffered();
            Channel<Signal> done = Channel.signal();
            go(() -> {
                for (int i = 0; i < 10; i++) in.send(i);
                done.close();
            });
            int[] sum = {0};
            while (select(
                    receive(in, v -> {
                        sum[0] += v;
                        return true;
                    }),
                    receive(done, s -> true).onClosed(() -> false))) {
                log.add("received");
            }
            assertThat(sum[0]).isEqualTo(45);
            assertThat(log).hasSize(10);
        });
    }

    @Test
    void nullsAreRejectedWhenTheCaseIsMade() {
        assertThatThrownBy(() -> receive(nothing(), v -> v)).hasMessage("receive: the channel is null");
        assertThatThrownBy(() -> receive(empty, nothing())).hasMessage("receive: the action is null");
        assertThatThrownBy(() -> onReceive(nothing(), v -> {})).hasMessage("onReceive: the channel is null");
        assertThatThrownBy(() -> onReceive(empty, nothing())).hasMessage("onReceive: the action is null");
        assertThatThrownBy(() -> receive(empty, v -> v).onClosed(nothing())).hasMessage("onClosed: the action is null");
        assertThatThrownBy(() -> onReceive(empty, v -> {}).onClosed(nothing()))
                .hasMessage("onClosed: the action is null");
        assertThatThrownBy(() -> send(nothing(), 1, () -> 1)).hasMessage("send: the channel is null");
        assertThatThrownBy(() -> send(empty, 1, nothing())).hasMessage("send: the action is null");
        assertThatThrownBy(() -> onSend(empty, 1, nothing())).hasMessage("select: the action is null");
        assertThatThrownBy(() -> closed(nothing(), () -> 1)).hasMessage("closed: the channel is null");
        assertThatThrownBy(() -> closed(empty, nothing())).hasMessage("closed: the action is null");
        assertThatThrownBy(() -> after(nothing(), () -> 1)).hasMessage("after: the duration is null");
        assertThatThrownBy(() -> otherwise(nothing())).hasMessage("otherwise: the action is null");
        assertThatThrownBy(() -> onDefault(nothing())).hasMessage("select: the action is null");
        assertThatThrownBy(() -> Weft.<Integer>select(otherwise(() -> 1), nothing()))
                .hasMessage("select: a case is null");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller without null checks passes
    private static <T> T nothing() {
        return null;
    }
}
