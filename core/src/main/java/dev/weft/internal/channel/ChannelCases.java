package dev.weft.internal.channel;

import dev.weft.ReceiveChannel;
import dev.weft.SendChannel;
import dev.weft.internal.park.SelectCase;
import org.jspecify.annotations.Nullable;

/** Makes the cases of selects that are about channels. The channel that is never ready gives a case without target. */
public final class ChannelCases {
    private ChannelCases() {}

    public static SelectCase receive(ReceiveChannel<?> channel) {
        return new SelectCase(SelectCase.Kind.RECEIVE, core(channel), channel);
    }

    /** With no value, the case must be switched off until one is offered. */
    public static SelectCase send(SendChannel<?> channel, @Nullable Object value) {
        SelectCase created = new SelectCase(SelectCase.Kind.SEND, core(channel), channel);
        if (value != null) {
            created.offer(value);
        }
        return created;
    }

    public static SelectCase closed(ReceiveChannel<?> channel) {
        CoreChannel<?> core = core(channel);
        if (core != null) {
            core.prepareToWatch();
        }
        return new SelectCase(SelectCase.Kind.CLOSED, core, channel);
    }

    private static @Nullable CoreChannel<?> core(Object channel) {
        return channel instanceof CoreChannel<?> core ? core : null;
    }
}
