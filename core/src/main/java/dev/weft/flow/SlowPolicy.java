package dev.weft.flow;

/** What a {@link Topic} does with a value for a subscriber whose buffer is full. */
public enum SlowPolicy {
    /** The publisher waits: the slowest subscriber sets the pace. */
    BLOCK,

    /** The oldest value in the buffer makes room: the subscriber sees the latest ones. */
    DROP_OLDEST,

    /** The value is dropped for this subscriber. */
    DROP_NEWEST,

    /** The subscriber is thrown out: its channel is closed after what the buffer holds. */
    FAIL
}
