package dev.weft.internal.park;

/**
 * Something that a select can wait for: a channel, a mutex, a semaphore, the end of something. Its lock guards its
 * state, or at least every change of it that makes an operation possible for one who waits.
 *
 * <p><b>The protocol</b> between the select and the object, all of it with the lock held:
 * <pre>
 *   beginDecisionLocked()                   from here on, nothing becomes possible without the lock
 *   isReadyLocked(case), for each case
 *     ── attemptLocked(case)                one was possible: do it
 *     └─ enqueueLocked(case)                none was: the node waits
 *   endDecisionLocked()
 * </pre>
 * Whoever makes a waiting case possible later, claims its node and does the operation on the waiter's behalf: a select
 * whose round was claimed cannot compete any more. What the select did not choose is {@link #withdraw withdrawn}.
 */
public abstract class Selectable extends SpinLock {
    protected Selectable() {}

    /** The order in which selects take locks; different for any two, see {@link #order(long, int)}. */
    public abstract long order();

    /** A place in the order for number {@code id} of one of up to eight kinds of things. */
    protected static long order(long id, int kind) {
        return id << 3 | kind;
    }

    /** What operations are announced upon: two that name the same one depend on each other. */
    public Object announced() {
        return this;
    }

    /** Whether the operation looks possible; a hint. */
    public abstract boolean looksReady(SelectCase operation);

    /** A select holds the lock and is about to decide. */
    public void beginDecisionLocked() {}

    /** The select has decided, and nodes that it had to queue are queued. */
    public void endDecisionLocked() {}

    /**
     * Whether it can become impossible, and at most once per decision possible again, without the lock: then one look
     * does not tell what was so at one instant.
     */
    public boolean isUnsteady() {
        return false;
    }

    /** Whether the operation is possible now. */
    public abstract boolean isReadyLocked(SelectCase operation);

    /**
     * Does the operation if it is possible; says whether it was. Whoever is to be made ready by it waits in the case
     * until the caller has released its locks.
     */
    public abstract boolean attemptLocked(SelectCase operation);

    /** As {@link #attemptLocked}, without the lock held; makes ready whoever is to be. */
    public boolean attempt(SelectCase operation) {
        lock();
        boolean done = attemptLocked(operation);
        unlock();
        operation.readyPartners();
        return done;
    }

    /** The queue in which a select waits for an operation. */
    public abstract WaitQueue queueLocked(SelectCase.Kind kind);

    /** The case's node begins to wait. */
    public void enqueueLocked(SelectCase operation) {
        queueLocked(operation.kind()).add(operation.node());
    }

    /** Whether {@link #awaited} is to be called. */
    public boolean isTimed() {
        return false;
    }

    /** A node has begun to wait; no lock is held, and its owner has not parked yet. */
    public void awaited() {}

    /** The case, which was not chosen, gives up its place. Takes the lock. */
    public void withdraw(SelectCase operation) {
        lock();
        queueLocked(operation.kind()).remove(operation.node());
        unlock();
    }
}
