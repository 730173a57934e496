package dev.weft.sync;

import dev.weft.CancelledException;
import dev.weft.Task;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.SpinLock;
import dev.weft.internal.park.WaitNode;
import dev.weft.internal.park.WaitQueue;
import dev.weft.internal.park.WaitReason;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs something once, whoever comes first: Go's {@code sync.Once}. For a result see {@link OnceValue}.
 *
 * <p>What the task did <i>happens before</i> every {@link #run} that returns.
 *
 * {@snippet class="dev.weft.snippets.SyncSnippets" region="once"}
 */
public final class Once {
    private static final AtomicLong NEXT_ID = new AtomicLong();

    private final @Nullable String name;
    private final long id = NEXT_ID.incrementAndGet();
    private final Gate gate = new Gate();

    /** Written under the gate's lock, read by all. */
    private volatile boolean done;

    private static final class Gate extends SpinLock {
        /** Who runs the task now. Guarded by the lock. */
        private @Nullable Fiber runner;

        /** Has members only while there is a runner. Guarded by the lock. */
        private final WaitQueue waiters = new WaitQueue();
    }

    /** Makes one that has not run yet. */
    public Once() {
        this.name = null;
    }

    /**
     * Makes one that has not run yet, with a name for dumps and reports.
     *
     * @param name the name; need not be unique
     */
    public Once(String name) {
        this.name = Objects.requireNonNull(name, "once: the name is null");
    }

    /**
     * Runs the task, unless one has been run already; waits while another goroutine is running one. Afterwards one has
     * been run. Once it has, this never blocks.
     *
     * <p>A task that fails has been run; only the caller that ran it gets its exception. But a task that gives up
     * because its goroutine was cancelled has not: the next caller runs its own.
     *
     * @param task what to run
     * @throws Exception what the task threw, if this call ran it
     * @throws CancelledException if the goroutine was cancelled before it ran the task or while it waited
     * @throws IllegalStateException if the task itself calls this
     */
    public void run(Task task) throws Exception {
        Objects.requireNonNull(task, "run: the task is null");
        if (Probe.ON) {
            Probe.announce(Operation.AWAIT, this);
        }
        if (!done && enter()) {
            perform(task);
        }
    }

    /**
     * Whether the task has been run.
     *
     * @return true from its end on
     */
    public boolean isDone() {
        if (Probe.ON) {
            Probe.announce(Operation.LENGTH, this);
        }
        return done;
    }

    private void perform(Task task) throws Exception {
        boolean ran = true;
        try {
            task.run();
        } catch (CancelledException cancelled) {
            ran = !Fiber.current().isCancelled();
            throw cancelled;
        } finally {
            leave(ran);
        }
    }

    /** Becomes the one that runs the task (true), or waits until it has been run (false). */
    private boolean enter() {
        Fiber fiber = Fiber.current();
        while (!done) {
            if (fiber.isCancelled()) {
                throw cancelled();
            }
            WaitNode node = fiber.node().reset(null);
            gate.lock();
            Fiber runner = gate.runner;
            boolean mine = runner == null && !done;
            boolean wait = runner != null && runner != fiber;
            if (mine) {
                gate.runner = fiber;
            } else if (wait) {
                fiber.prepareToPark(WaitReason.ONCE, this);
                gate.waiters.add(node);
            }
            gate.unlock();
            if (mine) {
                return true;
            }
            if (runner == fiber) {
                throw new IllegalStateException("run: called by the task that it runs (" + this + ")");
            }
            if (wait && !fiber.park()) {
                giveUp(fiber, node);
            }
        }
        return false;
    }

    private void giveUp(Fiber fiber, WaitNode node) {
        gate.lock();
        boolean left = gate.waiters.remove(node);
        gate.unlock();
        if (left) {
            fiber.abandon();
            throw cancelled();
        }
        fiber.parkUntilReady();
    }

    /** The runner is through, or has given up; those who wait look again. */
    private void leave(boolean ran) {
        if (Probe.ON) {
            Probe.announce(Operation.OPEN, this);
        }
        gate.lock();
        gate.runner = null;
        done |= ran;
        WaitNode node = gate.waiters.claimAll();
        gate.unlock();
        while (node != null) {
            WaitNode following = node.nextInList();
            node.fiber.ready();
            node = following;
        }
    }

    private CancelledException cancelled() {
        return new CancelledException("run: the goroutine was cancelled (" + this + ")");
    }

    /**
     * The name and number.
     *
     * @return for example {@code once configuration#1}
     */
    @Override
    public String toString() {
        return "once " + (name == null ? "" : name) + "#" + id;
    }
}
