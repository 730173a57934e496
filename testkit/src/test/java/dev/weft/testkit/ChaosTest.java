package dev.weft.testkit;

import static dev.weft.Weft.go;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.sync.Mutex;
import dev.weft.sync.WaitGroup;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engines")
class ChaosTest {
    @Test
    void programThatIsRightPassesEachTime() {
        AtomicInteger runs = new AtomicInteger();
        int procs = Weft.maxProcs();
        Chaos.seed(1).runs(50).run(() -> {
            Channel<Integer> values = Channel.buffered("values", 2);
            WaitGroup senders = new WaitGroup();
            for (int i = 0; i < 4; i++) {
                senders.go(() -> {
                    for (int value = 0; value < 10; value++) {
                        values.send(value);
                    }
                });
            }
            go(() -> {
                senders.await();
                values.close();
            });
            assertThat(values.stream().mapToInt(value -> value).sum()).isEqualTo(180);
            runs.incrementAndGet();
        });
        assertThat(runs).hasValue(50);
        assertThat(Weft.maxProcs()).isEqualTo(procs);
    }

    @Test
    void failureOfAnyGoroutineIsThrownWithItsSeed() {
        Chaos chaos = Chaos.seed(7).runs(3);
        assertThatThrownBy(() -> chaos.run(() -> {
            Channel<Integer> values = Channel.buffered("values", 1);
            values.close();
            go("late", () -> values.send(1)).join();
        })).isInstanceOf(AssertionError.class).hasMessageStartingWith("chaos with seed 7: ")
                .hasCauseInstanceOf(ChannelClosedException.class);
    }

    @Test
    void goroutineThatIsLeftIsReported() {
        Chaos chaos = Chaos.seed(1).runs(1).limit(Duration.ofMillis(200));
        assertThatThrownBy(() -> chaos.run(() -> go("forgotten", () -> Channel.unbuffered("never").receive())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 goroutines had not ended").hasMessageContaining("\"forgotten\"");
    }

    @Test
    void raceThatNeedsAnUnluckyMomentIsFound() {
        Chaos chaos = Chaos.seed(1).runs(5_000);
        assertThatThrownBy(() -> chaos.run(() -> {
            Channel<Integer> counter = Channel.buffered("counter", 1);
            counter.send(0);
            WaitGroup both = new WaitGroup();
            for (int i = 0; i < 2; i++) {
                both.go(() -> {
                    int read = counter.receive();
                    counter.send(read);
                    // Another goroutine may come here, where nobody holds the counter.
                    counter.receive();
                    counter.send(read + 1);
                });
            }
            both.await();
            assertThat(counter.receive()).isEqualTo(2);
        })).isInstanceOf(AssertionError.class).hasMessageContaining("expected: 2");
    }

    /** Whoever waits longest is served first, whatever becomes of the wake-ups. */
    @Test
    void wakeUpsThatOvertakeEachOtherLoseNothing() {
        Chaos.seed(11).runs(100).run(() -> {
            Channel<Integer> values = Channel.unbuffered("values");
            Set<Integer> received = ConcurrentHashMap.newKeySet();
            WaitGroup receivers = new WaitGroup("receivers");
            for (int i = 0; i < 8; i++) {
                receivers.go(() -> received.add(values.receive()));
            }
            for (int i = 0; i < 8; i++) {
                values.send(i);
            }
            receivers.await();
            assertThat(received).hasSize(8);
        });
    }

    @Test
    void mainIsCancelledBeforeAndInEachOperation() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Chaos.seed(1).runs(200).cancelAtEachPoint().run(() -> {
            Channel<Integer> values = Channel.buffered("values", 1);
            Mutex mutex = new Mutex("account");
            StringBuilder done = new StringBuilder();
            try {
                values.send(1);
                done.append("sent ");
                mutex.locked(() -> sleep(Duration.ofMillis(1)));
                done.append("slept ");
                values.receive();
                done.append("received");
            } finally {
                seen.add(done.toString().strip());
                // Nobody has left with the lock.
                assertThat(mutex.tryLock()).isTrue();
            }
        });
        assertThat(seen).containsExactlyInAnyOrder("", "sent", "sent slept", "sent slept received");
    }

    @Test
    void whatACancelledMainLeavesBehindIsFound() {
        Chaos chaos = Chaos.seed(1).cancelAtEachPoint().limit(Duration.ofMillis(500));
        assertThatThrownBy(() -> chaos.run(() -> {
            Channel<Integer> values = Channel.unbuffered("values");
            go("producer", () -> values.send(1));
            values.receive();
        })).isInstanceOf(AssertionError.class)
                .hasMessageContaining("main cancelled before its operation number ")
                .hasMessageContaining("1 goroutines had not ended").hasMessageContaining("\"producer\"");
    }

    @Test
    void mainThatCleansUpPasses() {
        AtomicInteger cancelled = new AtomicInteger();
        Chaos.seed(1).runs(60).cancelAtEachPoint().run(() -> {
            Channel<Integer> values = Channel.unbuffered("values");
            Goroutine producer = go("producer", () -> values.send(1));
            try {
                values.receive();
            } catch (CancelledException e) {
                cancelled.incrementAndGet();
                throw e;
            } finally {
                producer.cancel();
                shield(producer::join);
            }
        });
        assertThat(cancelled).hasPositiveValue();
    }
}
