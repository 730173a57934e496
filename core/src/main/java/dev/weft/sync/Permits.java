package dev.weft.sync;

import dev.weft.internal.park.ReadyList;
import dev.weft.internal.park.SelectCase;
import dev.weft.internal.park.Selectable;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The state of a {@link Semaphore}: a number in one word, and a queue under a lock for when it is not enough.
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) {@code word} is the number of free permits times two, plus 1 while the word is <i>frozen</i>. The number
 *       is negative only after the limit was lowered below what is taken.
 *   <li>(I2) A frozen word is changed with the lock held only; any other by compare-and-set, by anybody.
 *   <li>(I3) Whenever the lock is free, the word is frozen if somebody is in the queue; so nobody overtakes, and a
 *       release meets whoever waits.
 *   <li>(I4) Whenever the lock is free, the first live waiter asks for more than is free.
 * </ol>
 * An uncontended acquire or release is one compare-and-set.
 */
final class Permits extends Selectable {
    private static final long FROZEN = 1;
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(Permits.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Semaphore owner;
    private final long id;
    private volatile long word;

    /** How many there are. Written under the lock, read by all. */
    private volatile long limit;

    // Guarded by the lock.
    private final WaitQueue queue = new WaitQueue();
    private boolean deciding;

    Permits(Semaphore owner, long id, long limit) {
        this.owner = owner;
        this.id = id;
        this.limit = limit;
        this.word = limit << 1;
    }

    long limit() {
        return limit;
    }

    long free() {
        return word >> 1;
    }

    // --------------------------------------------------------------------------------------------- fast paths

    /** Takes permits unless somebody waits or there are too few; false is no proof of either. */
    boolean takeQuickly(long n) {
        long now = word;
        return (now & FROZEN) == 0 && now >> 1 >= n && WORD.compareAndSet(this, now, now - (n << 1));
    }

    /** Gives permits back unless somebody waits or there would be too many; false is no proof of either. */
    boolean giveQuickly(long n) {
        long now = word;
        return (now & FROZEN) == 0 && n <= limit - (now >> 1) && WORD.compareAndSet(this, now, now + (n << 1));
    }

    // -------------------------------------------------------------------------------------------------- slow

    /** Exact, other than {@link #takeQuickly}. */
    boolean take(long n) {
        lock();
        boolean taken = takeLocked(n);
        unlock();
        return taken;
    }

    boolean takeLocked(long n) {
        long free = freezeLocked();
        boolean taken = free >= n && !queue.hasClaimable();
        thawLocked(taken ? free - n : free);
        return taken;
    }

    /** Exact, other than {@link #giveQuickly}; false if there would be too many. */
    boolean give(long n) {
        ReadyList served = new ReadyList();
        lock();
        long free = freezeLocked();
        boolean possible = n <= limit - free;
        serveLocked(possible ? free + n : free, served);
        unlock();
        served.readyAll();
        return possible;
    }

    void resize(long newLimit) {
        ReadyList served = new ReadyList();
        lock();
        long free = freezeLocked() + newLimit - limit;
        limit = newLimit;
        serveLocked(free, served);
        unlock();
        served.readyAll();
    }

    /** Takes what the node asks for, or queues it, in one step; says which. */
    boolean takeOrWaitLocked(WaitNode node) {
        long free = freezeLocked();
        boolean taken = free >= node.amount && !queue.hasClaimable();
        if (!taken) {
            queue.add(node);
        }
        thawLocked(taken ? free - node.amount : free);
        return taken;
    }

    /** Takes a node out, which may let others go on; false if it was served meanwhile. */
    boolean leaveLocked(WaitNode node, ReadyList served) {
        boolean left = queue.remove(node);
        if (left) {
            serveLocked(freezeLocked(), served);
        }
        return left;
    }

    /** Serves as many as possible of those who wait, and thaws the word. */
    private void serveLocked(long nowFree, ReadyList served) {
        long free = nowFree;
        for (WaitNode first = queue.peek(); first != null; first = queue.peek()) {
            if (first.isClaimable() && first.amount > free) {
                break;
            }
            queue.remove(first);
            if (first.claim()) {
                free -= first.amount;
                served.add(first);
            }
        }
        thawLocked(free);
    }

    /** From here on only the lock's holder changes the word; returns the number of free permits. */
    private long freezeLocked() {
        return (long) WORD.getAndBitwiseOr(this, FROZEN) >> 1;
    }

    /** Sets the number of free permits, and lets others change the word again if nobody waits. */
    private void thawLocked(long free) {
        word = free << 1 | (deciding || !queue.isEmpty() ? FROZEN : 0);
    }

    // ----------------------------------------------------------------------------------------------- selects

    @Override
    public long order() {
        return order(id, 2);
    }

    @Override
    public Object announced() {
        return owner;
    }

    @Override
    public void beginDecisionLocked() {
        deciding = true;
        freezeLocked();
    }

    @Override
    public void endDecisionLocked() {
        deciding = false;
        thawLocked(freezeLocked());
    }

    @Override
    public boolean looksReady(SelectCase operation) {
        return word >> 1 >= operation.amount();
    }

    @Override
    public boolean isReadyLocked(SelectCase operation) {
        return word >> 1 >= operation.amount() && !queue.hasClaimable();
    }

    @Override
    public boolean attemptLocked(SelectCase operation) {
        return takeLocked(operation.amount()) && operation.complete(null, WaitNode.DONE);
    }

    @Override
    public WaitQueue queueLocked(SelectCase.Kind kind) {
        return queue;
    }

    @Override
    public void enqueueLocked(SelectCase operation) {
        operation.node().amount = operation.amount();
        super.enqueueLocked(operation);
    }

    @Override
    public void withdraw(SelectCase operation) {
        ReadyList others = new ReadyList();
        lock();
        leaveLocked(operation.node(), others);
        unlock();
        others.readyAll();
    }
}
