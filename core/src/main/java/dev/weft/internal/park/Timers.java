package dev.weft.internal.park;

import org.jspecify.annotations.Nullable;

/** Time, and everything that is to happen later. */
public interface Timers {
    /** The timers of the computer's clock. */
    static Timers system() {
        return Holder.SYSTEM;
    }

    Clock clock();

    /** Arms a timer that is not armed, to fire {@code nanos} from now (at once, if that is not positive). */
    void schedule(Timer timer, long nanos);

    /** Disarms a timer; false when it has fired, is firing, or was never armed. */
    boolean cancel(Timer timer);

    /** How many timers are armed, or have fired and not done their work yet. */
    int pending();

    /** Whether one of those that {@link #pending} counts may let somebody go on. */
    default boolean mayWakeSomebody() {
        return pending() > 0;
    }

    /** Something that happens once, later. */
    abstract class Timer {
        /** When it is due, by its clock. Guarded by the lock of the timers that it is armed with. */
        protected long deadline;

        /** Where these timers keep it, or -1 when it is not armed. Guarded in the same way. */
        protected int index = -1;

        protected Timer() {}

        /**
         * Called once, at or after the deadline. Must not block: it wakes a fiber, or puts a value where there is room.
         */
        protected abstract void fire();

        /**
         * What firing acts upon, as in {@link Probe#before}; null when that is not known. An exploration takes two
         * steps that act on different things for exchangeable.
         */
        protected @Nullable Object actsOn() {
            return null;
        }

        /** Whether somebody is to go on when it fires; asked at any time, by anybody, and never blocks. */
        public boolean mayWakeSomebody() {
            return true;
        }

        /** Fires; for other implementations of these timers than this package's. */
        public final void fireNow() {
            fire();
        }

        /** {@link #actsOn} for other implementations of these timers than this package's. */
        public final @Nullable Object target() {
            return actsOn();
        }
    }

    /** Made when first asked for. */
    final class Holder {
        private static final Timers SYSTEM = new SystemTimers();

        private Holder() {}
    }
}
