package dev.weft.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.internal.channel.Waiters;
import dev.weft.internal.park.WaitReason;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final Topic<Integer> topic = Topic.named("prices");

    private void publish(int count) {
        for (int i = 1; i <= count; i++) {
            topic.publish(i);
        }
    }

    @Test
    void subscribersGetWhatIsPublishedAfterThem() {
        topic.publish(0);
        var first = topic.subscribe(9, SlowPolicy.BLOCK);
        topic.publish(1);
        var second = topic.subscribe(9, SlowPolicy.DROP_NEWEST);
        topic.publish(2);
        topic.close();
        assertThat(first.values().stream()).containsExactly(1, 2);
        assertThat(second.values().stream()).containsExactly(2);
        assertThat(topic.subscribers()).isZero();
    }

    @Test
    void oldestAreDropped() {
        var slow = topic.subscribe(2, SlowPolicy.DROP_OLDEST);
        publish(5);
        topic.close();
        assertThat(slow.values().stream()).containsExactly(4, 5);
        assertThat(slow.dropped()).isEqualTo(3);
    }

    @Test
    void newestAreDropped() {
        var slow = topic.subscribe(2, SlowPolicy.DROP_NEWEST);
        publish(5);
        topic.close();
        assertThat(slow.values().stream()).containsExactly(1, 2);
        assertThat(slow.dropped()).isEqualTo(3);
    }

    @Test
    void slowSubscriberIsThrownOut() {
        var slow = topic.subscribe(2, SlowPolicy.FAIL);
        var other = topic.subscribe(9, SlowPolicy.FAIL);
        publish(5);
        topic.close();
        assertThat(slow.values().stream()).containsExactly(1, 2);
        assertThat(slow.wasTooSlow()).isTrue();
        assertThat(other.values().stream()).containsExactly(1, 2, 3, 4, 5);
        assertThat(other.wasTooSlow()).isFalse();
    }

    @Test
    void publisherWaitsForASubscriberThatBlocks() throws Exception {
        Weft.run(() -> {
            var slow = topic.subscribe(0, SlowPolicy.BLOCK);
            Goroutine publisher = Weft.go(() -> publish(2));
            Parked.await(publisher, WaitReason.CHANNEL_SEND);
            assertThat(slow.values().receive()).isEqualTo(1);
            Parked.await(publisher, WaitReason.CHANNEL_SEND);
            slow.close(); // it goes, and holds nobody up any more
            publisher.join();
            topic.publish(3);
        });
    }

    @Test
    void aPublishThatACloseOvertakesReachesNobodyElse() throws Exception {
        Weft.run(() -> {
            var slow = topic.subscribe(0, SlowPolicy.BLOCK);
            var next = topic.subscribe(1, SlowPolicy.DROP_OLDEST);
            Goroutine publisher = Weft.go(() -> assertThatThrownBy(() -> topic.publish(1))
                    .hasMessage("publish: the topic is closed (topic prices)"));
            Parked.await(publisher, WaitReason.CHANNEL_SEND);
            topic.close();
            publisher.join();
            assertThat(slow.values().stream()).isEmpty();
            assertThat(next.values().stream()).isEmpty();
        });
    }

    @Test
    void aBroadcastThatACloseOvertakesHandsItsValueOver() throws Exception {
        List<Object> undelivered = Collections.synchronizedList(new ArrayList<>());
        Weft.run(() -> Context.current().withValue(Channels.UNDELIVERED, undelivered::add).run(() -> {
            Channel<Integer> in = Channel.unbuffered();
            Topic<Integer> numbers = Topic.broadcast("numbers", in, 1);
            var slow = numbers.subscribe(0, SlowPolicy.BLOCK);
            in.send(1);
            while (Waiters.senders((Channel<Integer>) slow.values()) == 0) Weft.yieldNow();
            numbers.close();
            while (undelivered.isEmpty()) Weft.yieldNow();
        }));
        assertThat(undelivered).containsExactly(1);
    }

    @Test
    void allSeeTheSameOrder() throws Exception {
        Weft.run(() -> {
            List<List<Integer>> seen = Collections.synchronizedList(new ArrayList<>());
            WaitGroup readers = new WaitGroup();
            for (int r = 0; r < 3; r++) {
                var subscription = topic.subscribe(r, SlowPolicy.BLOCK);
                readers.go(() -> seen.add(subscription.values().stream().toList()));
            }
            WaitGroup publishers = new WaitGroup();
            for (int p = 0; p < 3; p++) {
                int base = 1_000 * p;
                publishers.go(() -> {
                    for (int i = 0; i < 100; i++) {
                        topic.publish(base + i);
                    }
                });
            }
            publishers.await();
            topic.close();
            readers.await();
            assertThat(seen.getFirst()).hasSize(300).doesNotHaveDuplicates();
            assertThat(seen).containsOnly(seen.getFirst());
        });
    }

    @Test
    void subscribersComeAndGoWhileOthersPublish() throws Exception {
        Weft.run(() -> {
            Goroutine publisher = Weft.go(() -> publish(2_000));
            for (int round = 0; round < 200; round++) {
                try (var passing = topic.subscribe(1, round % 2 == 0 ? SlowPolicy.BLOCK : SlowPolicy.FAIL)) {
                    passing.values().tryReceive();
                    Weft.yieldNow();
                }
            }
            publisher.join();
            assertThat(topic.subscribers()).isZero();
        });
    }

    @Test
    void channelIsBroadcastOnceAllAreThere() throws Exception {
        Weft.run(() -> {
            Topic<Integer> numbers = Topic.broadcast("numbers", Channels.<Integer>of(List.of(1, 2, 3)), 2);
            var first = numbers.subscribe(9, SlowPolicy.BLOCK);
            var second = numbers.subscribe(9, SlowPolicy.BLOCK);
            assertThat(first.values().stream()).containsExactly(1, 2, 3);
            assertThat(second.values().stream()).containsExactly(1, 2, 3);
        });
    }

    @Test
    @SuppressWarnings({"NullAway", "DataFlowIssue"}) // what happens then is the question
    void misuseIsRefused() {
        assertThatThrownBy(() -> topic.publish(null)).hasMessage("publish: the value is null");
        assertThatThrownBy(() -> topic.subscribe(0, SlowPolicy.DROP_OLDEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("subscribe: a capacity of 0 leaves no room for any value (DROP_OLDEST, topic prices)");
        topic.close();
        topic.close();
        assertThatThrownBy(() -> topic.publish(1)).isInstanceOf(IllegalStateException.class)
                .hasMessage("publish: the topic is closed (topic prices)");
        Channel<Integer> over = (Channel<Integer>) topic.subscribe(1, SlowPolicy.BLOCK).values();
        assertThat(over.stream()).isEmpty();
    }
}
