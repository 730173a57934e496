package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.channel.Waiters;
import dev.weft.internal.park.WaitReason;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelCloseTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void sendOnClosedChannelThrows(int capacity) {
        Channel<Integer> channel = Channel.buffered("jobs", capacity);
        channel.close();
        assertThatThrownBy(() -> channel.send(1)).isInstanceOf(ChannelClosedException.class)
                .hasMessage("send: the channel is closed (%s)", channel);
        assertThatThrownBy(() -> channel.trySend(1)).isInstanceOf(ChannelClosedException.class)
                .hasMessage("trySend: the channel is closed (%s)", channel);
    }

    @Test
    void sendOnClosedFullChannelThrows() {
        Channel<Integer> channel = Channel.buffered(1);
        channel.send(1);
        channel.close();
        assertThatThrownBy(() -> channel.send(2)).isInstanceOf(ChannelClosedException.class);
        assertThat(channel.receive()).isEqualTo(1);
    }

    @Test
    void secondCloseThrows() {
        Channel<Integer> channel = Channel.unbuffered("done");
        channel.close();
        assertThatThrownBy(channel::close).isInstanceOf(ChannelClosedException.class)
                .hasMessage("close: the channel is closed (%s)", channel);
    }

    @Test
    void tryCloseSaysWhetherItClosed() {
        Channel<Integer> channel = Channel.unbuffered();
        assertThat(channel.tryClose()).isTrue();
        assertThat(channel.tryClose()).isFalse();
        assertThatThrownBy(channel::close).isInstanceOf(ChannelClosedException.class);
    }

    @Test
    void ofManyClosersOneWins() throws Exception {
        for (int round = 0; round < 500; round++) {
            Channel<Integer> channel = Channel.unbuffered();
            var winners = new AtomicInteger();
            run(() -> {
                var group = new WaitGroup();
                for (int i = 0; i < 4; i++) {
                    group.go(() -> winners.addAndGet(channel.tryClose() ? 1 : 0));
                }
                group.await();
            });
            assertThat(winners).hasValue(1);
        }
    }

    @Test
    void bufferedValuesStayReceivable() {
        Channel<Integer> channel = Channel.buffered(3);
        for (int i = 0; i < 3; i++) channel.send(i);
        channel.close();
        assertThat(channel.length()).isEqualTo(3);
        assertThat(channel.receive()).isEqualTo(0);
        assertThat(channel.next()).isEqualTo(new Received.Value<>(1));
        assertThat(channel.tryReceive()).isEqualTo(new Attempt.Value<>(2));
        assertThat(channel.length()).isZero();
    }

    @Test
    void receivingFromAClosedAndDrainedChannelEndsAtOnceAndAgainAndAgain() {
        Channel<Integer> channel = Channel.buffered("jobs", 3);
        channel.close();
        for (int i = 0; i < 3; i++) {
            assertThat(channel.next()).isEqualTo(new Received.Closed<>());
            assertThat(channel.tryReceive()).isEqualTo(new Attempt.Closed<>());
            assertThatThrownBy(channel::receive).isInstanceOf(ChannelClosedException.class)
                    .hasMessage("receive: the channel is closed (%s)", channel);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void closeWakesAllReceivers(int capacity) throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(capacity);
            var closed = new AtomicInteger();
            var group = new WaitGroup();
            for (int i = 0; i < 5; i++) {
                group.go(() -> {
                    if (channel.next() instanceof Received.Closed) closed.incrementAndGet();
                });
                group.go(() -> {
                    assertThatThrownBy(channel::receive).isInstanceOf(ChannelClosedException.class);
                    closed.incrementAndGet();
                });
            }
            Await.until(() -> Waiters.receivers(channel) == 10);
            channel.close();
            group.await();
            assertThat(closed).hasValue(10);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void closeWakesBlockedSendersWhoThrow(int capacity) throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(capacity);
            for (int i = 0; i < capacity; i++) channel.send(i);
            var thrown = new AtomicInteger();
            var group = new WaitGroup();
            for (int i = 0; i < 5; i++) {
                group.go(() -> {
                    assertThatThrownBy(() -> channel.send(100)).isInstanceOf(ChannelClosedException.class)
                            .hasMessage("send: the channel is closed (%s)", channel);
                    thrown.incrementAndGet();
                });
            }
            Await.until(() -> Waiters.senders(channel) == 5);
            channel.close();
            group.await();
            assertThat(thrown).hasValue(5);
            for (int i = 0; i < capacity; i++) assertThat(channel.receive()).isEqualTo(i);
            assertThat(channel.next()).as("what blocked senders held is gone").isEqualTo(new Received.Closed<>());
        });
    }

    @Test
    void whatWasDoneBeforeCloseIsVisibleAfterwards() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            run(() -> {
                Channel<Signal> done = Channel.signal();
                var box = new Object() {
                    int plain;
                };
                go(() -> {
                    box.plain = 1;
                    done.close();
                });
                done.next();
                assertThat(box.plain).isOne();
            });
        }
    }

    @Test
    void aHundredThousandWaitersAreClosed() throws Exception {
        int count = 100_000;
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            var ended = new AtomicInteger();
            var group = new WaitGroup();
            for (int i = 0; i < count; i++) {
                group.go(() -> {
                    if (channel.next() instanceof Received.Closed) ended.incrementAndGet();
                });
            }
            // Each look is linear: look rarely.
            while (Waiters.receivers(channel) < count) {
                for (int i = 0; i < 1_000; i++) Weft.yieldNow();
            }
            channel.close();
            group.await();
            assertThat(ended).hasValue(count);
        });
    }

    /** A close takes its time with so many; meanwhile some are cancelled, and some selects get something elsewhere. */
    @Test
    void whoLeavesWhileManyAreClosedLeavesOnce() throws Exception {
        int third = 1_000;
        for (int round = 0; round < 20; round++) {
            run(() -> {
                Channel<Integer> channel = Channel.unbuffered();
                Channel<Integer> elsewhere = Channel.unbuffered();
                Context context = Context.current().withCancel();
                var closed = new AtomicInteger();
                var cancelled = new AtomicInteger();
                var served = new AtomicInteger();
                var group = new WaitGroup();
                for (int i = 0; i < third; i++) {
                    group.go(() -> closed.addAndGet(channel.next() instanceof Received.Closed ? 1 : 0));
                    group.go(() -> Weft.select(
                            Weft.receive(channel, value -> value).onClosed(closed::incrementAndGet),
                            Weft.receive(elsewhere, value -> served.incrementAndGet())));
                    group.add(1);
                    context.go(() -> {
                        try {
                            closed.addAndGet(channel.next() instanceof Received.Closed ? 1 : 0);
                        } catch (CancelledException e) {
                            cancelled.incrementAndGet();
                        } finally {
                            group.done();
                        }
                    });
                }
                Await.until(() -> Waiters.receivers(channel) == 3 * third);
                var sent = new AtomicInteger();
                var others = new WaitGroup();
                others.go(channel::close);
                others.go(context::cancel);
                others.go(() -> {
                    for (int i = 0; i < third; i++) sent.addAndGet(elsewhere.trySend(i) ? 1 : 0);
                });
                others.await();
                group.await();
                assertThat(closed.get() + cancelled.get() + served.get()).isEqualTo(3 * third);
                assertThat(served.get()).isEqualTo(sent.get());
                assertThat(Waiters.receivers(channel) + Waiters.receivers(elsewhere)).isZero();
            });
        }
    }

    /** A send that races with a close either happened, and then its value is there, or throws. */
    @Test
    void closeAndSendRaceToACleanEnd() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            run(() -> {
                Channel<Integer> channel = Channel.buffered(1);
                Channel<Boolean> sent = Channel.buffered(1);
                go(() -> {
                    try {
                        channel.send(1);
                        sent.send(true);
                    } catch (ChannelClosedException e) {
                        sent.send(false);
                    }
                });
                Goroutine closer = go(channel::close);
                boolean happened = sent.receive();
                closer.join();
                assertThat(channel.next()).isEqualTo(happened ? new Received.Value<>(1) : new Received.Closed<>());
            });
        }
    }

    @Test
    void aSignalChannelClosesLikeAnyOther() throws Exception {
        run(() -> {
            Channel<Signal> stop = Channel.signal("stop");
            Goroutine waiter = go(() -> assertThat(stop.next()).isEqualTo(new Received.Closed<>()));
            Parked.await(waiter, WaitReason.CHANNEL_RECEIVE);
            stop.close();
            waiter.join();
        });
    }
}
