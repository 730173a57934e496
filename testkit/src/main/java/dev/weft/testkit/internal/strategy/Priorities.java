package dev.weft.testkit.internal.strategy;

import dev.weft.internal.park.Operation;
import dev.weft.testkit.internal.simulation.Actor;
import dev.weft.testkit.internal.simulation.Simulation;
import dev.weft.testkit.internal.simulation.Strategy;

/**
 * Each actor has a priority by chance, and whoever has the highest runs, except that at {@code depth - 1} steps, chosen
 * by chance, the one that runs becomes the last. A bug that shows whenever {@code depth} steps come in a certain order
 * is found by each schedule with a probability of at least 1/(n k^(depth - 1)), for n actors and k steps: Burckhardt,
 * Kothari, Musuvathi and Nagarakatte, "A randomized scheduler with probabilistic guarantees of finding bugs" (2010).
 *
 * <p>The number of steps is taken from the schedules before. An actor that yields becomes the last, too: it waits for
 * others, and would keep them from running.
 */
public final class Priorities extends Strategy {
    private static final int FIRST_GUESS = 50;

    private final long seed;
    private final int[] changes;
    private final Chance chance = new Chance(0);
    private long schedules;
    private int longest = FIRST_GUESS;
    private int step;

    /** The priority of the next one that becomes the last; below all that were given by chance. */
    private long lowest;

    public Priorities(long seed, int depth) {
        this.seed = seed;
        this.changes = new int[depth - 1];
    }

    @Override
    public boolean begin() {
        chance.reset(Chance.seedOf(seed, schedules++));
        longest = schedules == 2 ? step : Math.max(longest, step);
        for (int i = 0; i < changes.length; i++) {
            changes[i] = chance.next(Math.max(1, longest));
        }
        step = 0;
        lowest = -1;
        return true;
    }

    @Override
    public Actor next(Simulation simulation) {
        Actor best = highest(simulation);
        for (int change : changes) {
            if (change == step && simulation.actors().runnableCount() > 1) {
                best.rank = lowest--;
                best = highest(simulation);
            }
        }
        if (best.operation() == Operation.YIELD) {
            best.rank = lowest--;
        }
        step++;
        return best;
    }

    private Actor highest(Simulation simulation) {
        Actor best = simulation.actors().runnable(0);
        for (int i = 0; i < simulation.actors().runnableCount(); i++) {
            Actor actor = simulation.actors().runnable(i);
            if (actor.rank == 0) {
                actor.rank = 1 + (chance.next() >>> 1);
            }
            if (actor.rank > best.rank) {
                best = actor;
            }
        }
        return best;
    }

    @Override
    public int choose(Simulation simulation, int bound) {
        return chance.next(bound);
    }
}
