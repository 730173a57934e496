package dev.weft;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.scheduler.Engine;
import dev.weft.internal.scheduler.Engines;
import dev.weft.sync.Mutex;
import dev.weft.sync.Semaphore;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The functions that Go has as statements or in package {@code runtime}; meant for
 * {@code import static dev.weft.Weft.*}. Everything here forwards.
 *
 * {@snippet class="dev.weft.snippets.GoroutineSnippets" region="workerPool"}
 */
public final class Weft {
    private Weft() {}

    // -------------------------------------------------------------------------------------------- goroutines

    /**
     * Starts a goroutine: Go's {@code go f()}. Returns at once.
     *
     * @param task what it runs; see {@link Goroutine} about failures
     * @return a handle on the goroutine; may be ignored
     */
    public static Goroutine go(Task task) {
        return new Goroutine(Program.go(null, Objects.requireNonNull(task, "go: the task is null")));
    }

    /**
     * Starts a goroutine with a name, which dumps, reports and the thread carry. Returns at once.
     *
     * @param name the name; need not be unique
     * @param task what it runs; see {@link Goroutine} about failures
     * @return a handle on the goroutine; may be ignored
     */
    public static Goroutine go(String name, Task task) {
        Objects.requireNonNull(name, "go: the name is null");
        return new Goroutine(Program.go(name, Objects.requireNonNull(task, "go: the task is null")));
    }

    /**
     * Makes a group of goroutines, with limits of its own on how many execute at once and how many are alive; none at
     * first.
     *
     * @param name the name, for dumps and reports; need not be unique
     * @return a new group, without goroutines
     */
    public static Group group(String name) {
        return new Group(Objects.requireNonNull(name, "group: the name is null"), Program.current().engine());
    }

    /**
     * Runs a main goroutine and waits for it: Go's {@code func main}. When it returns, this returns, and other
     * goroutines are not waited for. While it runs, the failure of any goroutine of the program ends this call, and so
     * does a deadlock.
     *
     * <p>A deadlock is reported when every goroutine of this process waits in one of Weft's operations with no timer
     * running, so that nothing can wake any of them. It is not reported while a thread that Weft did not start, other
     * than those that were there before the outermost {@code run} began, is alive: that thread might still send
     * something.
     *
     * @param task what the main goroutine runs
     * @throws Exception what the task threw
     * @throws GoroutineFailure if another goroutine of the program failed
     * @throws DeadlockException if all goroutines are asleep
     * @throws CancelledException if the calling thread was interrupted; the main goroutine then is, too
     */
    public static void run(Task task) throws Exception {
        Program.run(Objects.requireNonNull(task, "run: the task is null"));
    }

    /**
     * Ends the calling goroutine after running its {@code finally} blocks: Go's {@code runtime.Goexit}. In the main
     * goroutine the others run on, and {@link #run} does not return until one of them fails or a deadlock is found.
     *
     * @return never; the type lets callers write {@code throw goexit();}
     * @throws IllegalStateException if the caller is not a goroutine
     */
    public static Error goexit() {
        if (Fiber.currentGoroutine() == null) {
            throw new IllegalStateException("goexit: the calling thread is not a goroutine");
        }
        throw new Goexit();
    }

    /**
     * Runs a task that cancellation does not disturb, for cleaning up: while it runs, blocking operations of this
     * thread do not throw {@link CancelledException}. What arrives meanwhile takes effect afterwards.
     *
     * @param task what to run
     * @throws Exception what the task threw
     */
    public static void shield(Task task) throws Exception {
        Fiber fiber = Fiber.current();
        fiber.beginShield();
        try {
            task.run();
        } finally {
            fiber.endShield();
        }
    }

    /**
     * As {@link #shield(Task)}, with a result.
     *
     * @param task what to run
     * @param <T> the type of the result
     * @return what the task returned
     * @throws Exception what the task threw
     */
    public static <T extends @Nullable Object> T shielded(Callable<T> task) throws Exception {
        Fiber fiber = Fiber.current();
        fiber.beginShield();
        try {
            return task.call();
        } finally {
            fiber.endShield();
        }
    }

    // ------------------------------------------------------------------------------------------------ select

