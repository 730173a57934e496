package dev.weft.parallel;

/** What a loop does, as its workers see it. */
@FunctionalInterface
interface Work {
    /**
     * A worker has got indexes from {@code from} on, and will do them one after another, upwards, with the part that it
     * is given here.
     */
    Part part(int from);

    /** A contiguous run of indexes that one worker does; what a reduction has to combine in order. */
    @FunctionalInterface
    interface Part {
        void run(int from, int to);
    }
}
