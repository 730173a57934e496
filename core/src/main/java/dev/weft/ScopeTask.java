package dev.weft;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.TaskWrapper;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a goroutine of a scope runs: the user's function, whose end, whatever it is, goes to the scope.
 *
 * @param <T> the type of the function's result
 */
final class ScopeTask<T extends @Nullable Object> implements Task, TaskWrapper {
    /** How the function ended. */
    sealed interface Outcome<T extends @Nullable Object> {
        /** It returned. */
        record Value<T extends @Nullable Object>(T value) implements Outcome<T> {}

        /** It threw. */
        record Failure<T extends @Nullable Object>(Throwable failure) implements Outcome<T> {}

        /** It gave up because it was cancelled, or was cancelled before it began, or left through goexit. */
        record CutShort<T extends @Nullable Object>() implements Outcome<T> {}
    }

    private final Scope scope;
    private final Callable<? extends T> function;

    /** The user's object, by whose class creation sites are known. */
    private final Object written;

    /** Null until the function has ended. Written by the goroutine, read by all. */
    private volatile @Nullable Outcome<T> outcome;

    ScopeTask(Scope scope, Callable<? extends T> function, Object written) {
        this.scope = scope;
        this.function = function;
        this.written = written;
    }

    @Nullable Outcome<T> outcome() {
        scope.beforeLook();
        return outcome;
    }

    @Override
    public Object wrapped() {
        return written;
    }

    @Override
    public void run() {
        Outcome<T> how = new Outcome.CutShort<>();
        try {
            if (!scope.context().isCancelled()) {
                how = new Outcome.Value<>(function.call());
            }
        } catch (Goexit exit) {
            throw exit;
        } catch (Throwable thrown) {
            if (!isSignOfCancellation(thrown) || !Fiber.current().isCancelled()) {
                how = new Outcome.Failure<>(thrown);
            }
        } finally {
            scope.beforeEnd();
            outcome = how;
            scope.ended(how);
        }
    }

    private static boolean isSignOfCancellation(Throwable thrown) {
        return thrown instanceof CancelledException
                || thrown instanceof ClosedByInterruptException
                || thrown instanceof InterruptedException;
    }
}
