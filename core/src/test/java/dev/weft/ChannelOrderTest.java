package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.onSend;
import static dev.weft.Weft.run;
import static dev.weft.Weft.select;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who waits longest is served first. */
class ChannelOrderTest {
    private static final int COUNT = 20;

    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @Test
    void blockedSendersAreServedFirstInFirstOut() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            for (int i = 0; i < COUNT; i++) {
                int value = i;
                Parked.await(go(() -> channel.send(value)), WaitReason.CHANNEL_SEND);
            }
            assertThat(IntStream.range(0, COUNT).map(i -> channel.receive())).isSorted().hasSize(COUNT);
        });
    }

    @Test
    void blockedReceiversAreServedFirstInFirstOut() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            int[] got = new int[COUNT];
            List<Goroutine> receivers = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                int place = i;
                receivers.add(go(() -> got[place] = channel.receive()));
                Parked.await(receivers.getLast(), WaitReason.CHANNEL_RECEIVE);
            }
            for (int i = 0; i < COUNT; i++) channel.send(i);
            receivers.forEach(Goroutine::join);
            assertThat(got).isEqualTo(IntStream.range(0, COUNT).toArray());
        });
    }

    @Test
    void selectsQueueUpWithPlainOperations() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Channel<Integer> other = Channel.unbuffered();
            for (int i = 0; i < COUNT; i++) {
                int value = i;
                if (i % 2 == 0) {
                    Parked.await(go(() -> channel.send(value)), WaitReason.CHANNEL_SEND);
                } else {
                    Parked.await(go(() -> select(onReceive(other, x -> {}), onSend(channel, value, () -> {}))),
                            WaitReason.SELECT);
                }
            }
            assertThat(IntStream.range(0, COUNT).map(i -> channel.receive())).isSorted().hasSize(COUNT);
        });
    }

    /** A waiter that gives up leaves the order of the others alone. */
    @Test
    void aCancelledWaiterIsSkipped() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            List<Goroutine> senders = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                int value = i;
                senders.add(go(() -> channel.send(value)));
                Parked.await(senders.getLast(), WaitReason.CHANNEL_SEND);
            }
            for (int i = 0; i < COUNT; i += 3) {
                senders.get(i).cancel();
                senders.get(i).join();
            }
            int[] expected = IntStream.range(0, COUNT).filter(i -> i % 3 != 0).toArray();
            assertThat(IntStream.range(0, expected.length).map(i -> channel.receive()).toArray()).isEqualTo(expected);
            assertThat(channel.tryReceive()).isEqualTo(new Attempt.Empty<>());
        });
    }
}
