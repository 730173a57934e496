package dev.weft.testkit.internal.strategy;

import dev.weft.testkit.internal.simulation.Actor;
import dev.weft.testkit.internal.simulation.Simulation;

/** What to do when nothing says what to do: the least surprising. */
final class Fallbacks {
    private Fallbacks() {}

    /** Whoever runs goes on; if it cannot, the first of the others. */
    static Actor next(Simulation simulation) {
        Actor running = simulation.running();
        if (running != null) {
            return running;
        }
        Actor first = simulation.actors().runnable(0);
        for (int i = 1; i < simulation.actors().runnableCount(); i++) {
            if (simulation.actors().runnable(i).number() < first.number()) {
                first = simulation.actors().runnable(i);
            }
        }
        return first;
    }
}
