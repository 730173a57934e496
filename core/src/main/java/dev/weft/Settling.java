package dev.weft;

import dev.weft.internal.park.Latch;
import dev.weft.internal.park.SelectCase;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Lets selects wait for futures. What is registered with a {@link CompletableFuture} cannot be taken back; so that
 * selects in a loop leave nothing behind, one latch is registered with each future, and all selects wait for that.
 *
 * <p>Invariant: {@code LATCHES} has an entry for a future only while the future is neither settled nor collected, and
 * holds neither the future nor the latch: that is the future's callback's to do.
 */
final class Settling {
    private static final Latch SETTLED = Latch.opened();

    private static final ConcurrentMap<Identity, WeakReference<Latch>> LATCHES = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    private Settling() {}

    /** A case that is ready once the future is settled. */
    static SelectCase waitFor(CompletableFuture<?> future) {
        return new SelectCase(SelectCase.Kind.SETTLED, future.isDone() ? SETTLED : latchOf(future), future);
    }

    /** Why a future that has not succeeded has not. */
    static Throwable failureOf(CompletableFuture<?> future) {
        return future.state() == Future.State.FAILED ? future.exceptionNow() : cancellationOf(future);
    }

    private static Throwable cancellationOf(CompletableFuture<?> future) {
        return future.handle((value, failure) -> failure).join();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback throws nothing
    private static Latch latchOf(CompletableFuture<?> future) {
        for (Reference<?> gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
            LATCHES.remove(gone);
        }
        Identity identity = new Identity(future);
        Latch fresh = new Latch();
        while (true) {
            WeakReference<Latch> known = LATCHES.putIfAbsent(identity, new WeakReference<>(fresh));
            if (known == null) {
                future.whenComplete((value, failure) -> {
                    LATCHES.remove(identity);
                    fresh.open();
                });
                return fresh;
            }
            Latch latch = known.get();
            if (latch != null) {
                return latch;
            }
            // The future was settled just now, and its callback has gone.
            if (future.isDone()) {
                return SETTLED;
            }
        }
    }

    /** Equal to another for the same future, as long as that is there. */
    private static final class Identity extends WeakReference<Object> {
        private final int hash;

        Identity(CompletableFuture<?> future) {
            super(future, COLLECTED);
            this.hash = System.identityHashCode(future);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Identity that && get() != null && that.refersTo(get()));
        }
    }
}
