package dev.weft.testkit.internal.strategy;

import dev.weft.testkit.internal.simulation.Actor;
import dev.weft.testkit.internal.simulation.Simulation;
import dev.weft.testkit.internal.simulation.Strategy;

/** At each step, any of those that can run, each with the same probability. */
public final class RandomWalk extends Strategy {
    private final long seed;
    private final Chance chance = new Chance(0);
    private long schedules;

    public RandomWalk(long seed) {
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
        return simulation.actors().runnable(count == 1 ? 0 : chance.next(count));
    }

    @Override
    public int choose(Simulation simulation, int bound) {
        return chance.next(bound);
    }
}
