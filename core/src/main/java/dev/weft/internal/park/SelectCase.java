package dev.weft.internal.park;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a select on one thing, with the place for its result. Used by one thread; may be used again in later
 * selects of the same fiber.
 */
public final class SelectCase {
    /** What a case waits for. */
    public enum Kind {
        RECEIVE("receive from "),
        SEND("send to "),
        CLOSED("close of "),
        LOCK("lock of "),
        ACQUIRE("permits of "),
        OPEN("end of "),
        SETTLED("settling of ");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The words that a dump shows before the thing. */
        @Override
        public String toString() {
            return words;
        }
    }

    private final Kind kind;

    /** Null for what is never ready. */
    private final @Nullable Selectable target;

    /** What messages and dumps show. */
    private final Object shown;

    private boolean enabled = true;
    private @Nullable Object value;
    private long amount;
    private @Nullable WaitNode node;

    // Who is to be made ready once the locks are released.
    private @Nullable WaitNode partner;
    private @Nullable WaitNode watchers;

    // The result, valid after a select that chose this case.
    private @Nullable Object item;
    private boolean closed;

    /**
     * Makes a case that takes part.
     *
     * @param target what it waits for; null for what is never ready
     * @param shown what messages and dumps show
     */
    public SelectCase(Kind kind, @Nullable Selectable target, Object shown) {
        this.kind = kind;
        this.target = target;
        this.shown = shown;
    }

    /** What the case waits for. */
    public Kind kind() {
        return kind;
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

    public @Nullable Object value() {
        return value;
    }

    /** Sets how many units are asked for. */
    public void askFor(long newAmount) {
        amount = newAmount;
    }

    /** How many units are asked for. */
    public long amount() {
        return amount;
    }

    /** Whether the select has anything to do with this case. */
    public boolean takesPart() {
        return enabled && target != null;
    }

    /** Whether both take part and do the same to the same thing; true for a case and itself. */
    public boolean isTwinOf(SelectCase other) {
        return takesPart() && other.takesPart() && target == other.target && kind == other.kind
                && amount == other.amount;
    }

    /** What the case waits for, or null for what is never ready. */
    public @Nullable Selectable targetOrNull() {
        return target;
    }

    /** What the case, which takes part, waits for. */
    public Selectable target() {
        return Objects.requireNonNull(target);
    }

    /** The node that waits in the target's queue, made for {@code fiber}. */
    public WaitNode nodeOf(Fiber fiber) {
        WaitNode own = node;
        if (own == null || own.fiber != fiber) {
            own = new WaitNode(fiber);
            node = own;
        }
        return own;
    }

    /** The node that {@link #nodeOf} made. */
    public WaitNode node() {
        if (node == null) {
            throw new IllegalStateException("select: the case has no node");
        }
        return node;
    }

    public void setPartner(WaitNode newPartner) {
        partner = newPartner;
    }

    public void setWatchers(@Nullable WaitNode newWatchers) {
        watchers = newWatchers;
    }

    /** Makes ready whoever took part in the operation just done. No lock is held. */
    public void readyPartners() {
        WaitNode other = partner;
        if (other != null) {
            partner = null;
            other.outcome = WaitNode.DONE;
            other.fiber.ready();
        }
        if (watchers != null) {
            WaitNode.readyClosed(watchers);
            watchers = null;
        }
    }

    // ----------------------------------------------------------------------------------------------- results

    /** Stores the result; always true, for the convenience of the caller. */
    public boolean complete(@Nullable Object newItem, int outcome) {
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

    /** For messages: the thing, as it shows itself. */
    public String describe() {
        return shown.toString();
    }
}
