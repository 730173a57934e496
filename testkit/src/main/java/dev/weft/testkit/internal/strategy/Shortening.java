package dev.weft.testkit.internal.strategy;

import dev.weft.Task;
import dev.weft.testkit.internal.simulation.Ending;
import dev.weft.testkit.internal.simulation.Simulation;
import java.util.Arrays;

/**
 * Looks for a simpler schedule in which a program fails in the same way: first one with fewer decisions, whose rest is made
 * by {@link Fallbacks}, then one with fewer switches from a goroutine to another. Each attempt is a run; the best so far
 * counts.
 */
public final class Shortening {
    /** Enough for a hundred decisions; a run takes some ten microseconds. */
    private static final int MOST_RUNS = 2_000;

    private final Simulation simulation;
    private final Task task;
    private final Ending wanted;
    private int[] steps;
    private int[] choices;
    private int runs;

    /** @param wanted how the schedule that is to be shortened has ended */
    public Shortening(Simulation simulation, Task task, Ending wanted, int[] steps, int[] choices) {
        this.simulation = simulation;
        this.task = task;
        this.wanted = wanted;
        this.steps = steps;
        this.choices = choices;
    }

    /** Shortens as far as it can; the result is in {@link #steps} and {@link #choices}. */
    public void run() {
        boolean better = true;
        while (better && runs < MOST_RUNS) {
            better = dropTail();
            better |= dropSwitches();
            better |= plainChoices();
        }
    }

    public int[] steps() {
        return steps;
    }

    public int[] choices() {
        return choices;
    }

    /** The fewest decisions at the beginning that are enough; halving, since most tails are long or short. */
    private boolean dropTail() {
        int before = steps.length;
        for (int drop = Math.max(1, steps.length / 2); drop >= 1; drop /= 2) {
            while (drop <= steps.length && attempt(Arrays.copyOf(steps, steps.length - drop), choices)) {
                steps = Arrays.copyOf(steps, steps.length - drop);
            }
        }
        return steps.length < before;
    }

    /** Lets whoever ran go on in place of a switch; what is left of the schedule may not fit, and is taken as it comes. */
    private boolean dropSwitches() {
        boolean better = false;
        for (int i = 1; i < steps.length; i++) {
            if (steps[i] != steps[i - 1]) {
                better |= attemptWithFewerSwitches(without(steps, i)) || attemptWithFewerSwitches(repeating(steps, i));
            }
        }
        return better;
    }

    private static int[] without(int[] numbers, int index) {
        int[] rest = new int[numbers.length - 1];
        System.arraycopy(numbers, 0, rest, 0, index);
        System.arraycopy(numbers, index + 1, rest, index, rest.length - index);
        return rest;
    }

    private static int[] repeating(int[] numbers, int index) {
        int[] changed = numbers.clone();
        changed[index] = changed[index - 1];
        return changed;
    }

    private boolean attemptWithFewerSwitches(int[] candidate) {
        if (!attempt(candidate, choices)) {
            return false;
        }
        int[] taken = Arrays.copyOf(simulation.decisions().steps(), candidate.length);
        int[] chosen = simulation.decisions().choices();
        boolean better = switches(taken) < switches(steps)
                || (switches(taken) == switches(steps) && taken.length < steps.length);
        if (better) {
            steps = taken;
            choices = chosen;
        }
        return better;
    }

    private static int switches(int[] numbers) {
        int count = 0;
        for (int i = 1; i < numbers.length; i++) {
            count += numbers[i] == numbers[i - 1] ? 0 : 1;
        }
        return count;
    }

    /** Lets selects take the first of their ready cases where that makes no difference. */
    private boolean plainChoices() {
        boolean better = false;
        for (int i = choices.length - 1; i >= 0; i--) {
            boolean last = i == choices.length - 1;
            int[] candidate = last ? Arrays.copyOf(choices, i) : choices.clone();
            if (!last) {
                candidate[i] = 0;
            }
            boolean simpler = last || choices[i] != 0;
            if (simpler && attempt(steps, candidate)) {
                choices = candidate;
                better = true;
            }
        }
        return better;
    }

    /** Runs the program and says whether it fails in the same way. */
    private boolean attempt(int[] candidate, int[] candidateChoices) {
        if (runs++ >= MOST_RUNS) {
            return false;
        }
        Replay replay = Replay.attempt(candidate, candidateChoices);
        replay.begin();
        simulation.setStrategy(replay);
        return isSame(simulation.run(task));
    }

    private boolean isSame(Ending ending) {
        if (ending instanceof Ending.Thrown(Throwable thrown) && wanted instanceof Ending.Thrown(Throwable expected)) {
            return signature(thrown).equals(signature(expected));
        }
        return ending.getClass() == wanted.getClass();
    }

    /** What was thrown and where; messages differ in numbers. */
    private static String signature(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        StackTraceElement[] stack = root.getStackTrace();
        return root.getClass().getName() + (stack.length == 0 ? "" : stack[0].toString());
    }
}
