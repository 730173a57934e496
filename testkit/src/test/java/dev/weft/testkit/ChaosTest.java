package dev.weft.testkit;

import static dev.weft.Weft.go;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.Weft;
import dev.weft.sync.WaitGroup;
import java.time.Duration;
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
        Channel<Integer> never = Channel.unbuffered("never");
        Chaos chaos = Chaos.seed(1).runs(1).limit(Duration.ofMillis(200));
        try {
            assertThatThrownBy(() -> chaos.run(() -> go("forgotten", () -> never.next())))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("1 goroutines had not ended").hasMessageContaining("\"forgotten\"");
        } finally {
            never.close();
        }
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
}