    /**
     * Waits until one of the cases can go ahead, does it, and returns the result of its action: Go's {@code select}. If
     * several can, one is chosen uniformly at random. With no case, or none enabled, it waits for ever.
     *
     * <p>Not waiting, with {@code otherwise}, is exact: it means that at one instant during the call no case was ready.
     *
     * @param cases the cases; at most one {@code otherwise}
     * @param <R> the type of the result
     * @return what the chosen case's action returned
     * @throws ChannelClosedException if the chosen case was a send on a closed channel, or a receive on one without
     *     {@code onClosed}
     * @throws CancelledException if the goroutine was cancelled; then nothing was sent or received
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <R extends @Nullable Object> R select(Case<? extends R>... cases) {
        return Selection.<R>run(false, cases);
    }

    /**
     * As {@link #select}, but if several cases can go ahead, the first of them is chosen.
     *
     * @param cases the cases; at most one {@code otherwise}
     * @param <R> the type of the result
     * @return what the chosen case's action returned
     * @throws ChannelClosedException as {@link #select} does
     * @throws CancelledException as {@link #select} does
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <R extends @Nullable Object> R selectPrioritized(Case<? extends R>... cases) {
        return Selection.<R>run(true, cases);
    }

    /**
     * A case that receives: Go's {@code case v := <-ch}.
     *
     * @param channel where to receive from
     * @param action gets the value and gives the select's result
     * @param <T> the type of the values
     * @param <R> the type of the result
     * @return the case, to which {@code onClosed} and {@code when} may be added
     */
    public static <T, R extends @Nullable Object> Case.Receive<T, R> receive(
            ReceiveChannel<? extends T> channel, Function<? super T, ? extends R> action) {
        return new Case.Receive<>(channel, action);
    }

    /**
     * A case that receives, in a select that is used as a statement.
     *
     * @param channel where to receive from
     * @param action gets the value
     * @param <T> the type of the values
     * @return the case, to which {@code onClosed} and {@code when} may be added
     */
    public static <T> Case.OnReceive<T> onReceive(ReceiveChannel<? extends T> channel, Consumer<? super T> action) {
        return new Case.OnReceive<>(channel, action);
    }

    /**
     * A case that sends: Go's {@code case ch <- v}.
     *
     * @param channel where to send to
     * @param value the value, not null
     * @param action runs after the value was sent, and gives the select's result
     * @param <T> the type of the values
     * @param <R> the type of the result
     * @return the case
     * @throws NullPointerException if the value is null
     */
    public static <T, R extends @Nullable Object> Case<R> send(
            SendChannel<? super T> channel, T value, Supplier<? extends R> action) {
        return Case.Plain.<T, R>send(channel, value, action);
    }

    /**
     * A case that sends, in a select that is used as a statement.
     *
     * @param channel where to send to
     * @param value the value, not null
     * @param action runs after the value was sent
     * @param <T> the type of the values
     * @return the case
     * @throws NullPointerException if the value is null
     */
    public static <T> Case<@Nullable Void> onSend(SendChannel<? super T> channel, T value, Runnable action) {
        return Case.Plain.<T, @Nullable Void>send(channel, value, asSupplier(action));
    }

    /**
     * A case that is ready once the channel is closed and drained; it takes no value.
     *
     * @param channel the channel
     * @param action gives the select's result
     * @param <R> the type of the result
     * @return the case
     */
    public static <R extends @Nullable Object> Case<R> closed(
            ReceiveChannel<?> channel, Supplier<? extends R> action) {
        return Case.Plain.<R>closed(channel, action);
    }

    /**
     * A case that is ready once the channel is closed and drained, in a select that is used as a statement.
     *
     * @param channel the channel
     * @param action runs when it is
     * @return the case
     */
    public static Case<@Nullable Void> onClosed(ReceiveChannel<?> channel, Runnable action) {
        return Case.Plain.<@Nullable Void>closed(channel, asSupplier(action));
    }

    /**
     * A case that is ready once a context is cancelled: Go's {@code case <-ctx.Done()}.
     *
     * @param context the context
     * @param action gives the select's result
     * @param <R> the type of the result
     * @return the case
     */
    public static <R extends @Nullable Object> Case<R> done(Context context, Supplier<? extends R> action) {
        return Case.Plain.<R>closed(context.done(), action);
    }

    /**
     * A case that is ready once a context is cancelled, in a select that is used as a statement.
     *
     * @param context the context
     * @param action runs when it is
     * @return the case
     */
    public static Case<@Nullable Void> onDone(Context context, Runnable action) {
        return Case.Plain.<@Nullable Void>closed(context.done(), asSupplier(action));
    }

    /**
     * A case that locks a mutex. If it is chosen, the caller holds the mutex when the action runs and afterwards, and
     * is to unlock it; if not, the select has not touched it.
     *
     * @param mutex the mutex
     * @param action runs with the mutex locked, and gives the select's result
     * @param <R> the type of the result
     * @return the case
     */
    public static <R extends @Nullable Object> Case<R> lock(Mutex mutex, Supplier<? extends R> action) {
        return Case.Plain.<R>lock(mutex, action);
    }

