package dev.weft.flow;

/**
 * What a {@link WorkerPool} has done so far. Every task that was submitted is counted in one of the other places too;
 * while tasks move from one to another the numbers may be off by those.
 *
 * @param workers how many workers there are
 * @param running how many tasks are running
 * @param queued how many tasks wait
 * @param submitted how many tasks the pool has accepted
 * @param completed how many returned
 * @param failed how many threw
 * @param discarded how many were cancelled, or were in the queue when the pool was stopped, and never ran to the end
 */
public record PoolMetrics(
        int workers, int running, int queued, long submitted, long completed, long failed, long discarded) {}
