package dev.weft.testkit.primitives;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.SpinLock;
import java.util.ArrayList;
import java.util.List;

/** A context that goroutines enter and that cancels them, as simple as can be, with a place for a mistake. */
final class TwinContext extends SpinLock {
    /** What is wrong with it. */
    enum Mistake {
        NONE,

        /** Looks whether it was cancelled, and notes the goroutine later: a cancellation in between misses it. */
        LOOKS_TOO_EARLY,

        /** Notes the goroutine, and does not look whether it was cancelled before. */
        DOES_NOT_LOOK
    }

    private final Mistake mistake;
    private final List<Fiber> members = new ArrayList<>();
    private boolean cancelled;

    TwinContext(Mistake mistake) {
        this.mistake = mistake;
    }

    /** The calling goroutine runs under this context from here on. */
    void enter() {
        Probe.announce(Operation.ASK, this);
        lock();
        boolean late = cancelled && mistake != Mistake.DOES_NOT_LOOK;
        if (mistake == Mistake.LOOKS_TOO_EARLY) {
            unlock();
            Probe.announce(Operation.COUNT, this);
            lock();
        }
        members.add(Fiber.current());
        unlock();
        if (late) {
            Thread.currentThread().interrupt();
        }
    }

    void cancel() {
        Probe.announce(Operation.CANCEL, this);
        lock();
        cancelled = true;
        List<Fiber> reached = List.copyOf(members);
        unlock();
        reached.forEach(fiber -> fiber.thread().interrupt());
    }

    @Override
    public String toString() {
        return "twin context";
    }
}
