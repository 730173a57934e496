package dev.weft.internal.park;

/**
 * Hears what goroutines are about to do. Off in production at no cost: operations ask {@link #ON}, a constant for the
 * JIT, before they say anything.
 */
@FunctionalInterface
public interface Probe {
    /**
     * Whether operations announce themselves. Set by the system property {@code weft.probes} before Weft is used for
     * the first time; the test kit does.
     */
    boolean ON = Boolean.getBoolean("weft.probes");

    /** Hears nothing. */
    Probe NONE = (fiber, operation, target) -> {};

    /**
     * The fiber, the caller's, is about to do something that others can see: the point at which a scheduler may let
     * others go first. No lock is held, and the operation has not begun.
     *
     * @param target what the operation acts upon: two operations on different targets do not depend on each other. If
     *     it is {@link Compound}, its parts are meant.
     */
    void before(Fiber fiber, Operation operation, Object target);

    /** A target that consists of others, as a select does of channels. */
    interface Compound {
        /** The parts; not to be changed. */
        Object[] parts();
    }

    /** Announces an operation of the calling goroutine. To be called only if {@link #ON}. */
    static void announce(Operation operation, Object target) {
        Fiber fiber = Fiber.currentGoroutine();
        if (fiber != null) {
            fiber.seams().probe().before(fiber, operation, target);
        }
    }
}
