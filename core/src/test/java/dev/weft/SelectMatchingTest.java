package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.onSend;
import static dev.weft.Weft.otherwise;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.run;
import static dev.weft.Weft.select;
import static dev.weft.Weft.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.channel.Waiters;
import dev.weft.internal.park.WaitReason;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which operations of selects meet. */
class SelectMatchingTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @Test
    void aSelectNeverMeetsItself() {
        Channel<Integer> channel = Channel.unbuffered();
        String alone = select(send(channel, 1, () -> "sent"), receive(channel, v -> "received"),
                otherwise(() -> "nothing"));
        assertThat(alone).isEqualTo("nothing");
        assertThatThrownBy(() -> run(() -> select(onSend(channel, 1, () -> {}), onReceive(channel, v -> {}))))
                .isInstanceOf(DeadlockException.class);
    }

    @Test
    void twoSuchSelectsMeetEachOther() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            run(() -> {
                Channel<Integer> channel = Channel.unbuffered();
                var sent = new AtomicInteger();
                var received = new AtomicInteger();
                var group = new WaitGroup();
                for (int g = 0; g < 2; g++) {
                    int number = g;
                    group.go(() -> select(
                            onSend(channel, number, sent::incrementAndGet),
                            onReceive(channel, v -> {
                                assertThat(v).as("not the own value").isEqualTo(1 - number);
                                received.incrementAndGet();
                            })));
                }
                group.await();
                assertThat(sent).hasValue(1);
                assertThat(received).hasValue(1);
                assertThat(Waiters.count(channel)).isZero();
            });
        }
    }

    @Test
    void aWaitingSelectOfBothDirectionsMeetsWhoeverComes() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            for (int i = 0; i < 200; i++) {
                boolean receiving = i % 2 == 0;
                Goroutine selecting = go(() -> {
                    String done = select(send(channel, 1, () -> "sent"), receive(channel, v -> "received " + v));
                    assertThat(done).isEqualTo(receiving ? "sent" : "received 2");
                });
                Parked.await(selecting, WaitReason.SELECT);
                if (receiving) {
                    assertThat(channel.receive()).isOne();
                } else {
                    channel.send(2);
                }
                selecting.join();
                assertThat(Waiters.count(channel)).isZero();
            }
        });
    }

    @Test
    void aChannelNamedTwiceIsServedOnce() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Goroutine selecting = go(() -> select(onReceive(channel, v -> {}), onReceive(channel, v -> {})));
            Parked.await(selecting, WaitReason.SELECT);
            assertThat(Waiters.receivers(channel)).isEqualTo(2);
            assertThat(channel.trySend(1)).isTrue();
            assertThat(channel.trySend(2)).isFalse();
            selecting.join();
            assertThat(Waiters.count(channel)).isZero();
        });
    }

    @Test
    void aClosedChannelNamedTwiceWakesOnce() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Goroutine selecting = go(() -> {
                String end = select(receive(channel, v -> "").onClosed(() -> "first"),
                        receive(channel, v -> "").onClosed(() -> "second"), Weft.closed(channel, () -> "third"));
                assertThat(end).isIn("first", "second", "third");
            });
            Parked.await(selecting, WaitReason.SELECT);
            channel.close();
            selecting.join();
        });
    }

    /** Selects in a ring take several locks each, in different orders of naming. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void noValueIsLostOrDoubledAmongSelects(int capacity) throws Exception {
        int perSender = 4_000;
        var seen = new AtomicIntegerArray(4 * perSender);
        run(() -> {
            Channel<Integer> a = Channel.buffered(capacity);
            Channel<Integer> b = Channel.buffered(capacity);
            Channel<Integer> c = Channel.unbuffered();
            var senders = new WaitGroup();
            var receivers = new WaitGroup();
            for (int s = 0; s < 4; s++) {
                int first = s * perSender;
                boolean forward = s % 2 == 0;
                senders.go(() -> {
                    for (int i = first; i < first + perSender; i++) {
                        if (forward) {
                            select(onSend(a, i, () -> {}), onSend(b, i, () -> {}), onSend(c, i, () -> {}));
                        } else {
                            select(onSend(c, i, () -> {}), onSend(b, i, () -> {}), onSend(a, i, () -> {}));
                        }
                    }
                });
                receivers.go(() -> {
                    boolean[] open = {true, true, true};
                    while (open[0] || open[1] || open[2]) {
                        select(
                                onReceive(b, seen::incrementAndGet).onClosed(() -> open[1] = false).when(open[1]),
                                onReceive(c, seen::incrementAndGet).onClosed(() -> open[2] = false).when(open[2]),
                                onReceive(a, seen::incrementAndGet).onClosed(() -> open[0] = false).when(open[0]));
                    }
                });
            }
            senders.await();
            a.close();
            b.close();
            c.close();
            receivers.await();
            assertThat(Waiters.count(a) + Waiters.count(b) + Waiters.count(c)).isZero();
        });
        for (int i = 0; i < seen.length(); i++) assertThat(seen.get(i)).as("value %d", i).isOne();
    }

    /** Half of the operations are plain: they meet those of selects in both roles. */
    @Test
    void selectsAndPlainOperationsMeet() throws Exception {
        int count = 10_000;
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Channel<Integer> never = Channel.unbuffered();
            var sum = new AtomicInteger();
            var group = new WaitGroup();
            group.go(() -> {
                for (int i = 0; i < count; i++) channel.send(1);
            });
            group.go(() -> {
                for (int i = 0; i < count; i++) select(onSend(channel, 1, () -> {}), onReceive(never, v -> {}));
            });
            group.go(() -> {
                for (int i = 0; i < count; i++) sum.addAndGet(channel.receive());
            });
            group.go(() -> {
                for (int i = 0; i < count; i++) select(onReceive(never, v -> {}), onReceive(channel, sum::addAndGet));
            });
            group.await();
            assertThat(sum).hasValue(2 * count);
            assertThat(Waiters.count(channel) + Waiters.count(never)).isZero();
        });
    }

    @Test
    void losersLeaveNothingBehind() throws Exception {
        run(() -> {
            Channel<Integer> busy = Channel.unbuffered("busy");
            Channel<Integer> quiet = Channel.unbuffered("quiet");
            Goroutine sender = go(() -> {
                for (int i = 0; i < 100_000; i++) busy.send(i);
            });
            for (int i = 0; i < 100_000; i++) {
                select(onReceive(busy, v -> {}), onReceive(quiet, v -> {}), onSend(quiet, 1, () -> {}));
            }
            sender.join();
            assertThat(Waiters.count(quiet)).isZero();
            assertThat(Waiters.count(busy)).isZero();
        });
    }
}