    /**
     * A case that locks a mutex, in a select that is used as a statement; see {@link #lock}.
     *
     * @param mutex the mutex
     * @param action runs with the mutex locked
     * @return the case
     */
    public static Case<@Nullable Void> onLock(Mutex mutex, Runnable action) {
        return Case.Plain.<@Nullable Void>lock(mutex, asSupplier(action));
    }

    /**
     * A case that takes permits of a semaphore. If it is chosen, the caller has them when the action runs and
     * afterwards, and is to release them; if not, the select has taken none.
     *
     * @param semaphore the semaphore
     * @param n how many permits, at least 1 and at most what the semaphore has
     * @param action runs with the permits taken, and gives the select's result
     * @param <R> the type of the result
     * @return the case
     * @throws IllegalArgumentException if {@code n} is less than 1, or more than the semaphore has
     */
    public static <R extends @Nullable Object> Case<R> acquired(
            Semaphore semaphore, long n, Supplier<? extends R> action) {
        return Case.Plain.<R>acquired(semaphore, n, action);
    }

    /**
     * A case that takes permits of a semaphore, in a select that is used as a statement; see {@link #acquired}.
     *
     * @param semaphore the semaphore
     * @param n how many permits, at least 1 and at most what the semaphore has
     * @param action runs with the permits taken
     * @return the case
     * @throws IllegalArgumentException if {@code n} is less than 1, or more than the semaphore has
     */
    public static Case<@Nullable Void> onAcquired(Semaphore semaphore, long n, Runnable action) {
        return Case.Plain.<@Nullable Void>acquired(semaphore, n, asSupplier(action));
    }

    /**
     * A case that is ready once a goroutine has ended, however it ended.
     *
     * @param goroutine the goroutine
     * @param action gives the select's result
     * @param <R> the type of the result
     * @return the case
     */
    public static <R extends @Nullable Object> Case<R> joined(Goroutine goroutine, Supplier<? extends R> action) {
        return Case.Plain.<R>joined(goroutine, action);
    }

    /**
     * A case that is ready once a goroutine has ended, in a select that is used as a statement.
     *
     * @param goroutine the goroutine
     * @param action runs when it has
     * @return the case
     */
    public static Case<@Nullable Void> onJoined(Goroutine goroutine, Runnable action) {
        return Case.Plain.<@Nullable Void>joined(goroutine, asSupplier(action));
    }

    /**
     * A case that is ready once a future has a value, has failed or was cancelled. If it is chosen for a future without
     * a value, the select throws what {@link CompletableFuture#join} throws, unless {@code onFailure} was added. Since
     * any thread may settle a future, {@link #run} reports no deadlock while a goroutine waits for one.
     *
     * @param future the future
     * @param action gets the future's value and gives the select's result
     * @param <T> the type of the future's value
     * @param <R> the type of the result
     * @return the case, to which {@code onFailure} and {@code when} may be added
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> Case.Settled<T, R> settled(
            CompletableFuture<? extends T> future, Function<? super T, ? extends R> action) {
        return new Case.Settled<>(future, action);
    }

    /**
     * A case that is ready once a future is settled, in a select that is used as a statement; see {@link #settled}.
     *
     * @param future the future
     * @param action gets the future's value
     * @param <T> the type of the future's value
     * @return the case, to which {@code onFailure} and {@code when} may be added
     */
    public static <T extends @Nullable Object> Case.OnSettled<T> onSettled(
            CompletableFuture<? extends T> future, Consumer<? super T> action) {
        return new Case.OnSettled<>(future, action);
    }

    /**
     * A case for when no other was ready in time: Go's {@code case <-time.After(d)}, without anything to stop.
     *
     * @param duration how long to wait, from the start of the select; zero or less does not wait
     * @param action gives the select's result
     * @param <R> the type of the result
     * @return the case
     */
    public static <R extends @Nullable Object> Case<R> after(Duration duration, Supplier<? extends R> action) {
        return Case.Otherwise.<R>after(duration, action);
    }

    /**
     * A case for when no other was ready in time, in a select that is used as a statement.
     *
     * @param duration how long to wait, from the start of the select; zero or less does not wait
     * @param action runs when the time is over
     * @return the case
     */
    public static Case<@Nullable Void> onTimeout(Duration duration, Runnable action) {
        return Case.Otherwise.<@Nullable Void>after(duration, asSupplier(action));
    }

