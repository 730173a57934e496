package dev.weft.time;

import dev.weft.ReceiveChannel;
import dev.weft.internal.channel.TimerChannel;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Something that happens again and again at equal distances: Go's {@code time.Ticker}, as it is since Go 1.23. Its
 * channel receives the time of day at each tick; a tick that comes while the one before has not been received is
 * dropped, so a slow receiver is not flooded.
 *
 * <p>Once {@link #stop} or {@link #reset} has returned, no tick from before is received any more. A ticker that nobody
 * can hear any more is collected; it need not be stopped.
 *
 * {@snippet class="dev.weft.snippets.TimeSnippets" region="ticker"}
 */
public final class Ticker {
    private final TimerChannel channel;

    private Ticker(String name) {
        this.channel =
                new TimerChannel(name, "a tick", Fiber.current().seams().timers());
    }

    /**
     * Starts a ticker: Go's {@code time.NewTicker}.
     *
     * @param period the distance of ticks, and of the first from now; more than zero
     * @return a running ticker
     * @throws IllegalArgumentException if the period is not more than zero
     */
    public static Ticker every(Duration period) {
        return every("ticker", period);
    }

    /**
     * Starts a ticker with a name for dumps and reports, which its channel has.
     *
     * @param name the name; need not be unique
     * @param period the distance of ticks, and of the first from now; more than zero
     * @return a running ticker
     * @throws IllegalArgumentException if the period is not more than zero
     */
    public static Ticker every(String name, Duration period) {
        Objects.requireNonNull(name, "ticker: the name is null");
        long nanos = Nanos.positive("every", period, "ticker " + name);
        Ticker ticker = new Ticker(name);
        ticker.channel.arm(nanos, nanos);
        return ticker;
    }

    /**
     * Where the time of day is received at each tick.
     *
     * @return always the same channel; it is never closed, also not by {@link #stop}
     */
    public ReceiveChannel<Instant> channel() {
        return channel;
    }

    /** Stops the ticker: nothing is received from it until it is reset. Never blocks. */
    public void stop() {
        announce();
        channel.disarm();
    }

    /**
     * Starts the ticker anew with another period, running or not. Never blocks.
     *
     * @param period the distance of ticks, and of the next from now; more than zero
     * @throws IllegalArgumentException if the period is not more than zero
     */
    public void reset(Duration period) {
        long nanos = Nanos.positive("reset", period, this);
        announce();
        channel.arm(nanos, nanos);
    }

    private void announce() {
        if (Probe.ON) {
            Probe.announce(Operation.TIMER, channel);
        }
    }

    /**
     * The channel's name and number.
     *
     * @return for example {@code ticker of channel heartbeat#3, capacity 1}
     */
    @Override
    public String toString() {
        return "ticker of " + channel;
    }
}
