package dev.weft;

import dev.weft.internal.park.TaskWrapper;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a goroutine runs whose end is a future.
 *
 * @param <T> the type of the result
 */
final class ContextFuture<T extends @Nullable Object> implements Task, TaskWrapper {
    private final Callable<? extends T> function;
    private final CompletableFuture<T> future = new CompletableFuture<>();

    ContextFuture(Callable<? extends T> function) {
        this.function = function;
    }

    /** Has the goroutine started; the future is its end. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback throws nothing
    CompletableFuture<T> startedBy(Function<Task, Goroutine> start) {
        Goroutine goroutine = start.apply(this);
        future.whenComplete((value, failure) -> {
            if (future.isCancelled() && !goroutine.isCaller()) {
                goroutine.cancel();
            }
        });
        return future;
    }

    @Override
    public Object wrapped() {
        return function;
    }

    @Override
    public void run() {
        try {
            future.complete(function.call());
        } catch (Goexit exit) {
            future.cancel(false);
            throw exit;
        } catch (Throwable failure) {
            future.completeExceptionally(failure);
        }
    }
}