    /**
     * A case for when no other is ready now: Go's {@code default}.
     *
     * @param action gives the select's result
     * @param <R> the type of the result
     * @return the case
     */
    public static <R extends @Nullable Object> Case<R> otherwise(Supplier<? extends R> action) {
        return Case.Otherwise.<R>now(action);
    }

    /**
     * A case for when no other is ready now, in a select that is used as a statement.
     *
     * @param action runs then
     * @return the case
     */
    public static Case<@Nullable Void> onDefault(Runnable action) {
        return Case.Otherwise.<@Nullable Void>now(asSupplier(action));
    }

    private static Supplier<@Nullable Void> asSupplier(Runnable action) {
        Objects.requireNonNull(action, "select: the action is null");
        return () -> {
            action.run();
            return null;
        };
    }

    // -------------------------------------------------------------------------------------------------- time

    /**
     * Lets the calling goroutine sleep: Go's {@code time.Sleep}. It never ends early. It ends late by what the
     * operating system takes to wake a thread, 0.05 to 0.2 ms on Linux, and by the wait for a processor if all are
     * busy; so do all timers.
     *
     * @param duration how long at least; zero or less returns at once
     * @throws CancelledException if the goroutine was cancelled before the time was over
     */
    public static void sleep(Duration duration) {
        Sleeping.sleep(Durations.nanos(duration));
    }

    /**
     * A channel that receives the time of day once, after a while: Go's {@code time.After}. Nothing needs to be
     * stopped.
     *
     * @param duration how long to wait at least
     * @return a channel of capacity 1
     */
    public static ReceiveChannel<Instant> after(Duration duration) {
        return Sleeping.after(Durations.nanos(duration));
    }

    // ----------------------------------------------------------------------------------------------- runtime

    /**
     * The number of processors that the JVM may use: Go's {@code runtime.NumCPU}. Respects container limits.
     *
     * @return at least 1
     */
    public static int numCpu() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * How many goroutines may execute at the same time: Go's {@code runtime.GOMAXPROCS(0)}.
     *
     * @return at least 1
     */
    public static int maxProcs() {
        return Program.current().engine().maxProcs();
    }

    /**
     * Changes how many goroutines may execute at the same time: Go's {@code runtime.GOMAXPROCS(n)}. Takes effect at
     * once: a processor that is too many ends with the goroutine that it executes, when that next blocks or yields. The
     * start value is the environment variable {@code GOMAXPROCS}, or {@link #numCpu}.
     *
     * @param n the new number, at least 1
     * @return the former number
     * @throws IllegalArgumentException if n is less than 1
     */
    public static int maxProcs(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("maxProcs: must be at least 1, but is " + n
                    + " (to ask for the current value, call maxProcs() without an argument)");
        }
        return Program.current().engine().maxProcs(n);
    }

    /**
     * The number of goroutines that have started and not ended: Go's {@code runtime.NumGoroutine}. Exact when nothing
     * starts or ends meanwhile.
     *
     * @return at least 1 when called by a goroutine
     */
    public static long numGoroutines() {
        return Program.current().engine().liveGoroutines();
    }

    /**
     * Runs a task that may block its thread where the scheduler does not notice at once: native code, file access, a
     * class initialiser. Other goroutines are given another thread within about 2 ms instead of 10. It needs no
     * parallelism, costs a few nanoseconds, and never changes what the task does. On the JDK's scheduler it only runs
     * the task.
     *
     * @param task what may block
     * @throws Exception what the task throws
     */
    public static void blocking(Task task) throws Exception {
        Objects.requireNonNull(task, "blocking: the task is null");
        callBlocking(() -> {
            task.run();
            return task;
        });
    }

    /**
     * As {@link #blocking(Task)}, with a result.
     *
     * @param task what may block
     * @param <T> the type of the result
     * @return what the task returns
     * @throws Exception what the task throws
     */
    public static <T extends @Nullable Object> T callBlocking(Callable<T> task) throws Exception {
        Objects.requireNonNull(task, "callBlocking: the task is null");
        Engine engine = Program.current().engine();
        engine.blocking(true);
        try {
            return task.call();
        } finally {
            engine.blocking(false);
        }
    }

    /** Lets other goroutines run first: Go's {@code runtime.Gosched}. The caller goes to the end of the run queue. */
    public static void yieldNow() {
        Program.current().engine().yieldNow();
    }

    /**
     * How goroutines are run in this process, and why.
     *
     * @return a description, also shown by {@code weft doctor}
     */
    public static RuntimeInfo runtime() {
        Engine engine = Program.current().engine();
        return new RuntimeInfo(
                engine.name(),
                Engines.reason(),
                Engines.remedy(),
                engine.maxProcs(),
                numCpu(),
                Runtime.version().toString());
    }
}
