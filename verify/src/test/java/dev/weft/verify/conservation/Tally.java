package dev.weft.verify.conservation;

/**
 * How operations ended. A storm in which something never happened has not tested it.
 *
 * @param done sent or received something
 * @param cancelled gave up because of an interrupt
 * @param closed met a closed channel, or was blocked when it was closed
 * @param timedOut waited for as long as it was told to
 * @param idle found that nothing was possible at once, and did not wait
 */
record Tally(long done, long cancelled, long closed, long timedOut, long idle) {
    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(done + other.done, cancelled + other.cancelled, closed + other.closed,
                timedOut + other.timedOut, idle + other.idle);
    }

    long total() {
        return done + cancelled + closed + timedOut + idle;
    }
}
