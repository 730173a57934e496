package dev.weft.flow;

import static dev.weft.Weft.closed;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;

import dev.weft.Attempt;
import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.ReceiveChannel;
import dev.weft.Signal;
import dev.weft.sync.Mutex;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Publishes each value to all who subscribe: broadcast.
 *
 * <p><b>Order.</b> All subscribers get the values in the same order. <b>Slow subscribers.</b> Each has a buffer of its
 * own and says what happens when that is full ({@link SlowPolicy}). <b>Closing.</b> {@link #close} ends all
 * subscriptions: their channels are closed after what their buffers hold. <b>Cancellation.</b> A publish that is
 * cancelled while it waits for a slow subscriber, or that a close overtakes on its way, has reached those who
 * subscribed before the one that it had come to, and none of the others; a {@linkplain #broadcast broadcast} hands such
 * a value to {@link Channels#UNDELIVERED}. <b>Errors.</b> Publishing to a closed topic throws; nothing else can fail.
 *
 * <p>A publish <i>happens before</i> the receive of the value by a subscriber.
 *
 * {@snippet class="dev.weft.snippets.FlowSnippets" region="topic"}
 *
 * @param <T> the type of the values
 */
public final class Topic<T> implements AutoCloseable {
    private final String name;

    /** Held while a value is published, also while that waits: it is what makes the order the same for all. */
    private final Mutex publishing;

    private final List<Subscription<T>> subscriptions = new CopyOnWriteArrayList<>();
    private final Channel<Signal> over;

    /** How many subscribers a broadcast still waits for; below 0 when more have come. */
    private final AtomicInteger awaited;

    /** Closed when they have come. */
    private final Channel<Signal> complete = Channel.signal("subscribers");

    private Topic(String name, int awaited) {
        this.name = name;
        this.awaited = new AtomicInteger(awaited);
        this.publishing = new Mutex(name);
        this.over = Channel.signal(name + " over");
    }

    /**
     * Makes a topic.
     *
     * @param name its name, which its channels have, too
     * @param <T> the type of the values
     * @return a topic without subscribers
     */
    public static <T> Topic<T> named(String name) {
        return new Topic<>(Channels.notNull(name, "topic", "name"), 0);
    }

    /**
     * Publishes all values of a channel on a new topic, which is closed when the channel is. If somebody else closes
     * the topic, no more values are taken; one that was taken and not published is handed to
     * {@link Channels#UNDELIVERED}.
     *
     * @param name the topic's name
     * @param in the values; none is taken before {@code subscribers} have subscribed
     * @param subscribers how many to wait for
     * @param <T> the type of the values
     * @return the topic
     */
    public static <T> Topic<T> broadcast(String name, ReceiveChannel<T> in, int subscribers) {
        Channels.notNull(in, "broadcast", "channel");
        Topic<T> topic = new Topic<>(Channels.notNull(name, "broadcast", "name"), subscribers);
        new Crew(1, topic::close).go(name, () -> {
            boolean more = subscribers <= 0
                    || select(closed(topic.complete, () -> true), closed(topic.over, () -> false));
            while (more) {
                more = select(receive(in, topic::pass).onClosed(() -> false), closed(topic.over, () -> false));
            }
        });
        return topic;
    }

    /**
     * Subscribes to what is published from now on.
     *
     * @param capacity how many values may wait for this subscriber; at least 1, or 0 with {@link SlowPolicy#BLOCK}
     * @param policy what happens when they are more
     * @return the subscription; of a closed topic, one that is over
     */
    public Subscription<T> subscribe(int capacity, SlowPolicy policy) {
        Channels.notNull(policy, "subscribe", "policy");
        if (capacity < 0 || (capacity == 0 && policy != SlowPolicy.BLOCK)) {
            throw new IllegalArgumentException(
                    "subscribe: a capacity of " + capacity + " leaves no room for any value ("
                            + policy + ", " + this + ")");
        }
        Subscription<T> subscription = new Subscription<>(this, Channel.buffered(name, capacity), policy);
        subscriptions.add(subscription);
        if (isOver()) {
            subscription.close();
        }
        // Not by how many there are now: of two who come at once, neither might find just the number that is awaited.
        if (awaited.decrementAndGet() == 0) {
            complete.tryClose();
        }
        return subscription;
    }

    /**
     * Gives a value to every subscriber. Blocks while another publish is under way, and for subscribers that say so.
     *
     * @param value the value, not null
     * @throws IllegalStateException if the topic is closed, or was before all subscribers had the value
     * @throws dev.weft.CancelledException if the caller was cancelled first
     */
    public void publish(T value) {
        Channels.notNull(value, "publish", "value");
        if (!offerToAll(value)) {
            throw new IllegalStateException("publish: the topic is closed (" + this + ")");
        }
    }

    /** A value of a broadcast; false when the topic is closed. */
    private boolean pass(T value) {
        boolean published = false;
        try {
            published = offerToAll(value);
        } finally {
            if (!published) {
                Crew.undelivered(value);
            }
        }
        return published;
    }

    /** False if the topic is closed, or was on the way; those who come first have the value then, the others not. */
    private boolean offerToAll(T value) {
        publishing.lock();
        try {
            if (isOver()) {
                return false;
            }
            for (Subscription<T> subscription : subscriptions) {
                // Close ends subscriptions after it has said that all is over: who comes later must not have more.
                if (!subscription.offer(value) && isOver()) {
                    return false;
                }
            }
            return true;
        } finally {
            publishing.unlock();
        }
    }

    private boolean isOver() {
        return over.tryReceive() instanceof Attempt.Closed<Signal>;
    }

    /** Ends all subscriptions. Does nothing if that was done before. Never blocks. */
    @Override
    public void close() {
        over.tryClose();
        subscriptions.forEach(Subscription::close);
    }

    void remove(Subscription<T> subscription) {
        subscriptions.remove(subscription);
    }

    /**
     * How many subscribers there are.
     *
     * @return 0 or more
     */
    public int subscribers() {
        return subscriptions.size();
    }

    /**
     * The name and what it is.
     *
     * @return for example {@code topic prices}
     */
    @Override
    public String toString() {
        return "topic " + name;
    }

    /**
     * One subscriber's place at a topic.
     *
     * @param <T> the type of the values
     */
    public static final class Subscription<T> implements AutoCloseable {
        private final Topic<T> topic;
        private final Channel<T> channel;
        private final SlowPolicy policy;

        private final LongAdder dropped = new LongAdder();
        private volatile boolean tooSlow;

        private Subscription(Topic<T> topic, Channel<T> channel, SlowPolicy policy) {
            this.topic = topic;
            this.channel = channel;
            this.policy = policy;
        }

        /** Called by one publisher at a time; false when the subscription has ended, and the value is not for it. */
        private boolean offer(T value) {
            try {
                switch (policy) {
                    case BLOCK -> channel.send(value);
                    case DROP_OLDEST -> makeRoomAndSend(value);
                    case DROP_NEWEST -> {
                        if (!channel.trySend(value)) {
                            dropped.increment();
                        }
                    }
                    case FAIL -> {
                        if (!channel.trySend(value)) {
                            tooSlow = true;
                            close();
                        }
                    }
                }
                return true;
            } catch (ChannelClosedException e) {
                topic.remove(this);
                return false;
            }
        }

        private void makeRoomAndSend(T value) {
            while (!channel.trySend(value)) {
                if (channel.tryReceive() instanceof Attempt.Value<T>) {
                    dropped.increment();
                }
            }
        }

        /**
         * Where the values come.
         *
         * @return a channel that is closed when the subscription ends
         */
        public ReceiveChannel<T> values() {
            return channel;
        }

        /**
         * How many values were dropped for this subscriber.
         *
         * @return 0 or more
         */
        public long dropped() {
            return dropped.sum();
        }

        /**
         * Whether the subscription was ended because the subscriber was too slow.
         *
         * @return only with {@link SlowPolicy#FAIL}
         */
        public boolean wasTooSlow() {
            return tooSlow;
        }

        /** Ends the subscription. What is in the buffer can still be received. Never blocks. */
        @Override
        public void close() {
            channel.tryClose();
            topic.remove(this);
        }
    }
}
