package dev.weft.testkit.internal.simulation;

import java.util.Arrays;

/** What was decided in one schedule: who went next wherever several could, and which case each select took. */
public final class Decisions {
    private int[] steps = new int[64];
    private int stepCount;
    private int[] choices = new int[16];
    private int choiceCount;

    Decisions() {}

    void clear() {
        stepCount = 0;
        choiceCount = 0;
    }

    void addStep(int actor) {
        if (stepCount == steps.length) {
            steps = Arrays.copyOf(steps, 2 * stepCount);
        }
        steps[stepCount++] = actor;
    }

    void addChoice(int choice) {
        if (choiceCount == choices.length) {
            choices = Arrays.copyOf(choices, 2 * choiceCount);
        }
        choices[choiceCount++] = choice;
    }

    /** The numbers of the actors that were chosen. */
    public int[] steps() {
        return Arrays.copyOf(steps, stepCount);
    }

    /** The choices of selects, counted from 0. */
    public int[] choices() {
        return Arrays.copyOf(choices, choiceCount);
    }
}
