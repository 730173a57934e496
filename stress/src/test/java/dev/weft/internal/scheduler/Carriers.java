package dev.weft.internal.scheduler;

/** Two carriers that are never started: all that the idle protocol needs of them is who they are. */
final class Carriers {
    static final Carrier FIRST = carrier(1);
    static final Carrier SECOND = carrier(2);

    private Carriers() {}

    @SuppressWarnings("NullAway") // only a running carrier asks for its scheduler
    private static Carrier carrier(int id) {
        return new Carrier(null, new Processor(id));
    }
}
