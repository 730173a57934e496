package dev.weft.internal.channel;

import dev.weft.Channel;
import dev.weft.internal.park.SelectCase;
import java.util.EnumSet;

/** Looks into the wait queues of channels. */
public final class WaitQueues {
    private WaitQueues() {}

    /** How many nodes wait in all queues of the channel, dead ones included. */
    public static int nodes(Channel<?> channel) {
        CoreChannel<?> core = (CoreChannel<?>) channel;
        core.prepareToWatch();
        int nodes = 0;
        core.lock();
        for (SelectCase.Kind kind : EnumSet.range(SelectCase.Kind.RECEIVE, SelectCase.Kind.CLOSED)) {
            nodes += core.queueLocked(kind).size();
        }
        core.unlock();
        return nodes;
    }
}
