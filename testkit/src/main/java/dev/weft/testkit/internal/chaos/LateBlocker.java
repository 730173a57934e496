package dev.weft.testkit.internal.chaos;

import dev.weft.internal.park.Blocker;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Timers;

/**
 * Blocks as another blocker does, and lets some wake-ups come late, so that later ones overtake them. A fiber that is
 * ready may also go on without its wake-up; one that then finds nobody to wake does no harm.
 */
final class LateBlocker implements Blocker {
    private final Blocker real;
    private final Timers timers;
    private final DisturbedEngine engine;

    LateBlocker(Blocker real, Timers timers, DisturbedEngine engine) {
        this.real = real;
        this.timers = timers;
        this.engine = engine;
    }

    @Override
    public void block(Fiber fiber) {
        engine.beforeWait(fiber);
        real.block(fiber);
    }

    @Override
    public void wake(Fiber fiber, int before) {
        long delay = engine.delayOfWakeUp();
        if (delay == 0) {
            real.wake(fiber, before);
        } else {
            timers.schedule(new WakeUp(real, fiber, before), delay);
        }
    }

    /** A wake-up that is still to come. */
    private static final class WakeUp extends Timers.Timer {
        private final Blocker real;
        private final Fiber fiber;
        private final int before;

        WakeUp(Blocker real, Fiber fiber, int before) {
            this.real = real;
            this.fiber = fiber;
            this.before = before;
        }

        @Override
        protected void fire() {
            real.wake(fiber, before);
        }
    }
}
