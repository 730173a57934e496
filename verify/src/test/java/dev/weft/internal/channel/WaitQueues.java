package dev.weft.internal.channel;

import dev.weft.Channel;

/** Looks into the wait queues of channels. */
public final class WaitQueues {
    private WaitQueues() {}

    /** How many nodes wait in all queues of the channel, dead ones included. */
    public static int nodes(Channel<?> channel) {
        CoreChannel<?> core = (CoreChannel<?>) channel;
        core.prepareToWatch();
        int nodes = 0;
        core.lock();
        for (SelectCase.Kind kind : SelectCase.Kind.values()) {
            nodes += core.queueLocked(kind).size();
        }
        core.unlock();
        return nodes;
    }
}
