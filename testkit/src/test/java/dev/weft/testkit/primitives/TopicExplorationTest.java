package dev.weft.testkit.primitives;

import static dev.weft.Weft.go;
import static dev.weft.testkit.primitives.Explored.holdsInEverySchedule;
import static dev.weft.testkit.primitives.Explored.holdsInManySchedules;
import static dev.weft.testkit.primitives.Explored.holdsWithPreemptions;
import static dev.weft.testkit.primitives.Explored.isCaught;
import static dev.weft.testkit.primitives.Explored.isCaughtInManySchedules;
import static dev.weft.testkit.primitives.Explored.isCaughtWithPreemptions;
import static dev.weft.testkit.primitives.Explored.survivesCancellationAtEachPoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Goroutine;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.flow.Channels;
import dev.weft.flow.SlowPolicy;
import dev.weft.flow.Topic;
import dev.weft.testkit.Bubble;
import dev.weft.testkit.primitives.TwinTopic.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Topics: all see the same order, each policy does what it says, and nobody is held up by who has gone or given up. */
class TopicExplorationTest {
    private static Supplier<Broadcast> twin(Mistake mistake) {
        return () -> new TwinTopic(mistake);
    }

    /** Receives until the subscription ends. */
    private static Goroutine taker(Broadcast.Place place, List<Integer> received) {
        return go("taker", () -> place.values().forEach(received::add));
    }

    /** Two publish at a time. */
    private static Task order(Supplier<Broadcast> topics) {
        return () -> {
            Broadcast topic = topics.get();
            List<Integer> received = new ArrayList<>();
            Broadcast.Place slow = topic.subscribe(0, SlowPolicy.BLOCK);
            Broadcast.Place quick = topic.subscribe(2, SlowPolicy.BLOCK);
            Goroutine taker = taker(slow, received);
            Goroutine other = go("publisher", () -> topic.publish(1));
            topic.publish(2);
            other.join();
            topic.close();
            taker.join();
            assertThat(received).containsExactlyInAnyOrder(1, 2);
            assertThat(quick.values().stream()).containsExactlyElementsOf(received);
        };
    }

    /** Three values for a subscriber with room for one. */
    private static Task policy(Supplier<Broadcast> topics, SlowPolicy policy) {
        return () -> {
            Broadcast topic = topics.get();
            List<Integer> received = new ArrayList<>();
            Broadcast.Place place = topic.subscribe(1, policy);
            Goroutine taker = taker(place, received);
            for (int n = 1; n <= 3; n++) {
                topic.publish(n);
            }
            topic.close();
            taker.join();
            assertThat(received).isSorted().doesNotHaveDuplicates();
            switch (policy) {
                case BLOCK -> assertThat(received).containsExactly(1, 2, 3);
                case DROP_OLDEST -> assertThat(received).endsWith(3).hasSize(3 - (int) place.dropped());
                case DROP_NEWEST -> assertThat(received).startsWith(1).hasSize(3 - (int) place.dropped());
                case FAIL -> {
                    assertThat(received).isEqualTo(List.of(1, 2, 3).subList(0, received.size()));
                    assertThat(place.wasTooSlow()).isEqualTo(received.size() < 3);
                }
            }
        };
    }

    /** One of two subscribers goes while a value is published. */
    private static Task departure(Supplier<Broadcast> topics) {
        return () -> {
            Broadcast topic = topics.get();
            Broadcast.Place leaving = topic.subscribe(0, SlowPolicy.BLOCK);
            Broadcast.Place staying = topic.subscribe(2, SlowPolicy.BLOCK);
            Goroutine leaver = go("leaver", leaving::close);
            topic.publish(1);
            topic.publish(2);
            leaver.join();
            topic.close();
            assertThat(leaving.values().stream()).isEmpty();
            assertThat(staying.values().stream()).containsExactly(1, 2);
        };
    }

    /** The topic is closed while one publishes and one comes. */
    private static Task end(Supplier<Broadcast> topics) {
        return () -> {
            Broadcast topic = topics.get();
            Broadcast.Place early = topic.subscribe(1, SlowPolicy.BLOCK);
            Goroutine closer = go("closer", topic::close);
            Goroutine publisher = go("publisher", () -> {
                try {
                    topic.publish(1);
                    topic.publish(2);
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessageContaining("the topic is closed");
                }
            });
            List<Integer> received = new ArrayList<>();
            try {
                taker(topic.subscribe(1, SlowPolicy.DROP_NEWEST), received).join();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("the topic is closed"); // the twin says it so
            }
            closer.join();
            publisher.join();
            assertThat(early.values().stream()).isSubsetOf(1);
            assertThat(received).isSubsetOf(1, 2);
        };
    }

