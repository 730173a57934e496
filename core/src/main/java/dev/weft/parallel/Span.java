package dev.weft.parallel;

import java.io.Serial;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The indexes that a worker still has to do. Its owner claims pieces from the lower end, thieves take the upper half:
 * so work is split only when somebody asks for it.
 *
 * <p><b>Invariants.</b>
 * <ol>
 *   <li>(I1) Both ends are in one word, and every change is one compare-and-set of it: each index is claimed once.
 *   <li>(I2) Only the owner puts indexes in, and only when there are none. An index that has left a span comes back to
 *       none except the one of the thief that took it, before anybody does it; so a word never returns to a former
 *       non-empty value, and compare-and-set on it is safe.
 * </ol>
 */
final class Span extends AtomicLong {
    @Serial
    private static final long serialVersionUID = 1L;

    /** No indexes. */
    static final long EMPTY = 0;

    Span() {
        super(EMPTY);
    }

    static int from(long word) {
        return (int) (word >>> 32);
    }

    static int to(long word) {
        return (int) word;
    }

    static boolean isEmpty(long word) {
        return from(word) >= to(word);
    }

    private static long word(int from, int to) {
        return ((long) from << 32) | (to & 0xffff_ffffL);
    }

    /** Fills this empty span. Owner only. */
    void fill(int from, int to) {
        set(word(from, to));
    }

    /** Takes up to {@code count} indexes from the lower end. Owner only. */
    long claim(int count) {
        while (true) {
            long word = get();
            if (isEmpty(word)) {
                return EMPTY;
            }
            int from = from(word);
            int end = (int) Math.min(to(word), (long) from + count);
            if (compareAndSet(word, word(end, to(word)))) {
                return word(from, end);
            }
        }
    }

    /** Fills this empty span with the upper half of another. Owner only. */
    boolean stealFrom(Span victim) {
        while (true) {
            long word = victim.get();
            if (isEmpty(word)) {
                return false;
            }
            int middle = (int) (((long) from(word) + to(word)) >> 1);
            if (victim.compareAndSet(word, word(from(word), middle))) {
                fill(middle, to(word));
                return true;
            }
        }
    }
}
