package dev.weft.verify.conservation;

import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Goroutine;
import dev.weft.flow.SlowPolicy;
import dev.weft.flow.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A topic with slow subscribers of each policy, of whom some leave, and publishers that are interrupted and do not try
 * again. The first subscriber blocks and stays, so it gets every value before the others, and what they get is a part
 * of that, in the same order.
 */
final class TopicStorm implements OperatorStorm {
    private static final int PUBLISHERS = 2;
    private static final int EACH = 100;

    /** A subscriber and what it got. */
    private record Subscriber(Topic.Subscription<Integer> place, SlowPolicy policy, List<Integer> received) {
        Subscriber(Topic<Integer> topic, SlowPolicy policy, int capacity) {
            this(topic.subscribe(capacity, policy), policy, Collections.synchronizedList(new ArrayList<>()));
        }

        /** Receives until the end of the subscription, or leaves after so many. */
        void take(SplittableRandom random, int most) {
            boolean[] more = {true};
            while (more[0] && received.size() < most) {
                OperatorStorm.insist(() -> more[0] =
                        select(receive(place.values(), value -> received.add(value)).onClosed(() -> false)));
                OperatorStorm.pause(random);
            }
            place.close();
        }
    }

    @Override
    public void round(SplittableRandom random, Trouble trouble) {
        Topic<Integer> topic = Topic.named("numbers");
        Crowd takers = new Crowd();
        List<Subscriber> stay = new ArrayList<>();
        stay.add(subscriber(topic, takers, SlowPolicy.BLOCK, random, Integer.MAX_VALUE));
        for (SlowPolicy policy : SlowPolicy.values()) {
            stay.add(subscriber(topic, takers, policy, random, Integer.MAX_VALUE));
        }
        List<Subscriber> leave = new ArrayList<>();
        for (SlowPolicy policy : SlowPolicy.values()) {
            leave.add(subscriber(topic, takers, policy, random, random.nextInt(EACH)));
        }
        Crowd publishers = new Crowd();
        Set<Integer> published = Collections.synchronizedSet(new HashSet<>());
        for (int p = 0; p < PUBLISHERS; p++) {
            publish(topic, publishers, p * EACH, published, random.split());
        }
        Goroutine amongTakers = takers.disturb(random.split());
        Goroutine amongPublishers = publishers.disturb(random.split());
        if (trouble != Trouble.NONE) {
            int moment = random.nextInt(EACH);
            while (stay.getFirst().received.size() < moment && !amongPublishers.isDone()) {
                OperatorStorm.pause(random);
            }
            topic.close();
        }
        publishers.await(amongPublishers);
        topic.close();
        takers.await(amongTakers);
        assertOrder(stay.getFirst(), leave);
        assertOrder(stay.getFirst(), stay);
        if (trouble == Trouble.NONE) {
            stay.forEach(subscriber -> assertBalanced(subscriber, stay.getFirst().received, published));
        }
    }

    private static Subscriber subscriber(
            Topic<Integer> topic, Crowd takers, SlowPolicy policy, SplittableRandom random, int most) {
        Subscriber subscriber = new Subscriber(topic, policy, (policy == SlowPolicy.BLOCK ? 0 : 1) + random.nextInt(4));
        SplittableRandom own = random.split();
        takers.go(policy + " subscriber", () -> subscriber.take(own, most));
        return subscriber;
    }

    private static void publish(
            Topic<Integer> topic, Crowd publishers, int first, Set<Integer> published, SplittableRandom random) {
        publishers.go("publisher", () -> {
            for (int i = 0; i < EACH; i++) {
                try {
                    topic.publish(first + i);
                    published.add(first + i);
                } catch (CancelledException e) {
                    if (!Thread.interrupted()) {
                        throw e;
                    }
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessage("publish: the topic is closed (topic numbers)");
                    return;
                }
                OperatorStorm.pause(random);
            }
        });
    }

    private static void assertOrder(Subscriber first, List<Subscriber> others) {
        assertThat(first.received).doesNotHaveDuplicates();
        for (Subscriber other : others) {
            List<Integer> common = new ArrayList<>(first.received);
            common.retainAll(new HashSet<>(other.received));
            assertThat(other.received).as("order of a subscriber with %s", other.policy).isEqualTo(common);
        }
    }

    /** Nobody left and nothing was closed: values whose publish gave up may be missing, and no others. */
    private static void assertBalanced(Subscriber subscriber, List<Integer> all, Set<Integer> published) {
        List<Integer> received = subscriber.received;
        switch (subscriber.policy) {
            case BLOCK -> assertThat(received).containsAll(published);
            case DROP_OLDEST, DROP_NEWEST -> assertThat(received.size() + subscriber.place.dropped())
                    .as("%s received %d, dropped %d", subscriber.policy, received.size(), subscriber.place.dropped())
                    .isBetween((long) published.size(), (long) all.size());
            case FAIL -> {
                if (!subscriber.place.wasTooSlow()) {
                    assertThat(received).containsAll(published);
                }
            }
        }
    }

    @Override
    public String toString() {
        return "topic";
    }
}
