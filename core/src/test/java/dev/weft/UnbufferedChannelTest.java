package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.park.WaitReason;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnbufferedChannelTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @Test
    void sendReturnsOnlyWhenAReceiverHasTakenTheValue() throws Exception {
        run(() -> {
            Channel<String> channel = Channel.unbuffered();
            var sent = new AtomicBoolean();
            Goroutine sender = go(() -> {
                channel.send("value");
                sent.set(true);
            });
            Parked.await(sender, WaitReason.CHANNEL_SEND);
            assertThat(sent).isFalse();
            assertThat(channel.receive()).isEqualTo("value");
            sender.join();
            assertThat(sent).isTrue();
        });
    }

    @Test
    void receiveWaitsForASender() throws Exception {
        run(() -> {
            Channel<String> channel = Channel.unbuffered();
            Channel<String> received = Channel.buffered(1);
            Goroutine receiver = go(() -> received.send(channel.receive()));
            Parked.await(receiver, WaitReason.CHANNEL_RECEIVE);
            assertThat(received.length()).isZero();
            channel.send("value");
            assertThat(received.receive()).isEqualTo("value");
        });
    }

    @Test
    void nextReturnsTheValue() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            go(() -> channel.send(7));
            assertThat(channel.next()).isEqualTo(new Received.Value<>(7));
        });
    }

    @Test
    void lengthAndCapacityAreZeroEvenWhileASenderWaits() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Parked.await(go(() -> channel.send(1)), WaitReason.CHANNEL_SEND);
            assertThat(channel.length()).isZero();
            assertThat(channel.capacity()).isZero();
        });
    }

    @Test
    void capacityZeroMakesAnUnbufferedChannel() {
        Channel<Integer> channel = Channel.buffered(0);
        assertThat(channel.capacity()).isZero();
        assertThat(channel.trySend(1)).isFalse();
    }

    @Test
    void valuesOfOneSenderArriveInOrder() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            go(() -> {
                for (int i = 0; i < 10_000; i++) channel.send(i);
                channel.close();
            });
            List<Integer> received = new ArrayList<>();
            for (int value : channel) received.add(value);
            assertThat(received).hasSize(10_000).isSorted().doesNotHaveDuplicates();
        });
    }

    @Test
    void everyValueIsReceivedExactlyOnce() throws Exception {
        int perSender = 10_000;
        var seen = new AtomicIntegerArray(4 * perSender);
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            var senders = new WaitGroup();
            var receivers = new WaitGroup();
            for (int s = 0; s < 4; s++) {
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
        });
        for (int i = 0; i < seen.length(); i++) {
            assertThat(seen.get(i)).as("how often value %d was received", i).isOne();
        }
    }

    /** What the sender did before is visible to the receiver, and what the receiver did before, to the sender after. */
    @Test
    void aMeetingOrdersBothSides() throws Exception {
        run(() -> {
            Channel<Signal> channel = Channel.signal();
            var box = new Object() {
                int plain;
            };
            Goroutine other = go(() -> {
                for (int i = 0; i < 20_000; i += 2) {
                    channel.receive();
                    assertThat(box.plain).isEqualTo(i + 1);
                    box.plain = i + 2;
                    channel.send(Signal.SIGNAL);
                }
            });
            for (int i = 0; i < 20_000; i += 2) {
                box.plain = i + 1;
                channel.send(Signal.SIGNAL);
                channel.receive();
                assertThat(box.plain).isEqualTo(i + 2);
            }
            other.join();
        });
    }
}
