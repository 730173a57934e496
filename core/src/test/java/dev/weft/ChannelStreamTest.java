package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.Spliterator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChannelStreamTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private static Channel<Integer> open(int count) {
        Channel<Integer> channel = Channel.buffered(count);
        for (int i = 1; i <= count; i++) channel.send(i);
        return channel;
    }

    @Test
    void streamsUntilClosedAndDrained() {
        Channel<Integer> channel = open(4);
        channel.close();
        assertThat(channel.stream().map(i -> i * i)).containsExactly(1, 4, 9, 16);
        assertThat(channel.stream()).isEmpty();
    }

    @Test
    void findFirstTakesOneValue() {
        Channel<Integer> channel = open(3);
        assertThat(channel.stream().findFirst()).contains(1);
        assertThat(channel.length()).isEqualTo(2);
    }

    @Test
    void limitTakesNoMoreThanItPassesOn() {
        Channel<Integer> channel = open(5);
        assertThat(channel.stream().limit(2).collect(Collectors.toList())).containsExactly(1, 2);
        assertThat(channel.length()).isEqualTo(3);
    }

    @Test
    void anyMatchStopsAtTheMatch() {
        Channel<Integer> channel = open(5);
        assertThat(channel.stream().anyMatch(i -> i == 3)).isTrue();
        assertThat(channel.receive()).isEqualTo(4);
    }

    @Test
    void makingAStreamTakesNothing() {
        Channel<Integer> channel = open(2);
        assertThat(channel.stream()).isNotNull().isNotEqualTo(channel.stream());
    }

    @Test
    void aStreamIsSequentialOrderedAndOfUnknownSize() {
        Channel<Integer> channel = open(2);
        Spliterator<Integer> spliterator = channel.stream().spliterator();
        assertThat(channel.stream().isParallel()).isFalse();
        assertThat(spliterator.trySplit()).isNull();
        assertThat(spliterator.estimateSize()).isEqualTo(Long.MAX_VALUE);
        assertThat(spliterator.hasCharacteristics(Spliterator.ORDERED | Spliterator.NONNULL)).isTrue();
        assertThat(channel.length()).isEqualTo(2);
    }

    @Test
    void aCancelledGoroutineLeavesItsStream() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Goroutine streaming = go(() -> assertThatThrownBy(() -> channel.stream().count())
                    .isInstanceOf(CancelledException.class));
            Parked.await(streaming, WaitReason.CHANNEL_RECEIVE);
            streaming.cancel();
            streaming.join();
        });
    }
}
