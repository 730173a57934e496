package dev.weft.testkit.internal.strategy;

import dev.weft.testkit.internal.simulation.Actor;
import dev.weft.testkit.internal.simulation.Simulation;
import dev.weft.testkit.internal.simulation.Strategy;

/**
 * Each step has a priority by chance, and the step with the highest is taken; then the steps that depend on it get new
 * ones. So orders of dependent steps are tried with more equal probabilities than a random walk gives them: Yuan, Yang
 * and Gu, "Partial order aware concurrency sampling" (2018).
 */
public final class PartialOrders extends Strategy {
    private final long seed;
    private final Chance chance = new Chance(0);
    private long schedules;

    public PartialOrders(long seed) {
        this.seed = seed;
    }

    @Override
    public boolean begin() {
        chance.reset(Chance.seedOf(seed, schedules++));
        return true;
    }

    @Override
    public Actor next(Simulation simulation) {
        int count = simulation.actors().runnableCount();
        Actor best = simulation.actors().runnable(0);
        for (int i = 0; i < count && count > 1; i++) {
            Actor actor = simulation.actors().runnable(i);
            if (actor.rank == 0) {
                actor.rank = 1 + (chance.next() >>> 1);
            }
            if (actor.rank > best.rank) {
                best = actor;
            }
        }
        for (int i = 0; i < count; i++) {
            Actor other = simulation.actors().runnable(i);
            if (other == best
                    || Dependence.between(other.operation(), other.target(), best.operation(), best.target())) {
                other.rank = 0;
            }
        }
        return best;
    }

    @Override
    public int choose(Simulation simulation, int bound) {
        return chance.next(bound);
    }
}
