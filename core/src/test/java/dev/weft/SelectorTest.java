package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.channel.Waiters;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SelectorTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final Channel<Integer> in = Channel.buffered("in", 2);
    private final Channel<Integer> out = Channel.buffered("out", 1);
    private final Selector selector = Selector.prioritized();

    @Test
    void indicesCountTheCasesInTheOrderOfAdding() {
        assertThat(selector.receive(in).index()).isZero();
        assertThat(selector.send(out).index()).isOne();
        assertThat(selector.receive(in).index()).isEqualTo(2);
    }

    @Test
    void selectReturnsTheIndexAndTheCaseHoldsTheValue() {
        Selector.Receiving<Integer> never = selector.receive(Channel.<Integer>never());
        Selector.Receiving<Integer> receiving = selector.receive(in);
        in.send(5);
        assertThat(selector.select()).isEqualTo(receiving.index()).isNotEqualTo(never.index());
        assertThat(receiving.take()).isEqualTo(5);
        assertThat(receiving.isClosed()).isFalse();
    }

    @Test
    void aValueCanBeTakenOnce() {
        Selector.Receiving<Integer> receiving = selector.receive(in);
        assertThatThrownBy(receiving::take).as("before any select").isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(ChannelClosedException.class);
        in.send(5);
        selector.select();
        receiving.take();
        assertThatThrownBy(receiving::take).isInstanceOf(IllegalStateException.class)
                .hasMessage("take: this case has not received anything new (%s)", in);
    }

    @Test
    void aValueNotTakenIsReplacedByTheNext() {
        Selector.Receiving<Integer> receiving = selector.receive(in);
        in.send(1);
        in.send(2);
        selector.select();
        selector.select();
        assertThat(receiving.take()).isEqualTo(2);
    }

    @Test
    void takeFromAClosedChannelThrows() {
        Selector.Receiving<Integer> receiving = selector.receive(in);
        in.close();
        assertThat(selector.select()).isZero();
        assertThat(receiving.isClosed()).isTrue();
        assertThatThrownBy(receiving::take).isInstanceOf(ChannelClosedException.class)
                .hasMessage("select: receive: the channel is closed (%s)", in);
    }

    @Test
    void sendingTakesPartOnlyOnceAValueIsOffered() {
        Selector.Sending<Integer> sending = selector.send(out);
        assertThat(selector.trySelect()).isEqualTo(-1);
        sending.offer(3);
        assertThat(selector.trySelect()).isZero();
        assertThat(out.receive()).isEqualTo(3);
        assertThat(selector.trySelect()).as("the same value again").isZero();
        assertThat(out.receive()).isEqualTo(3);
        sending.offer(4);
        selector.select();
        assertThat(out.receive()).isEqualTo(4);
    }

    @Test
    void enablingASendWithoutAValueThrows() {
        Selector.Sending<Integer> sending = selector.send(out);
        assertThatThrownBy(() -> sending.enable(true)).isInstanceOf(IllegalStateException.class)
                .hasMessage("enable: offer a value first (%s)", out);
        sending.enable(false);
        sending.offer(1);
        sending.enable(false);
        assertThat(selector.trySelect()).isEqualTo(-1);
        sending.enable(true);
        assertThat(selector.trySelect()).isZero();
    }

    @Test
    void offerRejectsNull() {
        Selector.Sending<Integer> sending = selector.send(out);
        assertThatThrownBy(() -> sending.offer(nothing())).isInstanceOf(NullPointerException.class)
                .hasMessage("offer: null is not a value");
    }

    @Test
    void aDisabledReceiveDoesNotTakePart() {
        Selector.Receiving<Integer> receiving = selector.receive(in);
        in.send(1);
        receiving.enable(false);
        assertThat(selector.trySelect()).isEqualTo(-1);
        receiving.enable(true);
        assertThat(selector.trySelect()).isZero();
    }

    @Test
    void aChosenSendOnAClosedChannelThrows() {
        Selector.Sending<Integer> sending = selector.send(out);
        sending.offer(1);
        out.close();
        assertThatThrownBy(selector::select).isInstanceOf(ChannelClosedException.class)
                .hasMessage("select: send: the channel is closed (%s)", out);
        assertThatThrownBy(selector::trySelect).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> selector.select(Duration.ZERO)).isInstanceOf(ChannelClosedException.class);
    }

    @Test
    void timeoutReturnsMinusOne() throws Exception {
        run(() -> {
            selector.receive(in);
            assertThat(selector.select(Duration.ofMillis(2))).isEqualTo(-1);
            assertThat(selector.select(Duration.ZERO)).isEqualTo(-1);
            assertThat(selector.select(Duration.ofSeconds(-1))).isEqualTo(-1);
            in.send(1);
            assertThat(selector.select(Duration.ofMillis(2))).isZero();
            assertThat(Waiters.count(in)).isZero();
        });
    }

    @Test
    void casesMayBeAddedBetweenSelects() {
        selector.receive(in);
        assertThat(selector.trySelect()).isEqualTo(-1);
        Channel<Integer> more = Channel.buffered(1);
        Selector.Receiving<Integer> added = selector.receive(more);
        more.send(9);
        assertThat(selector.select()).isOne();
        assertThat(added.take()).isEqualTo(9);
    }

    @Test
    void waitsAgainAndAgain() throws Exception {
        run(() -> {
            Channel<Integer> a = Channel.unbuffered();
            Channel<Integer> b = Channel.unbuffered();
            Goroutine selecting = go(() -> {
                Selector own = Selector.fair();
                Selector.Receiving<Integer> fromA = own.receive(a);
                Selector.Receiving<Integer> fromB = own.receive(b);
                for (int i = 0; i < 1_000; i++) {
                    int chosen = own.select();
                    assertThat(chosen).isEqualTo(i % 3 == 0 ? 0 : 1);
                    assertThat((chosen == 0 ? fromA : fromB).take()).isEqualTo(i);
                }
            });
            for (int i = 0; i < 1_000; i++) (i % 3 == 0 ? a : b).send(i);
            selecting.join();
            assertThat(Waiters.count(a) + Waiters.count(b)).isZero();
        });
    }

    /** Built by one thread, used by another: its nodes follow. */
    @Test
    void mayMoveToAnotherGoroutineBetweenSelects() throws Exception {
        Selector.Receiving<Integer> receiving = selector.receive(in);
        in.send(1);
        selector.select();
        run(() -> {
            for (int i = 0; i < 3; i++) {
                int value = i;
                Goroutine selecting = go(() -> {
                    assertThat(selector.select()).isZero();
                    assertThat(receiving.take()).isEqualTo(value);
                });
                Parked.await(selecting, WaitReason.SELECT);
                in.send(value);
                selecting.join();
            }
        });
    }

    @Test
    void withoutCasesItWaitsForEver() {
        assertThatThrownBy(() -> run(Selector.fair()::select)).isInstanceOf(DeadlockException.class);
        assertThat(Selector.fair().trySelect()).isEqualTo(-1);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller without null checks passes
    private static <T> T nothing() {
        return null;
    }
}