    /** A publisher is cancelled while it may be waiting for the first of two subscribers. */
    private static Task cancellation(Supplier<Broadcast> topics, Set<String> seen) {
        return () -> {
            Broadcast topic = topics.get();
            Broadcast.Place slow = topic.subscribe(0, SlowPolicy.BLOCK);
            Broadcast.Place quick = topic.subscribe(2, SlowPolicy.BLOCK);
            boolean[] published = {false};
            Goroutine publisher = go("publisher", () -> {
                topic.publish(1);
                published[0] = true;
            });
            Goroutine canceller = go("canceller", publisher::cancel);
            List<Integer> received = new ArrayList<>();
            Goroutine taker = taker(slow, received);
            canceller.join();
            publisher.join();
            topic.publish(2);
            topic.close();
            taker.join();
            List<Integer> quickly = quick.values().stream().toList();
            assertThat(received).endsWith(2).isSubsetOf(1, 2);
            assertThat(quickly).endsWith(2).isSubsetOf(received);
            assertThat(published[0]).isEqualTo(quickly.contains(1));
            seen.add(received + " " + quickly);
        };
    }

    /** The list of subscribers is plain data: who enters it and who leaves it is no step of its own. */
    private static void assertHolds(Task program) {
        holdsInEverySchedule(program);
        holdsWithPreemptions(2, program);
        holdsInManySchedules(500, program);
    }

    @Test
    void allSeeTheSameOrder() {
        assertHolds(order(Broadcast::topic));
    }

    @ParameterizedTest
    @EnumSource
    void slowSubscribersGetWhatTheirPolicySays(SlowPolicy policy) {
        assertHolds(policy(Broadcast::topic, policy));
    }

    @Test
    void whoGoesHoldsNobodyUpAndCostsNobodyAValue() {
        assertHolds(departure(Broadcast::topic));
    }

    @Test
    void everybodyHearsOfTheEndAlsoWhoComesMeanwhile() {
        assertHolds(end(Broadcast::topic));
    }

    @Test
    void aCancelledPublishHasReachedTheFirstOrNobodyAndLetsTheNextIn() {
        Set<String> seen = new TreeSet<>();
        assertHolds(cancellation(Broadcast::topic, seen));
        assertThat(seen).containsExactly("[1, 2] [1, 2]", "[1, 2] [2]", "[2] [2]");
    }

    @Test
    void mainMayBeCancelledAnywhere() {
        survivesCancellationAtEachPoint(() -> {
            Topic<Integer> topic = Topic.named("numbers");
            List<Integer> received = new ArrayList<>();
            Topic.Subscription<Integer> slow = topic.subscribe(0, SlowPolicy.BLOCK);
            go("taker", () -> slow.values().forEach(received::add));
            try (topic) {
                topic.publish(1);
                topic.publish(2);
            } finally {
                Weft.shield(Bubble::settle);
                assertThat(received).isEqualTo(List.of(1, 2).subList(0, received.size()));
            }
        });
    }

    @Test
    void aBroadcastWaitsForItsSubscribersAndLosesNothing() {
        assertHolds(() -> {
            Topic<Integer> topic = Topic.broadcast("numbers", numbers(), 2);
            List<List<Integer>> received = List.of(new ArrayList<>(), new ArrayList<>());
            for (List<Integer> own : received) {
                go("subscriber", () -> topic.subscribe(0, SlowPolicy.BLOCK).values().forEach(own::add));
            }
            Bubble.settle();
            assertThat(received).containsOnly(List.of(1, 2));
        });
    }

    /** Two come at once, and one is awaited; or one has gone before the other comes. */
    @Test
    void aBroadcastBeginsWhoeverElseComesOrGoes() {
        holdsForABroadcast(() -> {
            Topic<Integer> topic = Topic.broadcast("numbers", numbers(), 1);
            for (int g = 0; g < 2; g++) {
                go("subscriber", () -> topic.subscribe(0, SlowPolicy.BLOCK).values().forEach(n -> {}));
            }
        });
        holdsForABroadcast(() -> {
            Topic<Integer> topic = Topic.broadcast("numbers", numbers(), 2);
            go("passer-by", () -> topic.subscribe(0, SlowPolicy.BLOCK).close());
            go("subscriber", () -> topic.subscribe(0, SlowPolicy.BLOCK).values().forEach(n -> {}));
        });
    }

