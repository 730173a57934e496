package dev.weft.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.internal.park.SelectCase;
import dev.weft.internal.park.WaitQueue;
import java.util.List;

/** Looks into the wait queues of channels. */
public final class Waiters {
    private static final List<SelectCase.Kind> KINDS =
            List.of(SelectCase.Kind.RECEIVE, SelectCase.Kind.SEND, SelectCase.Kind.CLOSED);

    private Waiters() {}

    /** How many nodes wait in the channel's queue for {@code kind}; also checks the queue's invariants. */
    public static int count(Channel<?> channel, SelectCase.Kind kind) {
        CoreChannel<?> core = (CoreChannel<?>) channel;
        core.prepareToWatch();
        core.lock();
        WaitQueue queue = core.queueLocked(kind);
        boolean consistent = queue.isConsistent();
        int size = queue.size();
        core.unlock();
        assertThat(consistent).as("the queue of %s for %s is consistent", channel, kind).isTrue();
        return size;
    }

    /** How many nodes wait in all queues of the channel. */
    public static int count(Channel<?> channel) {
        int sum = 0;
        for (SelectCase.Kind kind : KINDS) {
            sum += count(channel, kind);
        }
        return sum;
    }

    /** How many senders wait. */
    public static int senders(Channel<?> channel) {
        return count(channel, SelectCase.Kind.SEND);
    }

    /** How many receivers wait. */
    public static int receivers(Channel<?> channel) {
        return count(channel, SelectCase.Kind.RECEIVE);
    }
}
