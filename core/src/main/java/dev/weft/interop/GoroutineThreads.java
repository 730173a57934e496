package dev.weft.interop;

import dev.weft.CancelledException;
import dev.weft.Context;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A {@link ThreadFactory} of virtual threads that are at home among goroutines: for a {@code StructuredTaskScope}, an
 * executor or a library that wants to make its threads itself.
 *
 * <p>Each thread runs under the context that was current when the factory was made: its values are there, and
 * cancelling it cancels what the thread waits for in Weft. An interrupt, by which a {@code StructuredTaskScope}
 * cancels, does the same. A thread that is made by a goroutine runs where goroutines run and shares their processors;
 * made elsewhere, it runs on the JDK's scheduler. It may use all of Weft in both cases.
 *
 * <p>Its threads are no goroutines: they are not counted among them, and what they fail with goes to the thread's own
 * handler.
 *
 * {@snippet class="dev.weft.snippets.InteropSnippets" region="threads"}
 */
public final class GoroutineThreads implements ThreadFactory {
    private final String name;
    private final Context context = Context.current();
    private final AtomicLong made = new AtomicLong();

    private GoroutineThreads(String name) {
        this.name = name;
    }

    /**
     * Makes a factory.
     *
     * @param name the threads are called this, a hyphen and their number from 1 on
     * @return a new factory
     */
    public static GoroutineThreads named(String name) {
        return new GoroutineThreads(Objects.requireNonNull(name, "threads: the name is null"));
    }

    /**
     * Makes a thread. It ends when the task does, and quietly if that gives up because the context was cancelled.
     *
     * @param task what it runs
     * @return a virtual thread that has not been started
     */
    @Override
    public Thread newThread(Runnable task) {
        Objects.requireNonNull(task, "newThread: the task is null");
        return Thread.ofVirtual().name(name + "-" + made.incrementAndGet()).unstarted(() -> run(task));
    }

    private void run(Runnable task) {
        try {
            context.run(task::run);
        } catch (CancelledException e) {
            if (!context.isCancelled()) throw e;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a runnable threw what it cannot throw", e);
        }
    }

    /**
     * The name and what it is.
     *
     * @return for example {@code threads fetch}
     */
    @Override
    public String toString() {
        return "threads " + name;
    }
}
