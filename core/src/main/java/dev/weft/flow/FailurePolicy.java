package dev.weft.flow;

/** What a {@link WorkerPool} does when a task fails. */
public enum FailurePolicy {
    /** The first failure stops the pool: the other tasks are cancelled, those in the queue are discarded. */
    STOP,

    /** The pool goes on; failures are counted, and handed to {@link WorkerPool.Builder#onFailure} if that is set. */
    CONTINUE
}
