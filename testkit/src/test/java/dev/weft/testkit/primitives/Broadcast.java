package dev.weft.testkit.primitives;

import dev.weft.ReceiveChannel;
import dev.weft.flow.SlowPolicy;
import dev.weft.flow.Topic;

/** What publishes numbers to all who subscribe: a topic, or its twin. */
interface Broadcast {
    void publish(int value);

    Place subscribe(int capacity, SlowPolicy policy);

    void close();

    /** A subscriber's place. */
    interface Place {
        ReceiveChannel<Integer> values();

        long dropped();

        boolean wasTooSlow();

        void close();
    }

    /** The real one. */
    static Broadcast topic() {
        Topic<Integer> topic = Topic.named("numbers");
        return new Broadcast() {
            @Override
            public void publish(int value) {
                topic.publish(value);
            }

            @Override
            public Place subscribe(int capacity, SlowPolicy policy) {
                return placeOf(topic.subscribe(capacity, policy));
            }

            @Override
            public void close() {
                topic.close();
            }
        };
    }

    private static Place placeOf(Topic.Subscription<Integer> subscription) {
        return new Place() {
            @Override
            public ReceiveChannel<Integer> values() {
                return subscription.values();
            }

            @Override
            public long dropped() {
                return subscription.dropped();
            }

            @Override
            public boolean wasTooSlow() {
                return subscription.wasTooSlow();
            }

            @Override
            public void close() {
                subscription.close();
            }
        };
    }
}
