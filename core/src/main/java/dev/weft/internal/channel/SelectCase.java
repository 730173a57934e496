package dev.weft.internal.channel;

import dev.weft.Channel;
import dev.weft.ReceiveChannel;
import dev.weft.SendChannel;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.WaitNode;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a select on one channel, with the place for its result. Used by one thread; may be used again in
 * later selects of the same fiber.
 */
public final class SelectCase {
    /** What a case waits for. */
    public enum Kind {
        RECEIVE("receive from "),
        SEND("send to "),
        CLOSED("close of ");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The words that a dump shows before the channel. */
        @Override
        public String toString() {
            return words;
        }
    }

    final Kind kind;

    /** Null for the channel that is never ready. */
    final @Nullable CoreChannel<?> channel;

    private boolean enabled = true;
    private @Nullable Object value;
    private @Nullable WaitNode node;

    // Who is to be made ready once the locks are released.
    private @Nullable WaitNode partner;
    private @Nullable WaitNode watchers;

    // The result, valid after a select that chose this case.
    private @Nullable Object item;
    private boolean closed;

    private SelectCase(Kind kind, Object channel) {
        this.kind = kind;
        this.channel = channel instanceof CoreChannel<?> core ? core : null;
        if (kind == Kind.CLOSED && this.channel != null) {
            this.channel.prepareToWatch();
        }
    }

    public static SelectCase receive(ReceiveChannel<?> channel) {
        return new SelectCase(Kind.RECEIVE, channel);
    }

    public static SelectCase send(SendChannel<?> channel, @Nullable Object value) {
        SelectCase created = new SelectCase(Kind.SEND, channel);
        created.value = value;
        return created;
    }

    public static SelectCase closed(ReceiveChannel<?> channel) {
        return new SelectCase(Kind.CLOSED, channel);
    }

    /** Switches the case off or on; one that is off is never ready. */
    public void enable(boolean now) {
        enabled = now;
    }

    public boolean isEnabled() {
        return enabled;
    }

    /** Sets what a send case sends. */
    public void offer(Object newValue) {
        value = newValue;
    }

    @Nullable Object value() {
        return value;
    }

    /** Whether the select has anything to do with this case. */
    boolean takesPart() {
        return enabled && channel != null;
    }

    /** Whether both take part and do the same to the same channel; true for a case and itself. */
    boolean isTwinOf(SelectCase other) {
        return takesPart() && other.takesPart() && channel == other.channel && kind == other.kind;
    }

    CoreChannel<?> channel() {
        if (channel == null) {
            throw new IllegalStateException("select: a case without a channel takes part");
        }
        return channel;
    }

    /** The node that waits in the channel's queue, made for {@code fiber}. */
    WaitNode nodeOf(Fiber fiber) {
        WaitNode own = node;
        if (own == null || own.fiber != fiber) {
            own = new WaitNode(fiber);
            node = own;
        }
        return own;
    }

    /** The node that {@link #nodeOf} made. */
    WaitNode node() {
        if (node == null) {
            throw new IllegalStateException("select: the case has no node");
        }
        return node;
    }

    void setPartner(WaitNode newPartner) {
        partner = newPartner;
    }

    void setWatchers(@Nullable WaitNode newWatchers) {
        watchers = newWatchers;
    }

    /** Makes ready whoever took part in the operation just done. No lock is held. */
    void readyPartners() {
        WaitNode other = partner;
        if (other != null) {
            partner = null;
            other.outcome = WaitNode.DONE;
            other.fiber.ready();
        }
        if (watchers != null) {
            CoreChannel.readyAll(watchers);
            watchers = null;
        }
    }

    // ----------------------------------------------------------------------------------------------- results

    /** Stores the result; always true, for the convenience of the caller. */
    boolean complete(@Nullable Object newItem, int outcome) {
        item = newItem;
        closed = outcome == WaitNode.CLOSED;
        return true;
    }

    /** Whether the operation ended because the channel is closed. */
    public boolean isClosed() {
        return closed;
    }

    /** Whether this is a send that met a closed channel. */
    public boolean isFailedSend() {
        return kind == Kind.SEND && closed;
    }

    /** Whether there is something to send. */
    public boolean hasValue() {
        return value != null;
    }

    /** What was received, and forgets it; null when the channel was closed, or for a send. */
    public @Nullable Object takeItem() {
        Object taken = item;
        item = null;
        return taken;
    }

    /** For messages: the channel, as it shows itself. */
    public String describe() {
        return channel == null ? Channel.never().toString() : channel.toString();
    }
}
