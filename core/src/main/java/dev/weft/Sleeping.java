package dev.weft;

import dev.weft.internal.channel.TimerChannel;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.Timers;
import dev.weft.internal.park.WaitReason;
import java.time.Instant;

/** Waiting for time to pass. */
final class Sleeping {
    private Sleeping() {}

    static void sleep(long nanos) {
        Fiber fiber = Fiber.current();
        if (fiber.isCancelled()) {
            throw cancelled();
        }
        if (nanos <= 0) {
            return;
        }
        if (Probe.ON) {
            Probe.announce(Operation.SLEEP, fiber);
        }
        Timers timers = fiber.seams().timers();
        int round = fiber.openRound();
        Alarm alarm = new Alarm(fiber, round);
        fiber.prepareToPark(WaitReason.SLEEP, alarm);
        timers.schedule(alarm, nanos);
        if (!fiber.park()) {
            if (fiber.claim(round)) {
                fiber.abandon();
                timers.cancel(alarm);
                throw cancelled();
            }
            fiber.parkUntilReady();
        }
    }

    private static CancelledException cancelled() {
        return new CancelledException("sleep: the goroutine was cancelled");
    }

    static ReceiveChannel<Instant> after(long nanos) {
        TimerChannel channel = new TimerChannel(
                "after", "the time of an after", Fiber.current().seams().timers());
        channel.arm(nanos, 0);
        return channel;
    }

    /** Ends a sleep. */
    private static final class Alarm extends Timers.Timer {
        private final Fiber fiber;
        private final int round;

        Alarm(Fiber fiber, int round) {
            this.fiber = fiber;
            this.round = round;
        }

        @Override
        protected void fire() {
            if (fiber.claim(round)) {
                fiber.ready();
            }
        }

        @Override
        protected Object actsOn() {
            return this;
        }

        @Override
        public String toString() {
            return "the end of a sleep";
        }
    }
}
