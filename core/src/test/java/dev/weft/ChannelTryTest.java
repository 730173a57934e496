package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.channel.Waiters;
import dev.weft.internal.park.WaitReason;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operations that do not wait are exact: they fail only when they have to. */
class ChannelTryTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @Test
    void trySendNeedsAWaitingReceiverWithoutABuffer() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            assertThat(channel.trySend(1)).isFalse();
            Goroutine receiver = go(() -> assertThat(channel.receive()).isEqualTo(2));
            Parked.await(receiver, WaitReason.CHANNEL_RECEIVE);
            assertThat(channel.trySend(2)).isTrue();
            assertThat(channel.trySend(3)).as("the receiver is served, though it may not run yet").isFalse();
            receiver.join();
        });
    }

    @Test
    void tryReceiveNeedsAWaitingSenderWithoutABuffer() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            assertThat(channel.tryReceive()).isEqualTo(new Attempt.Empty<>());
            Goroutine sender = go(() -> channel.send(2));
            Parked.await(sender, WaitReason.CHANNEL_SEND);
            assertThat(channel.tryReceive()).isEqualTo(new Attempt.Value<>(2));
            assertThat(channel.tryReceive()).isEqualTo(new Attempt.Empty<>());
            sender.join();
        });
    }

    @Test
    void trySendFillsTheBufferAndNoMore() {
        Channel<Integer> channel = Channel.buffered(2);
        assertThat(channel.trySend(1)).isTrue();
        assertThat(channel.trySend(2)).isTrue();
        assertThat(channel.trySend(3)).isFalse();
        assertThat(channel.tryReceive()).isEqualTo(new Attempt.Value<>(1));
        assertThat(channel.trySend(3)).isTrue();
    }

    @Test
    void tryReceiveLetsABlockedSenderIn() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(1);
            channel.send(1);
            Goroutine sender = go(() -> channel.send(2));
            Parked.await(sender, WaitReason.CHANNEL_SEND);
            assertThat(channel.tryReceive()).isEqualTo(new Attempt.Value<>(1));
            sender.join();
            assertThat(channel.tryReceive()).isEqualTo(new Attempt.Value<>(2));
            assertThat(channel.tryReceive()).isEqualTo(new Attempt.Empty<>());
        });
    }

    /** One token and as many places as goroutines: no attempt may fail for another reason than an empty channel. */
    @Test
    void trySendNeverFailsWhileThereIsRoom() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(4);
            var group = new WaitGroup();
            for (int g = 0; g < 4; g++) {
                group.go(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        // Each of the four has at most one value inside, so there is always room for it.
                        assertThat(channel.trySend(i)).isTrue();
                        assertThat(channel.tryReceive()).isInstanceOf(Attempt.Value.class);
                    }
                });
            }
            group.await();
        });
    }

    @Test
    void tryReceiveNeverFailsWhileSendersWait() throws Exception {
        int count = 2_000;
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            for (int i = 0; i < count; i++) {
                int value = i;
                go(() -> channel.send(value));
            }
            Await.until(() -> Waiters.senders(channel) == count);
            var received = new AtomicInteger();
            var group = new WaitGroup();
            for (int g = 0; g < 4; g++) {
                group.go(() -> {
                    for (int i = 0; i < count / 4; i++) {
                        assertThat(channel.tryReceive()).isInstanceOf(Attempt.Value.class);
                        received.incrementAndGet();
                    }
                });
            }
            group.await();
            assertThat(received).hasValue(count);
            assertThat(channel.tryReceive()).isEqualTo(new Attempt.Empty<>());
        });
    }

    @Test
    void lengthIsExactAfterEachOperation() {
        Channel<Integer> channel = Channel.buffered(3);
        assertThat(channel.length()).isZero();
        channel.send(1);
        assertThat(channel.trySend(2)).isTrue();
        assertThat(channel.length()).isEqualTo(2);
        channel.receive();
        assertThat(channel.length()).isOne();
        assertThat(channel.tryReceive()).isEqualTo(new Attempt.Value<>(2));
        assertThat(channel.length()).isZero();
    }
}
