package dev.weft.testkit.primitives;

import dev.weft.CancelledException;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.Timers;
import dev.weft.internal.park.WaitReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A sleep, as simple as can be, with a place for a mistake. */
final class TwinSleep {
    /** What is wrong with it. */
    enum Mistake {
        NONE,

        /** Neither disarms its timer when it is cancelled, nor takes its right to wake: it wakes a later wait. */
        STAYS_ARMED
    }

    private TwinSleep() {}

    static void sleep(Duration duration, Mistake mistake) {
        Fiber fiber = Fiber.current();
        Probe.announce(Operation.SLEEP, fiber);
        int round = fiber.openRound();
        Alarm alarm = new Alarm(fiber, round, mistake);
        fiber.prepareToPark(WaitReason.SLEEP, alarm);
        fiber.seams().timers().schedule(alarm, duration.toNanos());
        if (fiber.park()) {
            return;
        }
        if (mistake == Mistake.STAYS_ARMED || fiber.claim(round)) {
            fiber.abandon();
            if (mistake == Mistake.NONE) {
                fiber.seams().timers().cancel(alarm);
            }
            throw new CancelledException("sleep: the goroutine was cancelled");
        }
        fiber.parkUntilReady();
    }

    /** Ends a sleep. */
    private static final class Alarm extends Timers.Timer {
        private final Fiber fiber;
        private final int round;
        private final Mistake mistake;

        Alarm(Fiber fiber, int round, Mistake mistake) {
            this.fiber = fiber;
            this.round = round;
            this.mistake = mistake;
        }

        @Override
        protected void fire() {
            if (fiber.claim(round)) {
                fiber.ready();
            }
        }

        /** With the mistake, on whatever its goroutine waits in. */
        @Override
        protected @Nullable Object actsOn() {
            return mistake == Mistake.NONE ? this : null;
        }
    }
}
