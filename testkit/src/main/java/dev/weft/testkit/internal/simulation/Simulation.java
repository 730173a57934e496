package dev.weft.testkit.internal.simulation;

import dev.weft.CancelledException;
import dev.weft.Task;
import dev.weft.internal.jdk.CustomSchedulers;
import dev.weft.internal.jdk.InterruptListener;
import dev.weft.internal.jdk.Unmounting;
import dev.weft.internal.park.Blocker;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Seams;
import dev.weft.internal.park.Timers.Timer;
import dev.weft.internal.scheduler.Engine;
import dev.weft.internal.scheduler.MainGoroutines;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program again and again, one goroutine at a time, each time in the schedule that a {@link Strategy} decides
 * on.
 *
 * <p><b>Steps.</b> A goroutine runs until it is about to do something that others can see ({@link #before}), or until
 * it has to wait. There it says what it will do, and the strategy decides whose announced operation comes next. So a
 * step is one operation and all that its goroutine does up to the next. What happens in between cannot be seen by
 * others, if they share data only by Weft's means; so every behaviour of such a program is one of a sequence of steps.
 * When the strategy chooses the goroutine that is asking, that goroutine simply goes on: no switch is paid for.
 *
 * <p><b>How a goroutine stops.</b> It unmounts its virtual thread; control returns to the driver, the platform thread
 * that called {@link #run}. The driver runs the continuation of whoever was chosen. Nothing here is shared between
 * threads, therefore, except {@link #foreign} and {@link #stopped}.
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) The actors that can take a step are the runnable ones of {@link Actors}.
 *   <li>(I2) While a goroutine runs, {@code current} is its actor, and {@code departure} is {@code NONE} until it
 *       announces how it is about to leave. If it comes off the carrier with {@code NONE}, the JDK has taken it off.
 *   <li>(I3) Time moves only when nobody can take a step and nobody waits for the others to settle.
 * </ol>
 *
 * <p>What is left of a schedule that ended early is abandoned: its goroutines are never continued, and become garbage.
 */
public final class Simulation implements Engine, Executor, Blocker {
    private static final int NONE = 0;
    private static final int AT_A_POINT = 1;

    /** By {@link Thread#yield}, or a wait in the JDK that was over at once. */
    private static final int BY_THE_JDK = 4;
    private static final int TO_WAIT = 2;
    private static final int AT_THE_END = 3;

    private final Thread driver;
    private final Settings settings;
    private final ThreadFactory threads = CustomSchedulers.factory(this);
    private final InterruptListener interrupts = new InterruptListener(this::interrupted);
    private final VirtualTimers timers = new VirtualTimers(this);
    private final Seams seams = new Seams(this, timers, this::choose, this::before, true);
    private final Decisions decisions = new Decisions();
    private Strategy strategy;

    /** Who listens to the steps; only when a report is made. */
    private @Nullable StepListener listener;

    // One schedule's.
    private long schedule;
    private final Actors actors = new Actors();
    private final List<GoroutineActor> settling = new ArrayList<>();
    private int steps;
    private int live;
    private boolean mainEnded;
    private @Nullable Ending ending;

    // The moment's.
    private @Nullable Actor current;
    private @Nullable Actor next;
    private @Nullable Actor last;
    private @Nullable GoroutineActor starting;
    private int departure;

    /** Set by a thread that is not the driver and meddled; read by the driver when a schedule ends. */
    private volatile @Nullable Refusal foreign;

    /** Set by the thread that waits for the driver. */
    private volatile boolean stopped;

    private int maxProcs;

    /**
     * Belongs to the calling thread, which must be a platform thread.
     *
     * @param strategy decides; can be changed between schedules
     */
    public Simulation(Settings settings, Strategy strategy) {
        this.driver = Thread.currentThread();
        this.settings = settings;
        this.strategy = strategy;
    }

    /** Hears of every step that is about to be taken. */
    @FunctionalInterface
    public interface StepListener {
        void step(Simulation simulation, Actor actor);
    }

    public void setStrategy(Strategy newStrategy) {
        strategy = newStrategy;
    }

    public void setListener(@Nullable StepListener newListener) {
        listener = newListener;
    }

    // ------------------------------------------------------------------------------------------- one schedule

    /** Runs the task as a main goroutine in one schedule. */
    public Ending run(Task task) {
        reset();
        MainGoroutines.start(this, () -> {
            task.run();
            return task;
        }, this::programEnded);
        while (ending == null) {
            Actor actor = next != null ? next : decide();
            next = null;
            if (actor != null) {
                current = actor;
                actor.proceed();
                current = null;
            }
        }
        Refusal meddling = foreign;
        return meddling != null ? new Ending.Refused(meddling) : ending;
    }

    private void reset() {
        schedule++;
        actors.clear();
        settling.clear();
        steps = 0;
        live = 0;
        mainEnded = false;
        ending = null;
        next = null;
        maxProcs = settings.maxProcs();
        foreign = null;
        timers.reset();
        decisions.clear();
    }

    /** Called on the goroutine that ends the program, or fails it. */
    private void programEnded(@Nullable Throwable how) {
        boolean cancelled = how instanceof CancelledException && settings.mainMayBeCancelled();
        if (how != null && !cancelled) {
            ending = new Ending.Thrown(how);
        } else {
            mainEnded = true;
        }
    }

    /** Who takes the next step; null when the schedule has ended. */
    private @Nullable Actor decide() {
        if (actors.runnableCount() == 0 && !advance()) {
            ending = allAsleep();
            return null;
        }
        if (steps >= settings.maxSteps()) {
            ending = new Ending.Endless(steps);
            return null;
        }
        if (stopped) {
            ending = Ending.Stopped.INSTANCE;
            return null;
        }
        Actor chosen = strategy.next(this);
        if (chosen == null) {
            String divergence = strategy.divergence();
            ending = divergence == null
                    ? Ending.Redundant.INSTANCE
                    : new Ending.Refused(Refusals.diverged(divergence));
            return null;
        }
        if (actors.runnableCount() > 1) {
            decisions.addStep(chosen.number());
        }
        if (listener != null) {
            listener.step(this, chosen);
        }
        steps++;
        last = chosen;
        return chosen;
    }

    /** Nobody can run: whoever waited for that goes on, or time does. */
    private boolean advance() {
        if (settling.isEmpty()) {
            return timers.advance();
        }
        for (GoroutineActor goroutine : settling) {
            actors.makeRunnable(goroutine, Operation.RESUME, null, steps);
            goroutine.afterAll = true;
        }
        settling.clear();
        return true;
    }

    private Ending allAsleep() {
        List<GoroutineActor> waiting = actors.unended();
        if (mainEnded && waiting.isEmpty()) {
            return Ending.Normal.INSTANCE;
        }
        List<Thread> others = settings.foreignThreads().alive();
        if (!others.isEmpty()) {
            return new Ending.Refused(Refusals.threadsAlive(others));
        }
        return mainEnded ? new Ending.Leak(waiting) : new Ending.Deadlock();
    }

    // ------------------------------------------------------------------------------- what goroutines do: points

    /** The running goroutine is about to do something: others may go first. */
    private void before(Fiber fiber, Operation operation, Object target) {
        GoroutineActor me = running(fiber);
        if (ending != null && operation == Operation.END) {
            return;
        }
        me.operation = operation;
        // The end of main ends the others, too, if they are not waited for: there is nothing that it does not act on.
        me.target = endsProgram(me) ? null : target;
        Actor chosen = ending != null ? null : decide();
        if (chosen != me) {
            next = chosen;
            leave(me, AT_A_POINT);
        }
    }

    private boolean endsProgram(GoroutineActor goroutine) {
        return mainEnded && goroutine.number() == 0 && !settings.checkLeaks();
    }

    /** Takes the running goroutine off the carrier; returns when it has been chosen to go on. */
    private void leave(GoroutineActor me, int how) {
        departure = how;
        if (!Unmounting.unmount(me.fiber().thread())) {
            departure = NONE;
            Refusal refusal = Refusals.pinned(me);
            refuse(refusal);
            throw new IllegalStateException(refusal.problem());
        }
    }

    private GoroutineActor running(Fiber fiber) {
        if (current instanceof GoroutineActor goroutine && goroutine.fiber() == fiber) {
            return goroutine;
        }
        throw new IllegalStateException("a goroutine runs that the simulation has not chosen: " + fiber);
    }

    private int choose(Fiber fiber, int bound) {
        if (bound == 1) {
            return 0;
        }
        int chosen = strategy.choose(this, bound);
        decisions.addChoice(chosen);
        return chosen;
    }

    @Override
    public void yieldNow() {
        Fiber fiber = Fiber.currentGoroutine();
        if (fiber != null) {
            before(fiber, Operation.YIELD, Operation.YIELD);
        }
    }

    /** Lets the running goroutine wait until nobody else can run, and before time moves. */
    public void settle() {
        if (!(current instanceof GoroutineActor me) || CustomSchedulers.currentCarrier() != driver) {
            throw new IllegalStateException("settle: the caller is not a goroutine of a bubble");
        }
        actors.remove(me);
        settling.add(me);
        leave(me, TO_WAIT);
    }

    // ----------------------------------------------------------------------- what goroutines do: wait and wake

    @Override
    public void block(Fiber fiber) {
        GoroutineActor me = running(fiber);
        interrupts.listen(fiber.thread());
        if (!fiber.commitPark(me)) {
            return;
        }
        if (!fiber.thread().isInterrupted()) {
            actors.remove(me);
            leave(me, TO_WAIT);
        }
        fiber.uncommitPark();
    }

    @Override
    public void wake(Fiber fiber, int before) {
        if (Refusals.isTimerOfTheJdk(Thread.currentThread())) {
            // The goroutine has left its carrier to wait with a limit: the driver sees that, and refuses it.
            return;
        }
        if (CustomSchedulers.currentCarrier() != driver) {
            meddled("wakes " + fiber);
            return;
        }
        if (before == Fiber.PARKED && fiber.continuation() instanceof GoroutineActor goroutine) {
            if (goroutine.schedule != schedule) {
                refuse(Refusals.otherSchedule(goroutine));
                return;
            }
            Operation resumption = WakeUps.operation(fiber);
            actors.makeRunnable(goroutine, resumption, resumption == Operation.RESUME ? null : fiber.target(), steps);
        }
    }

    /** Called by whoever interrupts a goroutine's thread, on the interrupter's thread. */
    private void interrupted(Thread thread) {
        if (Refusals.isTimerOfTheJdk(Thread.currentThread())) {
            // The goroutine has left its carrier to wait with a limit: the driver sees that, and refuses it.
            return;
        }
        if (CustomSchedulers.currentCarrier() != driver) {
            meddled("interrupts " + thread.getName());
            return;
        }
        if (thread.getUncaughtExceptionHandler() instanceof Fiber fiber && fiber.isCommitted()
                && fiber.continuation() instanceof GoroutineActor goroutine && goroutine.schedule == schedule) {
            // What it does first is its own affair: it announces that it leaves.
            actors.makeRunnable(goroutine, Operation.RESUME, null, steps);
        }
    }

    // ------------------------------------------------------------------------------------------------- timers

    /** A timer is due: it becomes somebody who can take a step. */
    Actor due(Timer timer) {
        TimerActor actor = new TimerActor(this, actors.size(), timer);
        actors.add(actor);
        actors.makeRunnable(actor, Operation.TIMER, actor.target, steps);
        actor.afterAll = true;
        return actor;
    }

    void withdraw(Actor actor) {
        actors.remove(actor);
    }

    void fire(TimerActor actor, Timer timer) {
        actors.remove(actor);
        timers.fired(timer);
        timer.fireNow();
    }

    // ----------------------------------------------------------------------------------- threads, as an engine

    @Override
    public void start(Fiber fiber, @Nullable String name) {
        if (CustomSchedulers.currentCarrier() != driver) {
            throw new IllegalStateException("go: the calling thread does not belong to the simulation");
        }
        GoroutineActor actor = new GoroutineActor(this, actors.size(), schedule, fiber, name);
        Thread thread = fiber.bindNew(threads, name);
        actors.add(actor);
        live++;
        starting = actor;
        thread.start();
        actors.makeRunnable(actor, Operation.START, null, steps);
    }

    @Override
    public void ended(Fiber fiber) {
        GoroutineActor me = running(fiber);
        departure = AT_THE_END;
        me.ended = true;
        live--;
        actors.remove(me);
        if (endsProgram(me) && ending == null) {
            ending = Ending.Normal.INSTANCE;
        }
    }

    /** Runs a goroutine until it leaves; on the driver. */
    void mount(GoroutineActor goroutine) {
        departure = NONE;
        goroutine.runContinuation();
        if (departure == NONE) {
            leftWithoutNotice(goroutine);
        } else if (departure == BY_THE_JDK) {
            continuableUnlessTimed(goroutine);
        } else if (departure != AT_THE_END) {
            Unmounting.makeContinuable(goroutine.fiber().thread());
        }
    }

    private void continuableUnlessTimed(GoroutineActor goroutine) {
        Refusal refusal = Refusals.ofTimedWait(goroutine);
        if (refusal != null) {
            refuse(refusal);
        } else {
            Unmounting.makeContinuable(goroutine.fiber().thread());
        }
    }

    /**
     * The JDK offers a continuation that can be run. Who offers it is asked first: what {@link #starting} waits for
     * comes from the driver, and a timer of an earlier schedule, whose goroutine has been abandoned, may go off in that
     * very moment.
     */
    @Override
    public void execute(Runnable continuation) {
        if (CustomSchedulers.currentCarrier() != driver) {
            executeFromOutside(continuation);
            return;
        }
        GoroutineActor fresh = starting;
        if (fresh != null) {
            fresh.continuation = continuation;
            starting = null;
        } else {
            executeUnexpected(continuation);
        }
    }

    private void executeFromOutside(Runnable continuation) {
        if (!Refusals.isTimerOfTheJdk(Thread.currentThread())) {
            Thread thread = CustomSchedulers.threadOf(continuation);
            boolean ours = thread != null && thread.getUncaughtExceptionHandler() instanceof Fiber;
            meddled("lets a " + (ours ? "goroutine" : "virtual thread") + " go on");
        }
        // Otherwise a goroutine has left its carrier to wait with a limit: the driver sees that, and refuses it.
    }

    private void executeUnexpected(Runnable continuation) {
        GoroutineActor owner = null;
        for (GoroutineActor goroutine : actors.goroutines()) {
            owner = goroutine.continuation == continuation ? goroutine : owner;
        }
        if (owner == null) {
            if (!isGoroutine(continuation)) {
                refuse(Refusals.foreignVirtualThread());
            }
            // Otherwise it is one of an earlier schedule, which was abandoned.
        } else if (owner == current) {
            // It called Thread.yield: a point like any other. Or a timed wait was over at once, which mount looks at.
            departure = BY_THE_JDK;
            owner.operation = Operation.YIELD;
            owner.target = Operation.YIELD;
        } else if (owner.parkedByJdk) {
            owner.parkedByJdk = false;
            actors.makeRunnable(owner, Operation.YIELD, null, steps);
        }
        // Otherwise a stack dump has looked at it and puts it back: it is where it was.
    }

    /** Whether the continuation is that of a goroutine, of whatever schedule, or of a thread that has ended. */
    private static boolean isGoroutine(Runnable continuation) {
        Thread thread = CustomSchedulers.threadOf(continuation);
        return thread != null && (!thread.isAlive() || thread.getUncaughtExceptionHandler() instanceof Fiber);
    }

    private void leftWithoutNotice(GoroutineActor goroutine) {
        Refusal refusal = Refusals.ofParked(goroutine);
        if (refusal != null) {
            refuse(refusal);
            return;
        }
        goroutine.parkedByJdk = true;
        actors.remove(goroutine);
    }

    private void refuse(Refusal refusal) {
        ending = new Ending.Refused(refusal);
    }

    /** Another thread interferes: its doings cannot be repeated. Its own call goes on as if nothing were the matter. */
    private void meddled(String what) {
        if (foreign == null && ending == null) {
            foreign = Refusals.foreignWaker(what);
        }
    }

    // ------------------------------------------------------------------------------------------ what it shows

    /** The actor that took the last step, if it can take the next. */
    public @Nullable Actor running() {
        Actor now = current;
        return now != null && now.isRunnable() ? now : null;
    }

    /** The actor that took the last step of all. */
    public @Nullable Actor lastToRun() {
        return last;
    }

    /** Whether the actor's next step ends the schedule, whoever else could go on. */
    public boolean isAboutToEnd(Actor actor) {
        return actor.operation == Operation.END && actor.target == null;
    }

    /** Everybody, and who can take a step. */
    public Actors actors() {
        return actors;
    }

    /** How many steps have been taken. */
    public int steps() {
        return steps;
    }

    /** What has been decided so far. */
    public Decisions decisions() {
        return decisions;
    }

    /** The nanoseconds of virtual time since the beginning. */
    public long nanos() {
        return timers.clock().nanoTime();
    }

    /** Makes {@link #run} return soon; may be called by any thread. */
    public void stop() {
        stopped = true;
    }

    /** The simulation of the calling goroutine, or null. */
    public static @Nullable Simulation ofCaller() {
        Fiber fiber = Fiber.currentGoroutine();
        return fiber != null && fiber.seams().blocker() instanceof Simulation simulation ? simulation : null;
    }

    @Override
    public String name() {
        return "simulation";
    }

    @Override
    public Seams seams() {
        return seams;
    }

    @Override
    public long liveGoroutines() {
        return live;
    }

    @Override
    public int maxProcs() {
        return maxProcs;
    }

    @Override
    public int maxProcs(int n) {
        int former = maxProcs;
        maxProcs = n;
        return former;
    }
}
