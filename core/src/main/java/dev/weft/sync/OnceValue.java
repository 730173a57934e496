package dev.weft.sync;

import dev.weft.CancelledException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is computed when it is first asked for, and only once: Go's {@code sync.OnceValue}.
 *
 * <p>The computation <i>happens before</i> every {@link #get} that returns.
 *
 * {@snippet class="dev.weft.snippets.SyncSnippets" region="onceValue"}
 *
 * @param <T> the type of the value
 */
public final class OnceValue<T extends @Nullable Object> implements Supplier<T> {
    private final Once once;

    /** Null once it has been used, so that what it holds can be collected. */
    private @Nullable Supplier<? extends T> computation;

    /** How it ended; null before. Written once, by the goroutine that runs the computation. */
    private volatile @Nullable Outcome<T> outcome;

    private record Outcome<T extends @Nullable Object>(@Nullable T value, @Nullable Throwable failure) {}

    /**
     * Makes one that has not been computed yet.
     *
     * @param computation gives the value
     */
    public OnceValue(Supplier<? extends T> computation) {
        this.once = new Once();
        this.computation = Objects.requireNonNull(computation, "once value: the computation is null");
    }

    /**
     * Makes one that has not been computed yet, with a name for dumps and reports.
     *
     * @param name the name; need not be unique
     * @param computation gives the value
     */
    public OnceValue(String name, Supplier<? extends T> computation) {
        this.once = new Once(name);
        this.computation = Objects.requireNonNull(computation, "once value: the computation is null");
    }

    /**
     * The value. The first caller computes it; others wait meanwhile. Once there is a value, this never blocks.
     *
     * <p>If the computation fails, every call throws the same exception. But a computation that gives up because its
     * goroutine was cancelled does not count: the next caller computes anew.
     *
     * @return what the computation returned
     * @throws CancelledException if the goroutine was cancelled before it began or while it waited
     * @throws IllegalStateException if the computation itself calls this
     */
    @Override
    @SuppressWarnings("NullAway") // the value is null only if T admits null
    public T get() {
        Outcome<T> known = outcome;
        if (known == null) {
            compute();
            known = Objects.requireNonNull(outcome);
        }
        return switch (known.failure()) {
            case null -> known.value();
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case Throwable other -> throw new IllegalStateException("once value: unexpected " + other, other);
        };
    }

    private void compute() {
        try {
            once.run(() -> {
                Supplier<? extends T> supplier = Objects.requireNonNull(computation);
                Outcome<T> how;
                try {
                    how = new Outcome<>(supplier.get(), null);
                } catch (CancelledException cancelled) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw cancelled;
                    }
                    how = new Outcome<>(null, cancelled);
                } catch (RuntimeException | Error failure) {
                    how = new Outcome<>(null, failure);
                }
                outcome = how;
                computation = null;
            });
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("once value: a supplier threw a checked exception", e);
        }
    }

    /**
     * The name and number.
     *
     * @return for example {@code once configuration#1}
     */
    @Override
    public String toString() {
        return once.toString();
    }
}
