package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.park.WaitReason;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChannelIteratorTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private static Channel<Integer> closedWith(int... values) {
        Channel<Integer> channel = Channel.buffered("jobs", values.length);
        for (int value : values) channel.send(value);
        channel.close();
        return channel;
    }

    @Test
    void rangesUntilClosedAndDrained() {
        List<Integer> seen = new ArrayList<>();
        for (int value : closedWith(1, 2, 3)) seen.add(value);
        assertThat(seen).containsExactly(1, 2, 3);
    }

    @Test
    void aClosedEmptyChannelHasNoElements() {
        for (int value : closedWith()) throw new AssertionError("received " + value);
    }

    @Test
    void hasNextIsIdempotentAndHoldsOneValueAtMost() {
        Channel<Integer> channel = closedWith(1, 2, 3);
        Iterator<Integer> iterator = channel.iterator();
        assertThat(channel.length()).as("making an iterator takes nothing").isEqualTo(3);
        for (int i = 0; i < 5; i++) {
            assertThat(iterator.hasNext()).isTrue();
            assertThat(channel.length()).isEqualTo(2);
        }
        assertThat(iterator.next()).isEqualTo(1);
        assertThat(channel.length()).as("next takes what hasNext has promised").isEqualTo(2);
    }

    @Test
    void nextWorksWithoutHasNext() {
        Iterator<Integer> iterator = closedWith(1, 2).iterator();
        assertThat(iterator.next()).isEqualTo(1);
        assertThat(iterator.next()).isEqualTo(2);
        assertThat(iterator.hasNext()).isFalse();
    }

    @Test
    void nextAfterTheEndThrowsNoSuchElement() {
        Channel<Integer> channel = closedWith();
        Iterator<Integer> iterator = channel.iterator();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class)
                    .hasMessage("next: the channel is closed (%s)", channel);
            assertThat(iterator.hasNext()).isFalse();
        }
    }

    @Test
    void hasNextWaitsForAValueOrTheClose() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            List<Integer> seen = new ArrayList<>();
            Goroutine ranging = go(() -> {
                for (int value : channel) seen.add(value);
            });
            Parked.await(ranging, WaitReason.CHANNEL_RECEIVE);
            channel.send(1);
            Parked.await(ranging, WaitReason.CHANNEL_RECEIVE);
            channel.close();
            ranging.join();
            assertThat(seen).containsExactly(1);
        });
    }

    @Test
    void leavingALoopEarlyClosesNothingAndLosesNothing() {
        Channel<Integer> channel = Channel.buffered(3);
        for (int i = 1; i <= 3; i++) channel.send(i);
        for (int value : channel) {
            assertThat(value).isOne();
            break;
        }
        channel.send(4);
        assertThat(channel.receive()).isEqualTo(2);
    }

    @Test
    void severalIteratorsShareTheValues() throws Exception {
        int count = 20_000;
        var seen = new AtomicIntegerArray(count);
        run(() -> {
            Channel<Integer> channel = Channel.buffered(8);
            var group = new WaitGroup();
            for (int g = 0; g < 5; g++) {
                group.go(() -> {
                    int last = -1;
                    for (int value : channel) {
                        assertThat(value).as("one receiver sees one sender's values in order").isGreaterThan(last);
                        last = value;
                        seen.incrementAndGet(value);
                    }
                });
            }
            for (int i = 0; i < count; i++) channel.send(i);
            channel.close();
            group.await();
        });
        for (int i = 0; i < count; i++) assertThat(seen.get(i)).as("value %d", i).isOne();
    }

    @Test
    void removeIsNotSupported() {
        Iterator<Integer> iterator = closedWith(1).iterator();
        iterator.next();
        assertThatThrownBy(iterator::remove).isInstanceOf(UnsupportedOperationException.class);
    }
}
