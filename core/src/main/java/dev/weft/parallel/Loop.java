package dev.weft.parallel;

import dev.weft.CancelledException;
import dev.weft.Weft;
import dev.weft.internal.park.Clock;
import dev.weft.internal.park.Fiber;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A loop over a range of indexes that several goroutines share when that pays.
 *
 * <p><b>How it adapts.</b> What an element costs is known from former runs of the same body ({@link Cost}).
 * <ol>
 *   <li>If the whole range is a matter of a microsecond, {@link Parallel} runs it as the plain loop that it would be
 *       without us; this class is not even asked.
 *   <li>If it is not worth another goroutine, the caller does it alone, in pieces of about 50 microseconds, and looks
 *       at the clock between them: should the rest turn out to be worth sharing, it is shared then.
 *   <li>Otherwise the caller puts the range into its {@link Span}, asks for helpers, one for each other processor, and
 *       begins. A helper that gets a processor takes the upper half of somebody's span, and so on until all are empty.
 *       With no processor idle no helper comes, nothing is split, and the caller does everything at the cost of some
 *       goroutines that start late and find nothing to do.
 * </ol>
 *
 * <p>Helpers are goroutines like all others: there is one budget of processors, {@link Weft#maxProcs()}, and no second
 * pool. Between pieces the caller looks whether it was cancelled, reports progress, and everyone who has run for ten
 * milliseconds lets others go first, as Go would make them.
 *
 * <p><b>Rejected.</b> Splitting in advance into several pieces a processor costs the same whether anybody is idle or
 * not, and leaves the last piece to one of them. Offering pieces over a channel to parked helpers needs the owner to
 * look up between pieces before anyone can take from it, and a goroutine that is handed something waits for the
 * processor of the one who handed it over.
 *
 * <p>Time is the engine's, not the system's: in a simulation it stands still, every loop looks free and is done by its
 * caller once that is known.
 */
final class Loop {
    private static final long TURN_NANOS = 10_000_000;

    private final String operation;
    private final int from;
    private final int to;
    private final Work work;
    private final Cost cost;
    private final @Nullable Progress progress;
    private final Clock clock = Fiber.current().seams().timers().clock();

    /** Written by all workers after each piece; read by the caller. */
    private final AtomicLong done = new AtomicLong();

    /** When the caller reported last. Only the caller uses it. */
    private long lastReport = clock.nanoTime();

    Loop(String operation, int from, int to, Work work, Cost cost, @Nullable Progress progress) {
        this.operation = operation;
        this.from = from;
        this.to = to;
        this.work = work;
        this.cost = cost;
        this.progress = progress;
    }

    /** Returns when every index has been done, or throws the first failure when nobody is at work any more. */
    void run() {
        if (from >= to) {
            return;
        }
        int helpers = Weft.maxProcs() - 1;
        int rest = helpers > 0 && cost.isWorthSharing(count(from, to)) ? from : alone(helpers > 0);
        if (rest < to) {
            share(rest, Math.min(helpers, count(rest, to) - 1));
        }
        if (progress != null) {
            progress.advanced(total(), total());
        }
    }

    private long total() {
        return (long) to - from;
    }

    /** How many indexes; more than an int can hold count as the largest int. */
    private static int count(int from, int to) {
        return (int) Math.min(Integer.MAX_VALUE, (long) to - from);
    }

    /** The caller's way while there is too little to share; returns the first index that it has not done. */
    private int alone(boolean mayShare) {
        Work.Part part = work.part(from);
        Turn turn = new Turn();
        int next = from;
        while (next < to) {
            lookUp();
            int end = (int) Math.min(to, (long) next + cost.piece());
            doPiece(part, next, end, turn);
            next = end;
            if (mayShare && cost.isWorthSharing(count(next, to))) {
                break;
            }
        }
        return next;
    }

    private void share(int rest, int helpers) {
        Span[] spans = new Span[helpers + 1];
        for (int i = 0; i < spans.length; i++) {
            spans[i] = new Span();
        }
        spans[0].fill(rest, to);
        Team team = new Team(operation);
        for (int i = 1; i < spans.length; i++) {
            int own = i;
            team.ask(() -> takePart(team, spans, own));
        }
        team.work(() -> takePart(team, spans, 0), this::report);
    }

    private void takePart(Team team, Span[] spans, int own) {
        Turn turn = new Turn();
        while (!team.isStopped()) {
            Span mine = spans[own];
            long held = mine.get();
            if (Span.isEmpty(held)) {
                if (!steal(spans, own)) {
                    return;
                }
                held = mine.get();
            }
            Work.Part part = work.part(Span.from(held));
            long piece = mine.claim(cost.piece());
            while (!Span.isEmpty(piece)) {
                if (own == 0) {
                    lookUp();
                }
                doPiece(part, Span.from(piece), Span.to(piece), turn);
                piece = team.isStopped() ? Span.EMPTY : mine.claim(cost.piece());
            }
        }
    }

    private static boolean steal(Span[] spans, int own) {
        for (int i = 1; i < spans.length; i++) {
            if (spans[own].stealFrom(spans[(own + i) % spans.length])) {
                return true;
            }
        }
        return false;
    }

    private void doPiece(Work.Part part, int first, int end, Turn turn) {
        long begin = clock.nanoTime();
        part.run(first, end);
        long now = clock.nanoTime();
        cost.learn(end - first, now - begin);
        done.getAndAdd(end - first);
        turn.mayEnd(now);
    }

    /** Between pieces, the caller only. */
    private void lookUp() {
        try {
            Weft.sleep(Duration.ZERO); // the one operation that does nothing but give up when it must
        } catch (CancelledException e) {
            CancelledException cancelled = new CancelledException(operation + ": the goroutine was cancelled");
            cancelled.initCause(e);
            throw cancelled;
        }
        if (progress != null && clock.nanoTime() - lastReport >= TURN_NANOS) {
            report();
        }
    }

    private void report() {
        if (progress != null) {
            lastReport = clock.nanoTime();
            progress.advanced(done.get(), total());
        }
    }

    /** How long a worker has run without letting others go first. */
    private final class Turn {
        private long begin = clock.nanoTime();

        void mayEnd(long now) {
            if (now - begin >= TURN_NANOS) {
                Weft.yieldNow();
                begin = clock.nanoTime();
            }
        }
    }
}
