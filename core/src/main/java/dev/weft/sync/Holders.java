package dev.weft.sync;

import dev.weft.internal.park.ReadyList;
import dev.weft.internal.park.SpinLock;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Who holds an {@link RwMutex}: one word, and two queues under a lock for those who must wait.
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) {@code word} is the number of readers times four, plus 2 while a writer holds the mutex, plus 1 while the
 *       word is <i>frozen</i>. Readers and a writer are never there together.
 *   <li>(I2) A frozen word is changed with the lock held only; any other by compare-and-set, by anybody.
 *   <li>(I3) Whenever the lock is free, the word is frozen if and only if somebody is in a queue.
 *   <li>(I4) Whenever the lock is free and somebody waits, somebody holds the mutex; if that is readers, then a writer
 *       waits. So it is enough to look at the queues when a holder or a waiting writer goes.
 * </ol>
 * The mutex is handed over to whoever waits: nobody is woken to find it taken. An uncontended operation is one
 * compare-and-set.
 */
final class Holders extends SpinLock {
    private static final long FROZEN = 1;
    private static final long WRITER = 2;
    private static final long READER = 4;
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(Holders.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long word;

    // Guarded by the lock.
    private final WaitQueue readers = new WaitQueue();
    private final WaitQueue writers = new WaitQueue();

    // --------------------------------------------------------------------------------------------- fast paths

    /** Exact: fails only if somebody holds the mutex. */
    boolean writeQuickly() {
        return WORD.compareAndSet(this, 0L, WRITER);
    }

    /** Fails if somebody waits. */
    boolean endWritingQuickly() {
        return WORD.compareAndSet(this, WRITER, 0L);
    }

    /** Exact: fails only if a writer holds the mutex or waits for it. */
    boolean readQuickly() {
        long now = word;
        while ((now & (WRITER | FROZEN)) == 0) {
            long found = (long) WORD.compareAndExchange(this, now, now + READER);
            if (found == now) {
                return true;
            }
            now = found;
        }
        return false;
    }

    /** Fails if somebody waits, or if there is no reader. */
    boolean endReadingQuickly() {
        long now = word;
        while (now >= READER && (now & FROZEN) == 0) {
            long found = (long) WORD.compareAndExchange(this, now, now - READER);
            if (found == now) {
                return true;
            }
            now = found;
        }
        return false;
    }

    // -------------------------------------------------------------------------------------------------- slow

    /** Enters, or queues the node, in one step; says which. */
    boolean enterOrWaitLocked(WaitNode node, boolean writing) {
        long now = freezeLocked();
        boolean enters = writing ? now == 0 : (now & WRITER) == 0 && writers.isEmpty();
        if (!enters) {
            (writing ? writers : readers).add(node);
        }
        thawLocked(enters ? now + (writing ? WRITER : READER) : now);
        return enters;
    }

    /** A writer ends; false if there is none. */
    boolean endWriting() {
        ReadyList admitted = new ReadyList();
        lock();
        long now = freezeLocked();
        boolean possible = (now & WRITER) != 0;
        thawLocked(possible ? admitLocked(now - WRITER, true, admitted) : now);
        unlock();
        admitted.readyAll();
        return possible;
    }

    /** A reader ends; false if there is none. */
    boolean endReading() {
        ReadyList admitted = new ReadyList();
        lock();
        long now = freezeLocked();
        boolean possible = now >= READER;
        thawLocked(possible ? admitLocked(now - READER, false, admitted) : now);
        unlock();
        admitted.readyAll();
        return possible;
    }

    /** Takes a node out, which may let others in; false if it was admitted meanwhile. */
    boolean leaveLocked(WaitNode node, boolean writing, ReadyList admitted) {
        boolean left = (writing ? writers : readers).remove(node);
        if (left) {
            thawLocked(admitLocked(freezeLocked(), false, admitted));
        }
        return left;
    }

    /** Lets in whoever may come in now, and returns the new word. */
    private long admitLocked(long after, boolean readersFirst, ReadyList admitted) {
        long now = after;
        if ((now & WRITER) != 0) {
            return now;
        }
        if (readersFirst || writers.isEmpty()) {
            for (WaitNode node = readers.pollClaimed(); node != null; node = readers.pollClaimed()) {
                admitted.add(node);
                now += READER;
            }
        }
        WaitNode writer = now == 0 ? writers.pollClaimed() : null;
        if (writer != null) {
            admitted.add(writer);
            now = WRITER;
        }
        return now;
    }

    /** From here on only the lock's holder changes the word; returns it without the mark. */
    private long freezeLocked() {
        return (long) WORD.getAndBitwiseOr(this, FROZEN) & ~FROZEN;
    }

    private void thawLocked(long now) {
        word = now | (readers.isEmpty() && writers.isEmpty() ? 0 : FROZEN);
    }
}
