package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.park.WaitReason;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferedChannelTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @Test
    void sendsWithoutAReceiverUntilFull() {
        Channel<Integer> channel = Channel.buffered(3);
        for (int i = 1; i <= 3; i++) {
            channel.send(i);
            assertThat(channel.length()).isEqualTo(i);
        }
        assertThat(channel.trySend(4)).isFalse();
        assertThat(channel.capacity()).isEqualTo(3);
    }

    @Test
    void sendOnAFullChannelWaitsForRoom() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(1);
            channel.send(1);
            Goroutine sender = go(() -> channel.send(2));
            Parked.await(sender, WaitReason.CHANNEL_SEND);
            assertThat(channel.length()).isOne();
            assertThat(channel.receive()).isEqualTo(1);
            sender.join();
            assertThat(channel.length()).as("the sender's value has entered").isOne();
            assertThat(channel.receive()).isEqualTo(2);
        });
    }

    @Test
    void receiveOnAnEmptyChannelWaitsForAValue() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(2);
            Channel<Integer> received = Channel.buffered(1);
            Goroutine receiver = go(() -> received.send(channel.receive()));
            Parked.await(receiver, WaitReason.CHANNEL_RECEIVE);
            channel.send(5);
            assertThat(received.receive()).isEqualTo(5);
            assertThat(channel.length()).as("the value went past the buffer").isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void firstInFirstOutWhileTheRingTurns(int capacity) {
        Channel<Integer> channel = Channel.buffered(capacity);
        int sent = 0;
        int received = 0;
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i <= round % capacity; i++) channel.send(sent++);
            while (channel.length() > 0) assertThat(channel.receive()).isEqualTo(received++);
        }
        assertThat(received).isEqualTo(sent);
    }

    /** The value of a blocked sender stands behind those in the buffer. */
    @Test
    void valuesOfBlockedSendersFollowTheBufferedOnes() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(2);
            channel.send(0);
            channel.send(1);
            for (int i = 2; i < 6; i++) {
                int value = i;
                Parked.await(go(() -> channel.send(value)), WaitReason.CHANNEL_SEND);
            }
            for (int i = 0; i < 6; i++) {
                assertThat(channel.length()).isEqualTo(Math.min(2, 6 - i));
                assertThat(channel.receive()).isEqualTo(i);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void everyValueIsReceivedExactlyOnce(int capacity) throws Exception {
        int perSender = 5_000;
        var seen = new AtomicIntegerArray(3 * perSender);
        run(() -> {
            Channel<Integer> channel = Channel.buffered(capacity);
            var senders = new WaitGroup();
            var receivers = new WaitGroup();
            for (int s = 0; s < 3; s++) {
                int first = s * perSender;
                senders.go(() -> {
                    for (int i = 0; i < perSender; i++) channel.send(first + i);
                });
                receivers.go(() -> {
                    for (int value : channel) seen.incrementAndGet(value);
                });
            }
            senders.await();
            channel.close();
            receivers.await();
            assertThat(channel.length()).isZero();
        });
        for (int i = 0; i < seen.length(); i++) {
            assertThat(seen.get(i)).as("how often value %d was received", i).isOne();
        }
    }

    /** The k-th receive on capacity C happens before the (k+C)-th send completes, so a channel limits concurrency. */
    @Test
    void aChannelOfCapacityThreeAdmitsThree() throws Exception {
        run(() -> {
            Channel<Signal> places = Channel.buffered(3);
            var inside = new AtomicInteger();
            var most = new AtomicInteger();
            var group = new WaitGroup();
            for (int g = 0; g < 20; g++) {
                group.go(() -> {
                    for (int i = 0; i < 200; i++) {
                        places.send(Signal.SIGNAL);
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Weft.yieldNow();
                        inside.decrementAndGet();
                        places.receive();
                    }
                });
            }
            group.await();
            assertThat(most.get()).isBetween(1, 3);
        });
    }

    @Test
    void lengthStaysInItsRangeUnderLoad() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(4);
            var over = new AtomicBoolean();
            var group = new WaitGroup();
            for (int g = 0; g < 3; g++) {
                group.go(() -> {
                    for (int i = 0; i < 10_000; i++) channel.send(i);
                });
                group.go(() -> {
                    for (int i = 0; i < 10_000; i++) channel.receive();
                });
            }
            Goroutine watcher = go(() -> {
                while (!over.get()) {
                    assertThat(channel.length()).isBetween(0, 4);
                    Weft.yieldNow();
                }
            });
            group.await();
            over.set(true);
            watcher.join();
            assertThat(channel.length()).isZero();
        });
    }
}
