package dev.weft.testkit.primitives;

import dev.weft.Attempt;
import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.ReceiveChannel;
import dev.weft.Signal;
import dev.weft.flow.SlowPolicy;
import dev.weft.sync.Mutex;
import java.util.ArrayList;
import java.util.List;

/** A topic, as simple as can be, with a place for a mistake. */
final class TwinTopic implements Broadcast {
    /** What is wrong with it. */
    enum Mistake {
        NONE,

        /** Two who publish at a time reach the subscribers in different orders. */
        PUBLISHES_SIDE_BY_SIDE,

        /** A publisher that is cancelled while it waits for a subscriber keeps the others out for ever. */
        KEEPS_THE_LOCK,

        /** A subscriber that has gone ends the publish, and those behind it miss the value. */
        STOPS_AT_ONE_THAT_HAS_GONE,

        /** Who subscribes while the topic is being closed is never told of its end. */
        FORGETS_LATE_SUBSCRIBERS,

        /** What does not fit is dropped and not counted, when it is the oldest. */
        DROPS_SILENTLY,

        /** A subscriber that is too slow loses a value and stays. */
        LETS_THE_SLOW_STAY
    }

    private final Mistake mistake;
    private final Mutex publishing = new Mutex("publishing");
    private final Channel<Signal> over = Channel.signal("over");
    private final List<TwinPlace> places = new ArrayList<>();

    TwinTopic(Mistake mistake) {
        this.mistake = mistake;
    }

    @Override
    public void publish(int value) {
        if (mistake == Mistake.PUBLISHES_SIDE_BY_SIDE) {
            toAll(value);
            return;
        }
        publishing.lock();
        boolean released = false;
        try {
            toAll(value);
            publishing.unlock();
            released = true;
        } finally {
            if (!released && mistake != Mistake.KEEPS_THE_LOCK) {
                publishing.unlock();
            }
        }
    }

    private void toAll(int value) {
        if (isOver()) {
            throw new IllegalStateException("the topic is closed");
        }
        for (TwinPlace place : List.copyOf(places)) {
            try {
                place.offer(value);
            } catch (ChannelClosedException e) {
                places.remove(place);
                if (mistake == Mistake.STOPS_AT_ONE_THAT_HAS_GONE) {
                    return;
                }
            }
        }
    }

    private boolean isOver() {
        return over.tryReceive() instanceof Attempt.Closed<Signal>;
    }

    @Override
    public Place subscribe(int capacity, SlowPolicy policy) {
        if (mistake == Mistake.FORGETS_LATE_SUBSCRIBERS && isOver()) {
            throw new IllegalStateException("the topic is closed");
        }
        TwinPlace place = new TwinPlace(Channel.buffered("place", capacity), policy);
        places.add(place);
        if (mistake != Mistake.FORGETS_LATE_SUBSCRIBERS && isOver()) {
            place.close();
        }
        return place;
    }

    @Override
    public void close() {
        List<TwinPlace> known = List.copyOf(places);
        over.tryClose();
        (mistake == Mistake.FORGETS_LATE_SUBSCRIBERS ? known : List.copyOf(places)).forEach(TwinPlace::close);
    }

    private final class TwinPlace implements Place {
        private final Channel<Integer> channel;
        private final SlowPolicy policy;
        private long dropped;
        private boolean tooSlow;

        TwinPlace(Channel<Integer> channel, SlowPolicy policy) {
            this.channel = channel;
            this.policy = policy;
        }

        void offer(int value) {
            if (policy == SlowPolicy.BLOCK) {
                channel.send(value);
                return;
            }
            while (!channel.trySend(value)) {
                if (policy != SlowPolicy.DROP_OLDEST) {
                    full();
                    return;
                }
                if (channel.tryReceive() instanceof Attempt.Value<Integer> && mistake != Mistake.DROPS_SILENTLY) {
                    dropped++;
                }
            }
        }

        private void full() {
            if (policy == SlowPolicy.DROP_NEWEST) {
                dropped++;
            } else {
                tooSlow = true;
                if (mistake != Mistake.LETS_THE_SLOW_STAY) {
                    close();
                }
            }
        }

        @Override
        public ReceiveChannel<Integer> values() {
            return channel;
        }

        @Override
        public long dropped() {
            return dropped;
        }

        @Override
        public boolean wasTooSlow() {
            return tooSlow;
        }

        @Override
        public void close() {
            channel.tryClose();
            places.remove(this);
        }
    }
}
