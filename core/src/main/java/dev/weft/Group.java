package dev.weft;

import dev.weft.internal.scheduler.Engine;
import dev.weft.internal.scheduler.Engines;
import dev.weft.internal.scheduler.Turnstile;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Goroutines with limits of their own: how many of them execute at once, and how many are alive. Both limits can be
 * changed while they run. One part of a program, an import say, then cannot take all processors or all memory from the
 * others. Made by {@link Weft#group}.
 *
 * <p><b>Who belongs to it.</b> What {@link #go} starts, and what those start in any way that starts goroutines: a
 * goroutine belongs to the group of the one that started it, unless {@code go} of another group did. It stays in that
 * group until it ends. Groups do not nest.
 *
 * <p><b>{@code maxLive}</b> holds callers of {@link #go} back while so many are alive. Goroutines that members start
 * otherwise, for example with {@link Weft#go}, count too, but are started at once: a goroutine that waits for those
 * that it has started could else wait for ever. So {@link #live} can be above the limit, and then nobody new comes in.
 *
 * <p><b>{@code maxProcs}</b> is a limit on top of {@link Weft#maxProcs()}. A member that waits does not count. One that
 * is blocked in native code or in a file does. Other virtual threads that a member starts are not goroutines, are not
 * counted as alive, and are under this limit as well. It takes Weft's own scheduler: on that of the JDK, which has no
 * such limits, {@link #maxProcs(int)} throws.
 *
 * <p>What a member did <i>happens before</i> an {@link #await} that returns because it has ended.
 *
 * {@snippet class="dev.weft.snippets.GoroutineSnippets" region="group"}
 */
public final class Group {
    private static final AtomicLong NEXT_ID = new AtomicLong();

    private final String name;
    private final long id = NEXT_ID.incrementAndGet();
    private final Engine engine;
    private final GroupMembers members = new GroupMembers(this);

    /** Null where the engine has none. */
    private final @Nullable Turnstile turnstile;

    private volatile int maxProcs = Integer.MAX_VALUE;

    Group(String name, Engine engine) {
        this.name = name;
        this.engine = engine;
        this.turnstile = engine.turnstile();
    }

    // ---------------------------------------------------------------------------------------------- starting

    /**
     * Starts a goroutine of this group. Blocks while {@link #maxLive()} or more are alive; callers are let in in the
     * order in which they came.
     *
     * @param task what it runs; see {@link Goroutine} about failures
     * @return a handle on the goroutine; may be ignored
     * @throws CancelledException if the caller was cancelled before or while it waited; then nothing was started
     */
    public Goroutine go(Task task) {
        return start(null, Objects.requireNonNull(task, "go: the task is null"));
    }

    /**
     * As {@link #go(Task)}, with a name for the goroutine.
     *
     * @param goroutineName the name; need not be unique
     * @param task what it runs
     * @return a handle on the goroutine; may be ignored
     * @throws CancelledException as {@link #go(Task)} does
     */
    public Goroutine go(String goroutineName, Task task) {
        Objects.requireNonNull(goroutineName, "go: the name is null");
        return start(goroutineName, Objects.requireNonNull(task, "go: the task is null"));
    }

    private Goroutine start(@Nullable String goroutineName, Task task) {
        members.enter();
        return new Goroutine(Program.go(this, goroutineName, task));
    }

    /**
     * Waits until no goroutine of this group is alive. Returns at once if none is. A member that calls it waits for
     * itself, and so for ever.
     *
     * @throws CancelledException if the caller was cancelled before or while it waited
     */
    public void await() {
        members.await();
    }

    // ------------------------------------------------------------------------------------------------ limits

    /**
     * Changes how many goroutines of this group may execute at once. If they become fewer, those that are too many stop
     * when they next wait or yield. Never blocks.
     *
     * @param n the new number, at least 1; {@link Integer#MAX_VALUE} for no limit but that of all goroutines
     * @return this group
     * @throws IllegalArgumentException if n is less than 1
     * @throws UnsupportedOperationException if goroutines run on the JDK's scheduler, and n is a limit
     */
    public Group maxProcs(int n) {
        check("maxProcs", n);
        if (turnstile != null) {
            turnstile.limit(n);
        } else if (n != Integer.MAX_VALUE && !engine.seams().simulated()) {
            String remedy = Engines.remedy();
            throw new UnsupportedOperationException("maxProcs: a group cannot limit who executes on engine "
                    + engine.name() + " (" + this + ")" + (remedy.isEmpty() ? "" : "; start java with " + remedy));
        }
        maxProcs = n;
        return this;
    }

    /**
     * How many goroutines of this group may execute at once.
     *
     * @return at least 1; {@link Integer#MAX_VALUE} if there is no limit but that of all goroutines
     */
    public int maxProcs() {
        return maxProcs;
    }

    /**
     * Changes how many goroutines of this group may be alive before {@link #go} waits. If they become fewer, those that
     * are alive go on. Never blocks.
     *
     * @param n the new number, at least 1; {@link Integer#MAX_VALUE} for no limit
     * @return this group
     * @throws IllegalArgumentException if n is less than 1
     */
    public Group maxLive(int n) {
        check("maxLive", n);
        members.limit(n);
        return this;
    }

    /**
     * How many goroutines of this group may be alive before {@link #go} waits.
     *
     * @return at least 1; {@link Integer#MAX_VALUE} if there is no limit
     */
    public int maxLive() {
        return members.limit();
    }

    private void check(String operation, int n) {
        if (n < 1) {
            throw new IllegalArgumentException(operation + ": must be at least 1, but is " + n + " (" + this + ")");
        }
    }

    // ------------------------------------------------------------------------------------------------ asking

    /**
     * How many goroutines of this group have been started and not ended. Exact when asked, perhaps no longer so when
     * used.
     *
     * @return at least 0
     */
    public int live() {
        return members.live();
    }

    /**
     * The name given at the start.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The name and number.
     *
     * @return for example {@code group imports#2}
     */
    @Override
    public String toString() {
        return "group " + name + "#" + id;
    }

    // --------------------------------------------------------------------------------------- called by fibers

    /** A member has started a goroutine. */
    void join() {
        members.join();
    }

    /** A goroutine has ended, or could not be started. */
    void leave() {
        members.leave();
    }

    @Nullable Turnstile turnstile() {
        return turnstile;
    }
}