    /** Also when it still waits for subscribers, or for values. */
    @Test
    void aBroadcastEndsWhenItsTopicIsClosed() {
        holdsForABroadcast(() -> {
            Channel<Integer> numbers = numbers();
            List<Integer> places = new ArrayList<>();
            List<Topic<Integer>> topics = new ArrayList<>();
            Context.background().withValue(Channels.UNDELIVERED, value -> places.add((Integer) value))
                    .run(() -> topics.add(Topic.broadcast("numbers", numbers, 1)));
            Goroutine closer = go("closer", topics.getFirst()::close);
            topics.getFirst().subscribe(2, SlowPolicy.BLOCK).values().forEach(places::add);
            closer.join();
            Bubble.settle();
            numbers.forEach(places::add);
            // One that is being published when the topic is closed may be for nobody any more.
            assertThat(places).isSubsetOf(1, 2).doesNotHaveDuplicates().hasSizeBetween(1, 2);
        });
    }

    private static void holdsForABroadcast(Task program) {
        holdsInEverySchedule(program);
        holdsInManySchedules(500, program);
    }

    @Test
    void aCancelledBroadcastHandsOverWhatHasNotReachedEverybody() {
        holdsForABroadcast(() -> {
            Channel<Integer> numbers = numbers();
            List<Integer> undelivered = new ArrayList<>();
            Context context = Context.background().withCancel();
            List<Topic<Integer>> topics = new ArrayList<>();
            context.withValue(Channels.UNDELIVERED, value -> undelivered.add((Integer) value))
                    .run(() -> topics.add(Topic.broadcast("numbers", numbers, 1)));
            List<Integer> received = new ArrayList<>();
            Topic.Subscription<Integer> subscription = topics.getFirst().subscribe(0, SlowPolicy.BLOCK);
            Goroutine taker = go("taker", () -> subscription.values().forEach(received::add));
            go("canceller", context::cancel).join();
            Bubble.settle();
            subscription.close();
            taker.join();
            received.addAll(undelivered);
            numbers.forEach(received::add);
            assertThat(received).containsExactly(1, 2);
        });
    }

    private static Channel<Integer> numbers() {
        Channel<Integer> numbers = Channel.buffered("numbers", 2);
        numbers.send(1);
        numbers.send(2);
        numbers.close();
        return numbers;
    }

    @Test
    void theTwinWithoutAMistakeHolds() {
        assertHolds(order(twin(Mistake.NONE)));
        for (SlowPolicy policy : SlowPolicy.values()) {
            assertHolds(policy(twin(Mistake.NONE), policy));
        }
        assertHolds(departure(twin(Mistake.NONE)));
        assertHolds(end(twin(Mistake.NONE)));
        assertHolds(cancellation(twin(Mistake.NONE), new TreeSet<>()));
    }

    @Test
    void topicsWithMistakesAreCaught() {
        isCaught(order(twin(Mistake.PUBLISHES_SIDE_BY_SIDE)));
        isCaught(cancellation(twin(Mistake.KEEPS_THE_LOCK), new TreeSet<>()));
        isCaughtWhoeverComesOrGoes(departure(twin(Mistake.STOPS_AT_ONE_THAT_HAS_GONE)));
        isCaughtWhoeverComesOrGoes(end(twin(Mistake.FORGETS_LATE_SUBSCRIBERS)));
        isCaught(policy(twin(Mistake.DROPS_SILENTLY), SlowPolicy.DROP_OLDEST));
        isCaught(policy(twin(Mistake.LETS_THE_SLOW_STAY), SlowPolicy.FAIL));
    }

    private static void isCaughtWhoeverComesOrGoes(Task program) {
        isCaughtWithPreemptions(2, program);
        isCaughtInManySchedules(2_000, program);
    }

    /** A publish that is cancelled says so. */
    @Test
    void aCancelledPublisherIsTold() {
        holdsInEverySchedule(() -> {
            Broadcast topic = Broadcast.topic();
            topic.subscribe(0, SlowPolicy.BLOCK);
            boolean[] told = {false};
            Goroutine publisher = go("publisher", () -> {
                try {
                    topic.publish(1);
                } catch (CancelledException e) {
                    told[0] = true;
                    throw e;
                }
            });
            publisher.cancel();
            publisher.join();
            assertThat(told[0]).isTrue();
        });
    }
}
