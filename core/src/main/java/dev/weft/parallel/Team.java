package dev.weft.parallel;

import static dev.weft.Weft.after;
import static dev.weft.Weft.closed;
import static dev.weft.Weft.select;
import static dev.weft.Weft.shield;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Signal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a parallel operation and the goroutines that help it.
 *
 * <p>Helpers are asked for, and come when a processor has time for them. The caller works as well, and waits in the end
 * only for helpers that have come: one that comes later finds the door closed. So an operation never waits for a free
 * processor, and operations can be nested as deep as one likes.
 *
 * <p>Everyone works under a context of the team's own. The first failure cancels it, which reaches whoever blocks in
 * the body of the loop; who computes notices at the end of a piece.
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) {@code door} holds how many helpers are inside, plus {@code CLOSED} once the caller has finished its own
 *       work. Who enters changes it from a value without {@code CLOSED}; so once it is {@code CLOSED} alone it stays
 *       so.
 *   <li>(I2) Who makes it {@code CLOSED} alone by leaving closes {@code empty}; if nobody was inside when the caller
 *       closed the door, the caller does not wait for that.
 *   <li>(I3) {@code failure} is set once; {@code stopped} follows it.
 * </ol>
 */
final class Team {
    private static final int CLOSED = 1 << 30;
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(50);

    private final String operation;
    private final Context context = Context.current().withCancel();
    private final Channel<Signal> empty = Channel.signal("helpers");
    private final AtomicInteger door = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Written under the protocol of {@code failure}; read by all workers after each piece. */
    private volatile boolean stopped;

    Team(String operation) {
        this.operation = operation;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Asks for a helper that runs the given work. */
    void ask(Runnable work) {
        context.go("parallel " + operation, () -> {
            if (enter()) {
                try {
                    attempt(work);
                } finally {
                    leave();
                }
            }
        });
    }

    private boolean enter() {
        while (true) {
            int state = door.get();
            if ((state & CLOSED) != 0) {
                return false;
            }
            if (door.compareAndSet(state, state + 1)) {
                return true;
            }
        }
    }

    private void leave() {
        if (door.decrementAndGet() == CLOSED) {
            empty.close();
        }
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (Throwable thrown) { // whatever it is, the caller of the operation throws it
            fail(thrown);
        }
    }

    private void fail(Throwable thrown) {
        if (failure.compareAndSet(null, thrown)) {
            stopped = true;
            context.cancel(thrown);
            return;
        }
        Throwable first = failure.get();
        // That others are cancelled after a failure is no news.
        if (first != null && first != thrown && !(thrown instanceof CancelledException)) {
            first.addSuppressed(thrown);
        }
    }

    /**
     * Does the caller's own work, waits for the helpers that have come, and throws the first failure of anybody's.
     *
     * @param report called now and then while the caller waits
     */
    void work(Runnable work, Runnable report) {
        try {
            context.run(work::run);
        } catch (Throwable thrown) { // to be thrown below, when nobody works any more
            fail(thrown);
        }
        if (door.getAndAdd(CLOSED) != 0) {
            await(report);
        }
        context.cancel();
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw Team.<RuntimeException>unchecked(thrown);
        }
    }

    private void await(Runnable report) {
        try {
            while (!select(closed(empty, () -> true), after(BETWEEN_REPORTS, () -> false))) {
                report.run();
            }
        } catch (Throwable thrown) { // the caller was cancelled, or its report failed: the helpers are to stop
            fail(thrown);
            awaitInAnyCase();
        }
    }

    private void awaitInAnyCase() {
        try {
            shield(empty::next);
        } catch (Exception e) {
            throw new IllegalStateException(operation + ": waiting for helpers under a shield failed", e);
        }
    }

    /** What bodies throw is unchecked, or was smuggled out and is passed on as it came. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the cast is the purpose
    private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
