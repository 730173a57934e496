package dev.weft.testkit.internal.strategy;

import dev.weft.testkit.internal.simulation.Actor;
import dev.weft.testkit.internal.simulation.Simulation;
import dev.weft.testkit.internal.simulation.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * One schedule that is known. Behind its end, whoever runs goes on as long as it can. A decision that does not fit,
 * because the one who should go cannot, means that the program is another one than it was; then the schedule is given
 * up.
 */
public final class Replay extends Strategy {
    private final boolean attempt;
    private final int[] steps;
    private final int[] choices;
    private int step;
    private int choice;
    private boolean begun;
    private @Nullable String misfit;

    public Replay(int[] steps, int[] choices) {
        this(steps, choices, false);
    }

    private Replay(int[] steps, int[] choices, boolean attempt) {
        this.attempt = attempt;
        this.steps = steps;
        this.choices = choices;
    }

    /** A schedule that may not fit: decisions that cannot be made are made otherwise. */
    static Replay attempt(int[] steps, int[] choices) {
        return new Replay(steps, choices, true);
    }

    @Override
    public boolean begin() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    @Override
    public @Nullable Actor next(Simulation simulation) {
        if (simulation.actors().runnableCount() == 1) {
            return simulation.actors().runnable(0);
        }
        if (step >= steps.length) {
            return Fallbacks.next(simulation);
        }
        int wanted = steps[step++];
        if (wanted < simulation.actors().size() && simulation.actors().get(wanted).isRunnable()) {
            return simulation.actors().get(wanted);
        }
        if (attempt) {
            return Fallbacks.next(simulation);
        }
        misfit = "decision " + step + " lets " + wanted + " go on, who cannot";
        return null;
    }

    @Override
    public int choose(Simulation simulation, int bound) {
        if (choice >= choices.length) {
            return 0;
        }
        int wanted = choices[choice++];
        if (wanted >= bound && attempt) {
            return 0;
        }
        if (wanted >= bound) {
            misfit = "choice " + choice + " is " + wanted + ", but only " + bound + " cases are ready";
            return 0;
        }
        return wanted;
    }

    public int[] steps() {
        return steps.clone();
    }

    public int[] choices() {
        return choices.clone();
    }

    /** What did not fit, or null. */
    public @Nullable String misfit() {
        return misfit;
    }

    /** Whether all decisions of the schedule were made. */
    public boolean isUsedUp() {
        return step >= steps.length && choice >= choices.length;
    }
}
