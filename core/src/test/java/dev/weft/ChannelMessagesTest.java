package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What channels are called, and what they say to misuse. */
class ChannelMessagesTest {
    @Test
    void aChannelShowsItsNameNumberAndCapacity() {
        assertThat(Channel.buffered("jobs", 5).toString()).matches("channel jobs#\\d+, capacity 5");
        assertThat(Channel.buffered(5).toString()).matches("channel #\\d+, capacity 5");
        assertThat(Channel.unbuffered("done").toString()).matches("channel done#\\d+");
        assertThat(Channel.unbuffered().toString()).matches("channel #\\d+");
        assertThat(Channel.signal("stop").toString()).matches("channel stop#\\d+");
        assertThat(Channel.signal().toString()).matches("channel #\\d+");
    }

    @Test
    void numbersAreUnique() {
        assertThat(Channel.unbuffered("a")).doesNotHaveToString(Channel.unbuffered("a").toString());
    }

    @Test
    void negativeCapacityIsRejected() {
        assertThatThrownBy(() -> Channel.buffered(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("make channel: the capacity must not be negative, but is -1");
        assertThatThrownBy(() -> Channel.buffered("jobs", Integer.MIN_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("make channel: the capacity must not be negative, but is -2147483648 (channel jobs)");
    }

    @Test
    void nullIsNotAValue() {
        Channel<String> channel = Channel.buffered(1);
        assertThatThrownBy(() -> channel.send(nothing())).isInstanceOf(NullPointerException.class)
                .hasMessage("send: null is not a value");
        assertThatThrownBy(() -> channel.trySend(nothing())).isInstanceOf(NullPointerException.class)
                .hasMessage("trySend: null is not a value");
        assertThatThrownBy(() -> Weft.send(channel, nothing(), () -> "")).isInstanceOf(NullPointerException.class)
                .hasMessage("send: null is not a value");
        assertThat(channel.length()).isZero();
    }

    /** Misuse by the caller is told before the state of the channel. */
    @Test
    void nullIsRejectedByAClosedChannelToo() {
        Channel<String> channel = Channel.unbuffered();
        channel.close();
        assertThatThrownBy(() -> channel.send(nothing())).isInstanceOf(NullPointerException.class);
    }

    @Test
    void viewsAreTheSameChannelWithANarrowerType() {
        Channel<Integer> channel = Channel.buffered(2);
        SendChannel<Integer> sending = channel.sendOnly();
        ReceiveChannel<Integer> receiving = channel.receiveOnly();
        sending.send(1);
        assertThat(sending.length()).isOne();
        assertThat(receiving.length()).isOne();
        assertThat(sending.capacity()).isEqualTo(receiving.capacity()).isEqualTo(2);
        assertThat(receiving.receive()).isEqualTo(1);
        sending.close();
        assertThat(receiving.next()).isEqualTo(new Received.Closed<>());
        assertThat((Object) sending).isSameAs(receiving);
    }

    @Test
    void closedExceptionsAreIllegalStates() {
        assertThat(new ChannelClosedException("x")).isInstanceOf(IllegalStateException.class).hasMessage("x");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller without null checks passes
    private static <T> T nothing() {
        return null;
    }
}
