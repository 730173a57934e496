package dev.weft.parallel;

/**
 * What an element of a loop costs, as far as known from former runs of the same body: the reason why small work is not
 * shared, and why even the question does not cost anything then.
 *
 * <p>There is one for each class of bodies, which with lambdas means for each place in a program. It is learnt from the
 * time that pieces of the loop take. An expensive piece raises the estimate at once and a cheap one lowers it slowly:
 * to share what is cheap costs microseconds, not to share what is expensive costs the whole gain.
 *
 * <p>The fields are written by whoever runs such a loop, without any order. That is harmless: a {@code float} is
 * read and written as a whole, an update that is lost comes again with the next piece, and a wrong estimate makes a
 * loop slower but not wrong.
 */
final class Cost {
    /** Work below this is done without looking at the clock: twice its price would be more than 2 % of it. */
    private static final float NEGLIGIBLE_NANOS = 2_000;

    /**
     * Work above this is shared. Starting a goroutine and waking a processor costs the caller about 3 microseconds, and
     * it takes some 10 more until the other one begins.
     */
    private static final float WORTH_SHARING_NANOS = 80_000;

    /** How long a piece should take: long against the 100 ns of claiming and timing it, short against a time slice. */
    private static final float PIECE_NANOS = 50_000;

    /** How often negligible work is timed nevertheless: its elements may have become expensive. */
    private static final int TIMED_EVERY = 16;

    /** Above this, a call that is not inlined is no great part of an element's cost. */
    private static final float CHEAP_NANOS = 30;

    /** How long loops must have run before a copy of their code, which is interpreted at first, pays. */
    private static final float LONG_NANOS = 50_000_000;

    private static final ClassValue<Cost> OF_BODIES = new ClassValue<>() {
        @Override
        protected Cost computeValue(Class<?> type) {
            return new Cost(Float.NaN, true);
        }
    };

    private final boolean learns;

    /** NaN while unknown. */
    private float nanosAnElement;

    private int untimed;

    /** How long loops with this body have run, all together. Large numbers of floats stop growing; that is enough. */
    private float nanosSoFar;

    private Cost(float nanosAnElement, boolean learns) {
        this.nanosAnElement = nanosAnElement;
        this.learns = learns;
    }

    /** What is known about bodies of the given one's class. */
    static Cost of(Object body) {
        return OF_BODIES.get(body.getClass());
    }

    /** A cost that is known and stays as it is. */
    static Cost fixed(float nanosAnElement) {
        return new Cost(nanosAnElement, false);
    }

    /** The cost of elements that are large pieces of work themselves: always shared, one by one. */
    static Cost large() {
        return fixed(WORTH_SHARING_NANOS);
    }

    /**
     * Whether to do the elements in a plain loop at once; true now and then only if the clock should be asked again.
     */
    boolean isNegligible(int from, int to) {
        long count = (long) to - from;
        return count <= 1 || (count * nanosAnElement < NEGLIGIBLE_NANOS && ++untimed % TIMED_EVERY != 0);
    }

    /** Whether that many elements are worth another goroutine. What nobody knows is: once, for each place. */
    boolean isWorthSharing(int count) {
        return count > 1 && !(count * nanosAnElement < WORTH_SHARING_NANOS);
    }

    /** Whether the loop should have a copy of its code for this body alone, see {@link OwnCode}. */
    boolean isWorthOwnCode() {
        return nanosAnElement < CHEAP_NANOS && nanosSoFar > LONG_NANOS;
    }

    /** How many elements to do before looking up again; at least one. */
    int piece() {
        float nanos = nanosAnElement;
        // The conversion maps NaN to 0 and infinity to the largest int.
        return Math.max(1, (int) (PIECE_NANOS / nanos));
    }

    /** Elements have been done in that time. */
    void learn(int count, long nanos) {
        if (!learns) {
            return;
        }
        nanosSoFar += nanos;
        float former = nanosAnElement;
        float seen = (float) nanos / count;
        if (Float.isNaN(former)) {
            nanosAnElement = seen;
        } else {
            nanosAnElement = former + (seen - former) * (seen > former ? 0.5f : 0.25f);
        }
    }
}
