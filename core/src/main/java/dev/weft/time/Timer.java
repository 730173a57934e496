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
 * Something that happens once, later, and can be put off: Go's {@code time.Timer}, as it is since Go 1.23. When its
 * time is over, its channel receives the time of day at which that was.
 *
 * <p>Once {@link #stop} or {@link #reset} has returned, no value from before is received any more: there is nothing to
 * drain. A timer that nobody can hear any more is collected; it need not be stopped.
 *
 * {@snippet class="dev.weft.snippets.TimeSnippets" region="timer"}
 */
public final class Timer {
    private final TimerChannel channel;

    private Timer(String name) {
        this.channel =
                new TimerChannel(name, "a timer", Fiber.current().seams().timers());
    }

    /**
     * Starts a timer: Go's {@code time.NewTimer}.
     *
     * @param duration how long it takes; zero or less fires at once
     * @return a running timer
     */
    public static Timer after(Duration duration) {
        return after("timer", duration);
    }

    /**
     * Starts a timer with a name for dumps and reports, which its channel has.
     *
     * @param name the name; need not be unique
     * @param duration how long it takes; zero or less fires at once
     * @return a running timer
     */
    public static Timer after(String name, Duration duration) {
        long nanos = Nanos.of("after", duration);
        Timer timer = new Timer(Objects.requireNonNull(name, "timer: the name is null"));
        timer.channel.arm(nanos, 0);
        return timer;
    }

    /**
     * Where the time of day is received once, when the time is over.
     *
     * @return always the same channel; it is never closed
     */
    public ReceiveChannel<Instant> channel() {
        return channel;
    }

    /**
     * Stops the timer: nothing is received from it until it is reset. Never blocks.
     *
     * @return whether this keeps anybody from receiving the time; false if that was received or the timer had been
     *     stopped
     */
    public boolean stop() {
        announce();
        return channel.disarm();
    }

    /**
     * Starts the timer anew, running or not. Never blocks.
     *
     * @param duration how long it takes from now; zero or less fires at once
     * @return whether this keeps anybody from receiving the time of before; false if that was received or the timer had
     *     been stopped
     */
    public boolean reset(Duration duration) {
        long nanos = Nanos.of("reset", duration);
        announce();
        return channel.arm(nanos, 0);
    }

    private void announce() {
        if (Probe.ON) {
            Probe.announce(Operation.TIMER, channel);
        }
    }

    /**
     * The channel's name and number.
     *
     * @return for example {@code timer of channel patience#3, capacity 1}
     */
    @Override
    public String toString() {
        return "timer of " + channel;
    }
}
