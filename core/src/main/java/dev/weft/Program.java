package dev.weft;

import dev.weft.diagnostics.Dump;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Latch;
import dev.weft.internal.park.WaitReason;
import dev.weft.internal.scheduler.Engine;
import dev.weft.internal.scheduler.Engines;
import dev.weft.internal.scheduler.MainGoroutines;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What goroutines belong to: the run of a main goroutine by {@link Weft#run}, or, for those started without one,
 * nothing in particular ({@link #DETACHED}). A goroutine belongs to the program of the one that started it.
 *
 * <p>A program ends with the first of: its main goroutine returned or threw, another goroutine failed, a deadlock was
 * found.
 */
final class Program {
    /** Owns the goroutines that were started outside of any {@link Weft#run}. */
    static final Program DETACHED = new Program(Engines.engine());

    private final Latch over = new Latch();

    /** How the program ended, null while it runs. The first to set it wins. */
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

    private @Nullable Fiber main;

    /** Whether main has left through {@code goexit}: then the program goes on without it. */
    private volatile boolean mainExited;

    private final Engine engine;

    /** Hears what {@link MainGoroutines#start} says, in place of {@link #over} and of stderr; usually null. */
    private final @Nullable Consumer<@Nullable Throwable> onEnd;

    static {
        MainGoroutines.install(Program::start);
    }

    private Program(Engine engine) {
        this(engine, null);
    }

    private Program(Engine engine, @Nullable Consumer<@Nullable Throwable> onEnd) {
        this.engine = engine;
        this.onEnd = onEnd;
    }

    /** Starts {@code task} as the main goroutine of a new program on an engine that finds its deadlocks itself. */
    private static Fiber start(Engine engine, Callable<?> task, Consumer<@Nullable Throwable> onEnd) {
        Program program = new Program(engine, onEnd);
        GoroutineFiber fiber = new GoroutineFiber(program, null, Context.background(), "main", task::call);
        program.main = fiber;
        fiber.start();
        return fiber;
    }

    /** Runs {@code task} as a goroutine of nobody's program to its end. */
    static void rehearse(Engine engine, Task task) {
        new GoroutineFiber(new Program(engine), null, Context.background(), null, task).start();
    }

    boolean isMain(Fiber fiber) {
        return fiber == main;
    }

    /** What runs this program's goroutines. */
    Engine engine() {
        return engine;
    }

    /** The program of the calling goroutine. */
    static Program current() {
        return Fiber.currentGoroutine() instanceof GoroutineFiber fiber ? fiber.program() : DETACHED;
    }

    /** Runs {@code task} as the main goroutine of a new program; see {@link Weft#run}. */
    static void run(Task task) throws Exception {
        Program program = new Program(current().engine());
        boolean watched = !program.engine.seams().simulated();
        CreationSites.note(task);
        GoroutineFiber fiber = new GoroutineFiber(program, joinedByCaller(), Context.current(), "main", task);
        program.main = fiber;
        if (watched) {
            DeadlockWatch.begin(program);
        }
        try {
            fiber.start();
            if (!program.over.await(WaitReason.JOIN, fiber)) {
                fiber.thread().interrupt();
                throw new CancelledException("run: the calling thread was interrupted");
            }
        } finally {
            if (watched) {
                DeadlockWatch.end(program);
            }
        }
        program.rethrow();
    }

    /** Starts a goroutine in the program of the caller. */
    static GoroutineFiber go(@Nullable String name, Task task) {
        return go(Context.current(), name, task);
    }

    /** Starts a goroutine in the program of the caller, under a context. */
    static GoroutineFiber go(Context context, @Nullable String name, Task task) {
        CreationSites.note(task);
        GoroutineFiber fiber = new GoroutineFiber(current(), joinedByCaller(), context, name, task);
        fiber.start();
        Rehearsal.perhaps(fiber);
        return fiber;
    }

    /** Starts a goroutine in the program of the caller, in a group that has counted it. */
    static GoroutineFiber go(Group group, @Nullable String name, Task task) {
        CreationSites.note(task);
        GoroutineFiber fiber = new GoroutineFiber(current(), group, Context.current(), name, task);
        fiber.start();
        return fiber;
    }

    /** The group of the caller, one larger now; null for most. */
    private static @Nullable Group joinedByCaller() {
        Group group = Fiber.currentGoroutine() instanceof GoroutineFiber fiber ? fiber.group() : null;
        if (group != null) {
            group.join();
        }
        return group;
    }

    /** How a program ended: with what was thrown, or, with null, because main returned. */
    private record Outcome(@Nullable Throwable thrown) {}

    private void rethrow() throws Exception {
        Outcome how = outcome.get();
        switch (how == null ? null : how.thrown()) {
            case null -> {}
            case Exception exception -> throw exception;
            case Error error -> throw error;
            case Throwable other -> throw new GoroutineFailure("main failed: " + other, other);
        }
    }

    // -------------------------------------------------------------------------------------- called by fibers

    /** A goroutine ended normally: it returned ({@code how} is null), left through goexit, or was cancelled. */
    void ended(Fiber fiber, @Nullable Throwable how) {
        if (fiber == main) {
            if (how instanceof Goexit) {
                mainExited = true;
            } else {
                finish(how);
            }
        }
    }

    void failed(GoroutineFiber fiber, Throwable failure) {
        if (fiber == main) {
            finish(failure);
            return;
        }
        String site = fiber.createdAt();
        String message = fiber + " failed: " + failure + (site.isEmpty() ? "" : " (created at " + site + ")");
        if (onEnd != null) {
            onEnd.accept(new GoroutineFailure(message, failure));
        } else if (this == DETACHED || outcome.get() != null) {
            reportDetached(fiber, message, failure);
        } else {
            finish(new GoroutineFailure(message, failure));
        }
    }

    @SuppressWarnings("SystemOut")
    private static void reportDetached(GoroutineFiber fiber, String message, Throwable failure) {
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        if (handler != null) {
            handler.uncaughtException(fiber.thread(), failure);
        } else {
            System.err.println("weft: " + message);
            failure.printStackTrace();
        }
    }

    private void finish(@Nullable Throwable how) {
        if (outcome.compareAndSet(null, new Outcome(how))) {
            if (onEnd != null) {
                onEnd.accept(how);
            } else {
                over.open();
            }
        }
    }

    // ------------------------------------------------------------------------- called by the deadlock watch

    /** Whether main waits, or has gone while the program goes on. */
    boolean isMainAsleep() {
        Fiber fiber = main;
        return mainExited || (fiber != null && fiber.isParked());
    }

    /** Every goroutine is asleep for good, or gone. */
    void deadlocked(Dump dump) {
        boolean nobody = dump.goroutines().isEmpty();
        String problem = nobody
                ? "no goroutines (main called goexit) - deadlock!"
                : "all goroutines are asleep - deadlock!";
        finish(new DeadlockException("fatal error: " + problem, dump.text()));
    }
}
