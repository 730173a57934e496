package dev.weft.testkit.internal.strategy;

import dev.weft.testkit.internal.simulation.Actor;
import dev.weft.testkit.internal.simulation.Simulation;
import dev.weft.testkit.internal.simulation.Strategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All schedules, except those that differ from one that was run only in the order of independent steps. Depth first:
 * each schedule repeats the last one up to its last decision with an untried alternative.
 *
 * <p>Three reductions, each sound if steps are independent whenever {@link Dependence} says so:
 * <ol>
 *   <li>Steps that are their goroutine's own affair (it starts; it goes on after a completed wait) are taken at once.
 *   <li>Source sets: a decision tries other goroutines only where {@link Races} has seen that their order matters.
 *   <li>Sleep sets (Godefroid 1996): a goroutine that has been tried at a decision is not tried again behind its
 *       alternatives until a step that depends on its own has been taken.
 * </ol>
 *
 * <p>Two kinds of step can make another one impossible, instead of only changing its effect, and races with what never
 * happens are not seen. So the order in which alternatives are tried first matters for them: a timer that is due goes
 * first, since others may cancel it, and the end of main, when it ends the others, goes last.
 *
 * <p>A decision among cases of a select tries them all.
 */
public final class Exhaustive extends Strategy {
    /** The decisions of the current schedule; events and decisions of select cases have their places here. */
    private final List<Decision> decisions = new ArrayList<>();

    private final List<Event> events = new ArrayList<>();
    private final List<Decision> before = new ArrayList<>();
    private final Races races = new Races(events, before);

    private boolean begun;
    private @Nullable String divergence;
    private int position;
    private int eventCount;
    private int actorCount;

    /** Events before this one are as they were in the schedule before. */
    private int unchanged;

    /** How many events each actor has had. */
    private int[] indexes = new int[16];

    /** Who is asleep behind the decision taken last. */
    private final BitSet inherited = new BitSet();

    public Exhaustive() {}

    @Override
    public boolean begin() {
        if (begun) {
            races.find(unchanged, eventCount, actorCount);
            if (!backtrack()) {
                return false;
            }
        }
        begun = true;
        position = 0;
        eventCount = 0;
        Arrays.fill(indexes, 0);
        inherited.clear();
        return true;
    }

    /** Goes back to the last decision with an alternative, and chooses that. */
    private boolean backtrack() {
        while (!decisions.isEmpty()) {
            Decision last = decisions.getLast();
            if (last.advance()) {
                // The step during which a select chose is the same up to the choice.
                unchanged = last.event;
                return true;
            }
            decisions.removeLast();
        }
        return false;
    }

    // ------------------------------------------------------------------------------------------- who goes next

    @Override
    public @Nullable Actor next(Simulation simulation) {
        if (divergence != null) {
            return null;
        }
        Decision decision;
        if (position < decisions.size()) {
            decision = decisions.get(position);
            if (!fits(simulation, decision)) {
                divergence = "after " + eventCount + " equal steps another goroutine was ready to run";
                return null;
            }
        } else {
            Actor chosen = first(simulation);
            if (chosen == null) {
                return null;
            }
            decision = Decision.ofActor(eventCount, chosen.number(), inherited);
            decisions.add(decision);
        }
        position++;
        Actor actor = simulation.actors().get(decision.chosen);
        passOnSleepers(simulation, decision, record(simulation, actor, decision));
        return actor;
    }

    private static boolean fits(Simulation simulation, Decision decision) {
        return !decision.isOfCase() && decision.chosen < simulation.actors().size()
                && simulation.actors().get(decision.chosen).isRunnable();
    }

    /** Whom a new decision tries first; null when all are asleep, which means that this schedule has been run. */
    private @Nullable Actor first(Simulation simulation) {
        Actor best = null;
        int bestRank = Integer.MAX_VALUE;
        for (int i = 0; i < simulation.actors().runnableCount(); i++) {
            Actor actor = simulation.actors().runnable(i);
            int rank = rank(simulation, actor);
            boolean better = rank < bestRank || (rank == bestRank && best != null && actor.number() < best.number());
            if (better && !inherited.get(actor.number())) {
                best = actor;
                bestRank = rank;
            }
        }
        return best;
    }

    private static int rank(Simulation simulation, Actor actor) {
        if (Dependence.isLocal(actor.operation())) {
            return 0;
        }
        return switch (actor.operation()) {
            case TIMER -> 1;
            case END -> simulation.isAboutToEnd(actor) ? 4 : 2;
            default -> actor == simulation.running() ? 2 : 3;
        };
    }

    private Event record(Simulation simulation, Actor actor, Decision decision) {
        if (eventCount == events.size()) {
            events.add(new Event());
            before.add(decision);
        }
        actorCount = simulation.actors().size();
        if (indexes.length < actorCount) {
            indexes = Arrays.copyOf(indexes, 2 * actorCount);
        }
        before.set(eventCount, decision);
        Event event = events.get(eventCount++);
        event.set(actor, ++indexes[actor.number()]);
        return event;
    }

    private void passOnSleepers(Simulation simulation, Decision decision, Event event) {
        inherited.clear();
        BitSet asleep = decision.asleep;
        for (int number = asleep.nextSetBit(0); number >= 0; number = asleep.nextSetBit(number + 1)) {
            Actor sleeper = simulation.actors().get(number);
            if (sleeper.isRunnable() && number != event.actor() && !event.dependsOn(sleeper)) {
                inherited.set(number);
            }
        }
    }

    @Override
    public @Nullable String divergence() {
        return divergence;
    }

    // ------------------------------------------------------------------------------------- which case is taken

    @Override
    public int choose(Simulation simulation, int bound) {
        Decision decision;
        if (position < decisions.size()) {
            decision = decisions.get(position);
            if (decision.bound != bound) {
                divergence = "after " + eventCount + " equal steps a select had another number of ready cases";
                return 0;
            }
        } else {
            decision = Decision.ofCase(eventCount, bound);
            decisions.add(decision);
        }
        position++;
        return decision.chosen;
    }
}
