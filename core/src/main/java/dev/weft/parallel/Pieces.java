package dev.weft.parallel;

import dev.weft.Weft;
import dev.weft.internal.park.Clock;
import dev.weft.internal.park.Fiber;
import java.time.Duration;
import java.util.Queue;
import java.util.Spliterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A loop over the elements of a spliterator. Only the owner of a spliterator can split it, so here work is given away
 * and not stolen: while there are fewer helpers than other processors, whoever has a piece splits it between two
 * batches of elements, leaves one part in the queue and asks for a helper. A helper takes pieces until there are none.
 * Nothing is left over when a helper does not come: whoever leaves a part in the queue looks there again before it
 * ends.
 *
 * <p>What an element costs is learnt as in {@link Loop}, and small work is not split.
 */
final class Pieces<T> {
    private static final long TURN_NANOS = 10_000_000;

    private final Consumer<? super T> body;
    private final Cost cost;
    private final int mostHelpers = Weft.maxProcs() - 1;
    private final Clock clock = Fiber.current().seams().timers().clock();
    private final Team team = new Team("forEach");

    /** What nobody works at. */
    private final Queue<Spliterator<T>> pieces = new ConcurrentLinkedQueue<>();

    /** Those that have been asked for and have not ended. */
    private final AtomicInteger helpers = new AtomicInteger();

    Pieces(Consumer<? super T> body, Cost cost) {
        this.body = body;
        this.cost = cost;
    }

    void run(Spliterator<T> all) {
        pieces.add(all);
        team.work(() -> takePieces(true), () -> {});
    }

    private void takePieces(boolean caller) {
        long turn = clock.nanoTime();
        Spliterator<T> piece = pieces.poll();
        while (piece != null && !team.isStopped()) {
            if (caller) {
                Weft.sleep(Duration.ZERO); // throws if the caller was cancelled
            }
            giveAway(piece);
            if (!batch(piece)) {
                piece = pieces.poll();
            }
            if (clock.nanoTime() - turn >= TURN_NANOS) {
                Weft.yieldNow();
                turn = clock.nanoTime();
            }
        }
    }

    private void giveAway(Spliterator<T> piece) {
        if (helpers.get() >= mostHelpers
                || !cost.isWorthSharing((int) Math.min(Integer.MAX_VALUE, piece.estimateSize()))) {
            return;
        }
        Spliterator<T> part = piece.trySplit();
        if (part == null) {
            return;
        }
        pieces.add(part);
        if (helpers.getAndIncrement() < mostHelpers) {
            team.ask(this::help);
        } else {
            helpers.getAndDecrement();
        }
    }

    private void help() {
        try {
            takePieces(false);
        } finally {
            helpers.getAndDecrement();
        }
    }

    /** Does some elements; false when there are none left. */
    private boolean batch(Spliterator<T> piece) {
        int most = cost.piece();
        long begin = clock.nanoTime();
        int count = 0;
        while (count < most) {
            if (!piece.tryAdvance(body)) {
                break;
            }
            count++;
        }
        if (count > 0) {
            cost.learn(count, clock.nanoTime() - begin);
        }
        return count == most;
    }
}
