package dev.weft.interop;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Weft;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Goroutines as {@link CompletableFuture}s, and the other way round.
 *
 * {@snippet class="dev.weft.snippets.InteropSnippets" region="futures"}
 */
public final class Futures {
    private Futures() {}

    /**
     * Starts a goroutine whose result, or failure, completes a future. Cancelling the future cancels the goroutine, and
     * cancelling the goroutine cancels the future.
     *
     * @param name the goroutine's name
     * @param task what it runs
     * @param <T> the type of the result
     * @return the future
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the handler does not fail, and the future itself is returned
    public static <T extends @Nullable Object> CompletableFuture<T> go(String name, Callable<T> task) {
        Objects.requireNonNull(task, "go: the task is null");
        CompletableFuture<T> future = new CompletableFuture<>();
        Goroutine goroutine = Weft.go(name, () -> complete(future, task));
        future.whenComplete((result, failure) -> {
            if (future.isCancelled()) {
                goroutine.cancel();
            }
        });
        return future;
    }

    private static <T extends @Nullable Object> void complete(CompletableFuture<T> future, Callable<T> task) {
        try {
            future.complete(task.call());
        } catch (Throwable thrown) { // the future has it
            future.completeExceptionally(thrown);
        }
    }

    /**
     * Waits for a future. As all of Weft's blocking operations it gives up when the goroutine is cancelled; the future
     * goes on then.
     *
     * @param stage the future, or another stage
     * @param <T> the type of the result
     * @return its result
     * @throws Exception what it failed with, itself and not wrapped
     * @throws CancelledException if the goroutine was cancelled first
     * @throws java.util.concurrent.CancellationException if the future was cancelled
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the future's failure is thrown below
    public static <T extends @Nullable Object> T await(CompletionStage<T> stage) throws Exception {
        CompletableFuture<T> future = Objects.requireNonNull(stage, "await: the stage is null").toCompletableFuture();
        if (!future.isDone()) {
            Channel<Signal> completed = Channel.signal("future");
            future.whenComplete((result, failure) -> completed.close());
            completed.next();
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case Exception failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }
}
