package dev.weft.internal.channel;

import dev.weft.CancelledException;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.SelectCase;
import dev.weft.internal.park.Selectable;
import dev.weft.internal.park.Timers;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The select algorithm, after Go's {@code selectgo}. An instance holds a fixed list of cases in the order in which
 * what they wait for is locked, and can be run many times by one thread at a time.
 *
 * <p><b>Three steps.</b>
 * <ol>
 *   <li><i>Glance</i>: look at all cases without locks; if some look ready, pick one of them (at random, or the first)
 *       and try it under its target's lock alone. Most selects that do not wait end here, with one lock taken. A
 *       prioritised select may end here with its first case only: one before the case that was tried might have become
 *       ready after it was looked at, and still before the other.
 *   <li><i>Decide</i>: take the locks of all targets. Now the set of ready cases is exact: do one of them, or take the
 *       default, or queue a node for every case. All this is one atomic step as far as others can see, which makes
 *       {@code otherwise} exact.
 *   <li><i>Wait</i>: until a partner, or the timer, has claimed the round; then take the other nodes out of their
 *       queues, so that a select leaves nothing behind.
 * </ol>
 *
 * <p><b>Fair choice.</b> A choice is uniform among the cases that are ready: they are counted, one random number picks
 * one. (A random starting point would favour a case that comes after many that are not ready.)
 *
 * <p><b>Locks</b> are taken in {@linkplain Selectable#order() one order}, each once, so that selects do not deadlock
 * with each other. All but the first are only tried: whoever does not get one in about a microsecond releases
 * everything, yields and begins anew, since a goroutine must not be suspended with a spin lock in its hand.
 *
 * <p><b>Never meeting itself</b>: a select that both sends to and receives from a channel queues both nodes without
 * looking, under one holding of the lock; whoever comes later meets one of them and claims the round for both.
 */
public final class Select implements Probe.Compound {
    /** No case was ready, and {@code otherwise} was allowed. */
    public static final int DEFAULT = -1;

    /** The time was over before a case was ready. */
    public static final int TIMEOUT = -2;

    /** No limit on waiting. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** Do not wait at all. */
    public static final long NOT_AT_ALL = -1;

    private final SelectCase[] cases;
    private final boolean prioritized;

    /** The targets of all cases, each once, in locking order; found when they are locked for the first time. */
    private Selectable @Nullable [] lockOrder;

    /** Whether one of them needs to know when somebody waits; found at the same time. */
    private boolean timed;

    public Select(SelectCase[] cases, boolean prioritized) {
        this.cases = cases;
        this.prioritized = prioritized;
    }

    private static Selectable[] distinctTargets(SelectCase[] cases) {
        Selectable[] sorted = new Selectable[cases.length];
        int count = 0;
        for (SelectCase operation : cases) {
            Selectable target = operation.targetOrNull();
            if (target != null) {
                count = insert(sorted, count, target);
            }
        }
        return count == sorted.length ? sorted : Arrays.copyOf(sorted, count);
    }

    /**
     * Puts a target in its place unless it is there already; returns the new number. Quadratic, and best for a few.
     */
    private static int insert(Selectable[] sorted, int count, Selectable target) {
        int place = count;
        while (place > 0 && sorted[place - 1].order() > target.order()) {
            place--;
        }
        if (place > 0 && sorted[place - 1] == target) {
            return count;
        }
        System.arraycopy(sorted, place, sorted, place + 1, count - place);
        sorted[place] = target;
        return count + 1;
    }

    /**
     * Does one of the cases.
     *
     * @param nanos how long to wait at most: {@link #FOREVER}, {@link #NOT_AT_ALL}, or nanoseconds
     * @return the index of the case, {@link #DEFAULT} (only with {@link #NOT_AT_ALL}) or {@link #TIMEOUT}
     */
    public int run(long nanos) {
        if (Probe.ON) {
            Probe.announce(Operation.SELECT, this);
        }
        Fiber fiber = Fiber.current();
        if (nanos != NOT_AT_ALL && Fiber.mayBeCancelled() && fiber.isCancelled()) {
            throw new CancelledException("select: the goroutine was cancelled");
        }
        int chosen = glance(fiber);
        return chosen >= 0 ? chosen : decide(fiber, nanos);
    }

    // ------------------------------------------------------------------------------------------------ glance

    private int glance(Fiber fiber) {
        int candidates = 0;
        int first = -1;
        for (int i = 0; i < cases.length; i++) {
            if (looksReady(cases[i])) {
                candidates++;
                if (first < 0) {
                    first = i;
                }
            }
        }
        if (candidates == 0) {
            return -1;
        }
        if (prioritized && hasCaseBefore(first)) {
            return -1;
        }
        int chosen = prioritized || candidates == 1 ? first : nthCandidate(fiber.nextRandom(candidates));
        return chosen >= 0 && cases[chosen].target().attempt(cases[chosen]) ? chosen : -1;
    }

    private boolean hasCaseBefore(int index) {
        for (int i = 0; i < index; i++) {
            if (cases[i].takesPart()) {
                return true;
            }
        }
        return false;
    }

    private int nthCandidate(int n) {
        int left = n;
        for (int i = 0; i < cases.length; i++) {
            if (looksReady(cases[i]) && left-- == 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean looksReady(SelectCase operation) {
        return operation.takesPart() && operation.target().looksReady(operation);
    }

    // ------------------------------------------------------------------------------------------------ decide

    private int decide(Fiber fiber, long nanos) {
        Selectable[] targets = lockOrder();
        if (nanos > 0) {
            makeNodes(fiber);
        }
        lockAll(targets);
        int done = doOneLocked(fiber, targets);
        if (done >= 0) {
            unlockAll(targets);
            cases[done].readyPartners();
            return done;
        }
        if (nanos <= 0) {
            unlockAll(targets);
            return nanos == NOT_AT_ALL ? DEFAULT : TIMEOUT;
        }
        int round = fiber.openRound();
        fiber.prepareToPark(targets.length == 0 ? WaitReason.SELECT_WITH_NO_CASES : reason(), this);
        for (int i = 0; i < cases.length; i++) {
            SelectCase operation = cases[i];
            if (operation.takesPart()) {
                operation.node().resetForCase(operation.value(), i, round);
                operation.target().enqueueLocked(operation);
            }
        }
        if (targets.length < cases.length && !prioritized) {
            chooseAmongTwinsLocked(fiber);
        }
        unlockAll(targets);
        return await(fiber, round, nanos);
    }

    private WaitReason reason() {
        for (SelectCase operation : cases) {
            if (operation.kind() == SelectCase.Kind.SETTLED && operation.takesPart()) {
                return WaitReason.SELECT_WITH_FUTURES;
            }
        }
        return WaitReason.SELECT;
    }

    /** Does one of the cases that are ready; -1 if there was an instant at which none was. */
    private int doOneLocked(Fiber fiber, Selectable[] targets) {
        int looks = looksNeeded(targets);
        while (looks > 0) {
            int ready = chooseReadyLocked(fiber);
            if (ready < 0) {
                looks--;
            } else if (cases[ready].target().attemptLocked(cases[ready])) {
                return ready;
            }
            // Else it is gone: its partner was claimed by a timer or a cancellation, which need no lock. Choose again.
        }
        return -1;
    }

    /**
     * What is unsteady can become possible once behind our back. So with {@code n} such targets, one of {@code n + 1}
     * looks at all of them is undisturbed, and shows what is so at one instant. With one target, any look does.
     */
    private static int looksNeeded(Selectable[] targets) {
        int unsteady = 0;
        for (Selectable target : targets) {
            unsteady += target.isUnsteady() ? 1 : 0;
        }
        return unsteady <= 1 ? 1 : unsteady + 1;
    }

    /**
     * Cases that do the same to the same target will all be possible at the same moment, and the one that is queued
     * first will be done: which one that is, is the choice among the ready that a select owes to chance.
     */
    private void chooseAmongTwinsLocked(Fiber fiber) {
        for (int i = 0; i < cases.length; i++) {
            int twins = isFirstTwin(i) ? countTwins(cases[i]) : 1;
            int left = twins > 1 ? fiber.nextRandom(twins) : 0;
            for (int j = i; left > 0 && j < cases.length - 1; j++) {
                if (cases[j].isTwinOf(cases[i])) {
                    // All twins before the chosen one go behind it, which keeps their order.
                    WaitQueue queue = cases[j].target().queueLocked(cases[j].kind());
                    queue.remove(cases[j].node());
                    queue.add(cases[j].node());
                    left--;
                }
            }
        }
    }

    private boolean isFirstTwin(int index) {
        if (!cases[index].takesPart()) {
            return false;
        }
        for (int i = 0; i < index; i++) {
            if (cases[i].isTwinOf(cases[index])) {
                return false;
            }
        }
        return true;
    }

    private int countTwins(SelectCase operation) {
        int count = 0;
        for (SelectCase other : cases) {
            count += other.isTwinOf(operation) ? 1 : 0;
        }
        return count;
    }

    /** Before the locks are taken, because nothing is allocated under them. */
    private void makeNodes(Fiber fiber) {
        for (SelectCase operation : cases) {
            if (operation.takesPart()) {
                operation.nodeOf(fiber);
            }
        }
    }

    private int chooseReadyLocked(Fiber fiber) {
        int candidates = 0;
        int first = -1;
        for (int i = 0; i < cases.length; i++) {
            if (isReadyLocked(cases[i])) {
                candidates++;
                if (first < 0) {
                    first = i;
                }
            }
        }
        if (candidates <= 1 || prioritized) {
            return first;
        }
        int left = fiber.nextRandom(candidates);
        for (int i = 0; i < cases.length; i++) {
            if (isReadyLocked(cases[i]) && left-- == 0) {
                return i;
            }
        }
        return first;
    }

    private static boolean isReadyLocked(SelectCase operation) {
        return operation.takesPart() && operation.target().isReadyLocked(operation);
    }

    // -------------------------------------------------------------------------------------------------- wait

    private int await(Fiber fiber, int round, long nanos) {
        if (timed) {
            setAlarms();
        }
        Deadline deadline = null;
        if (nanos != FOREVER) {
            deadline = new Deadline(fiber, round);
            fiber.seams().timers().schedule(deadline, nanos);
        }
        if (!fiber.park()) {
            if (fiber.claim(round)) {
                withdraw();
                fiber.abandon();
                cancel(fiber, deadline);
                throw new CancelledException("select: the goroutine was cancelled");
            }
            fiber.parkUntilReady();
        }
        cancel(fiber, deadline);
        return withdraw();
    }

    private void setAlarms() {
        for (SelectCase operation : cases) {
            if (operation.takesPart() && operation.target().isTimed()) {
                operation.target().awaited();
            }
        }
    }

    /**
     * Takes the nodes that are still queued out of their queues, and stores the result of the one that was completed.
     *
     * @return the index of the completed case, or {@link #TIMEOUT}
     */
    private int withdraw() {
        int completed = TIMEOUT;
        for (int i = 0; i < cases.length; i++) {
            SelectCase operation = cases[i];
            if (!operation.takesPart()) {
                continue;
            }
            WaitNode node = operation.node();
            if (node.outcome == WaitNode.PENDING) {
                operation.target().withdraw(operation);
                node.takeItem();
            } else {
                Object item = node.takeItem();
                operation.complete(operation.kind() == SelectCase.Kind.RECEIVE ? item : null, node.outcome);
                completed = i;
            }
        }
        return completed;
    }

    private static void cancel(Fiber fiber, @Nullable Deadline deadline) {
        if (deadline != null) {
            fiber.seams().timers().cancel(deadline);
        }
    }

    /** Ends a select when time is over. */
    private final class Deadline extends Timers.Timer {
        private final Fiber fiber;
        private final int round;

        Deadline(Fiber fiber, int round) {
            this.fiber = fiber;
            this.round = round;
        }

        @Override
        protected Object actsOn() {
            return Select.this;
        }

        @Override
        public String toString() {
            return "the end of a select's time";
        }

        @Override
        protected void fire() {
            if (fiber.claim(round)) {
                fiber.ready();
            }
        }
    }

    // ------------------------------------------------------------------------------------------------- locks

    @Override
    public Object[] parts() {
        Selectable[] targets = lockOrder();
        Object[] announced = new Object[targets.length];
        for (int i = 0; i < targets.length; i++) {
            announced[i] = targets[i].announced();
        }
        return announced;
    }

    private Selectable[] lockOrder() {
        Selectable[] known = lockOrder;
        if (known == null) {
            known = distinctTargets(cases);
            timed = Arrays.stream(known).anyMatch(Selectable::isTimed);
            lockOrder = known;
        }
        return known;
    }

    private static void lockAll(Selectable[] targets) {
        while (targets.length > 0 && !tryLockAll(targets)) {
            Thread.yield();
        }
        for (Selectable target : targets) {
            target.beginDecisionLocked();
        }
    }

    private static boolean tryLockAll(Selectable[] targets) {
        targets[0].lock();
        for (int i = 1; i < targets.length; i++) {
            if (!targets[i].tryLockBriefly()) {
                while (--i >= 0) {
                    targets[i].unlock();
                }
                return false;
            }
        }
        return true;
    }

    private static void unlockAll(Selectable[] targets) {
        for (Selectable target : targets) {
            target.endDecisionLocked();
            target.unlock();
        }
    }

    /**
     * For example {@code receive from channel jobs#3; send to channel out#4}; empty if there is nothing to wait for.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (SelectCase operation : cases) {
            if (operation.takesPart()) {
                text.append(text.isEmpty() ? "" : "; ").append(operation.kind()).append(operation.describe());
            }
        }
        return text.toString();
    }
}
