package dev.weft.sync;

import dev.weft.CancelledException;
import dev.weft.Goroutine;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.SpinLock;
import dev.weft.internal.park.TaskWrapper;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a number of goroutines to finish: Go's {@code sync.WaitGroup}. {@link #go(Task)} is the way to use it: it
 * counts, starts and counts down, so that none of the three can be forgotten or come too late.
 *
 * <p>Each {@link #done} <i>happens before</i> an {@link #await} that it lets return.
 *
 * {@snippet class="dev.weft.snippets.SyncSnippets" region="waitGroup"}
 */
public final class WaitGroup {
    private static final AtomicLong NEXT_ID = new AtomicLong();

    private final @Nullable String name;
    private final long id = NEXT_ID.incrementAndGet();
    private final State state = new State();

    /** The counter and who waits for it. */
    private static final class State extends SpinLock {
        /** Guarded by the lock. */
        private long count;

        /** Has members only while {@code count > 0}. Guarded by the lock. */
        private final WaitQueue waiters = new WaitQueue();
    }

    /** Makes a wait group that counts 0. */
    public WaitGroup() {
        this.name = null;
    }

    /**
     * Makes a wait group that counts 0, with a name for dumps and reports.
     *
     * @param name the name; need not be unique
     */
    public WaitGroup(String name) {
        this.name = Objects.requireNonNull(name, "wait group: the name is null");
    }

    /**
     * Adds one, starts a goroutine that runs the task, and lets it count down when the task ends, however it ends.
     *
     * @param task what the goroutine runs
     * @return a handle on the goroutine; may be ignored
     */
    public Goroutine go(Task task) {
        Objects.requireNonNull(task, "go: the task is null");
        add(1);
        return Weft.go(new Counted(this, task));
    }

    /**
     * As {@link #go(Task)}, with a name for the goroutine.
     *
     * @param goroutineName the goroutine's name
     * @param task what the goroutine runs
     * @return a handle on the goroutine; may be ignored
     */
    public Goroutine go(String goroutineName, Task task) {
        Objects.requireNonNull(task, "go: the task is null");
        add(1);
        return Weft.go(goroutineName, new Counted(this, task));
    }

    private record Counted(WaitGroup group, Task task) implements Task, TaskWrapper {
        @Override
        public void run() throws Exception {
            try {
                task.run();
            } finally {
                group.done();
            }
        }

        @Override
        public Object wrapped() {
            return task;
        }
    }

    /**
     * Changes the counter. When it reaches 0, everyone who waits goes on. To be called before the goroutine that is
     * counted starts, not in it: otherwise {@link #await} may come first.
     *
     * @param delta what to add; may be negative
     * @throws IllegalStateException if the counter would become negative; it is left as it was
     */
    public void add(int delta) {
        if (Probe.ON) {
            Probe.announce(Operation.COUNT, this);
        }
        state.lock();
        long count = state.count + delta;
        if (count < 0) {
            state.unlock();
            throw new IllegalStateException(
                    (delta == -1 ? "done" : "add") + ": more done than added (" + this + ", by " + -count + ")");
        }
        state.count = count;
        WaitNode node = count == 0 ? state.waiters.claimAll() : null;
        state.unlock();
        while (node != null) {
            WaitNode following = node.nextInList();
            node.fiber.ready();
            node = following;
        }
    }

    /**
     * Takes one from the counter.
     *
     * @throws IllegalStateException if the counter is 0 already
     */
    public void done() {
        add(-1);
    }

    /**
     * Waits until the counter is 0: Go's {@code Wait} (a name that every Java object has already). Returns at once if
     * it is 0 now.
     *
     * @throws CancelledException if the goroutine was cancelled before or while it waited
     */
    public void await() {
        if (Probe.ON) {
            Probe.announce(Operation.AWAIT, this);
        }
        Fiber fiber = Fiber.current();
        if (fiber.isCancelled()) {
            throw cancelled();
        }
        WaitNode node = fiber.node().reset(null);
        state.lock();
        if (state.count == 0) {
            state.unlock();
            return;
        }
        fiber.prepareToPark(WaitReason.WAIT_GROUP, this);
        state.waiters.add(node);
        state.unlock();
        if (fiber.park()) {
            return;
        }
        state.lock();
        boolean left = state.waiters.remove(node);
        state.unlock();
        if (left) {
            fiber.abandon();
            throw cancelled();
        }
        fiber.parkUntilReady();
    }

    private CancelledException cancelled() {
        return new CancelledException("await: the goroutine was cancelled (" + this + ")");
    }

    /**
     * The name and number.
     *
     * @return for example {@code wait group downloads#2}
     */
    @Override
    public String toString() {
        return "wait group " + (name == null ? "" : name) + "#" + id;
    }
}
