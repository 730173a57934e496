package dev.weft.testkit.internal.simulation;

import org.jspecify.annotations.Nullable;

/**
 * Decides what the program leaves open. Decisions may depend only on earlier ones and on what the simulation shows, so
 * that they can be repeated.
 */
public abstract class Strategy {
    protected Strategy() {}

    /**
     * Prepares for another schedule.
     *
     * @return false when there is none left
     */
    public abstract boolean begin();

    /**
     * Who takes the next step. At least one actor is runnable.
     *
     * @return null to give the schedule up, because another one is equivalent
     */
    public abstract @Nullable Actor next(Simulation simulation);

    /** Which of {@code bound} ready cases the select of the running goroutine takes, counted from 0. */
    public abstract int choose(Simulation simulation, int bound);

    /**
     * A strategy that repeats the last schedule, for one that does more than to decide; null if the decisions are all
     * that is needed.
     */
    public @Nullable Strategy repetition() {
        return null;
    }

    /** What a program did otherwise than in the same schedule before; null if it did not. */
    public @Nullable String divergence() {
        return null;
    }
}
