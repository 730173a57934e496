package dev.weft.testkit.internal.strategy;

import dev.weft.testkit.internal.simulation.Actor;
import dev.weft.testkit.internal.simulation.Simulation;
import dev.weft.testkit.internal.simulation.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All schedules in which goroutines are taken away from their work, though they could go on, at most a given number of
 * times. Most bugs need one or two of these (Musuvathi and Qadeer, "Iterative context bounding", 2007), and there are
 * far fewer such schedules than there are at all: their number grows with a power of the program's length. Depth first,
 * without the reductions of {@link Exhaustive}, which would not be sound with a bound; only the steps that are a
 * goroutine's own affair are taken at once.
 */
public final class Preempting extends Strategy {
    private final int bound;
    private final List<Choice> choices = new ArrayList<>();
    private boolean begun;
    private int position;
    private int preemptions;
    private @Nullable String divergence;

    /** A decision with alternatives; the actors' numbers, or the number of ready cases. */
    private static final class Choice {
        private final List<Integer> actors;
        private final int count;
        private int taken;

        Choice(List<Integer> actors, int count) {
            this.actors = actors;
            this.count = count;
        }
    }

    public Preempting(int bound) {
        this.bound = bound;
    }

    @Override
    public boolean begin() {
        if (begun) {
            while (!choices.isEmpty() && choices.getLast().taken + 1 >= choices.getLast().count) {
                choices.removeLast();
            }
            if (choices.isEmpty()) {
                return false;
            }
            choices.getLast().taken++;
        }
        begun = true;
        position = 0;
        preemptions = 0;
        return true;
    }

    @Override
    public @Nullable Actor next(Simulation simulation) {
        Actor running = simulation.running();
        Actor first = Fallbacks.next(simulation);
        Actor local = local(simulation);
        if (local != null || simulation.actors().runnableCount() == 1 || (running != null && preemptions == bound)) {
            return local != null ? local : first;
        }
        Choice choice = choice(() -> alternatives(simulation, first), 0);
        int number = choice.actors.isEmpty() ? -1 : choice.actors.get(choice.taken);
        if (divergence != null || number < 0 || number >= simulation.actors().size()
                || !simulation.actors().get(number).isRunnable()) {
            divergence = "after " + simulation.steps() + " equal steps another goroutine was ready to run";
            return null;
        }
        preemptions += running != null && running.number() != number ? 1 : 0;
        return simulation.actors().get(number);
    }

    private static @Nullable Actor local(Simulation simulation) {
        Actor found = null;
        for (int i = 0; i < simulation.actors().runnableCount(); i++) {
            Actor actor = simulation.actors().runnable(i);
            if (Dependence.isLocal(actor.operation()) && (found == null || actor.number() < found.number())) {
                found = actor;
            }
        }
        return found;
    }

    /** The one that goes on costs nothing and comes first. */
    private static List<Integer> alternatives(Simulation simulation, Actor first) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < simulation.actors().runnableCount(); i++) {
            numbers.add(simulation.actors().runnable(i).number());
        }
        numbers.sort(null);
        numbers.remove(/* element */ (Integer) first.number());
        numbers.addFirst(first.number());
        return numbers;
    }

    private Choice choice(Supplier<List<Integer>> actors, int cases) {
        if (position == choices.size()) {
            List<Integer> numbers = actors.get();
            choices.add(new Choice(numbers, cases > 0 ? cases : numbers.size()));
        }
        return choices.get(position++);
    }

    @Override
    public int choose(Simulation simulation, int cases) {
        Choice choice = choice(List::of, cases);
        if (choice.count != cases || !choice.actors.isEmpty()) {
            divergence = "after " + simulation.steps() + " equal steps a select had another number of ready cases";
            return 0;
        }
        return choice.taken;
    }

    @Override
    public @Nullable String divergence() {
        return divergence;
    }
}
