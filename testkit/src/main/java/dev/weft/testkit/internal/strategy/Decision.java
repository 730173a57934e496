package dev.weft.testkit.internal.strategy;

import java.util.BitSet;

/** A place where a schedule could have gone on otherwise: who goes next, or which case a select takes. */
final class Decision {
    /** The number of events before it. */
    final int event;

    /** How many ready cases a select has to choose from; 0 for the choice of who goes next. */
    final int bound;

    /** The actor, or the case, that is tried now. */
    int chosen;

    /** The actors that have to be tried, those that have been included. */
    final BitSet toTry = new BitSet();

    /** The actors that need not be tried, because that would repeat a schedule: inherited, or tried already. */
    final BitSet asleep = new BitSet();

    private Decision(int event, int bound, int chosen) {
        this.event = event;
        this.bound = bound;
        this.chosen = chosen;
    }

    static Decision ofActor(int event, int chosen, BitSet inherited) {
        Decision decision = new Decision(event, 0, chosen);
        decision.toTry.set(chosen);
        decision.asleep.or(inherited);
        return decision;
    }

    static Decision ofCase(int event, int bound) {
        return new Decision(event, bound, 0);
    }

    boolean isOfCase() {
        return bound > 0;
    }

    /** Goes on to the next alternative; false when there is none. */
    boolean advance() {
        if (isOfCase()) {
            chosen++;
            return chosen < bound;
        }
        asleep.set(chosen);
        for (int actor = toTry.nextSetBit(0); actor >= 0; actor = toTry.nextSetBit(actor + 1)) {
            if (!asleep.get(actor)) {
                chosen = actor;
                return true;
            }
        }
        return false;
    }
}
