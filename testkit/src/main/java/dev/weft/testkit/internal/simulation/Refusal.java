package dev.weft.testkit.internal.simulation;

import java.util.List;

/**
 * Something that a simulation cannot control, and that would make its verdicts wrong.
 *
 * @param problem what happened, in a sentence
 * @param advice what to do instead
 * @param stack where, innermost frame first, without the machinery; may be empty
 */
public record Refusal(String problem, String advice, List<StackTraceElement> stack) {
    public Refusal {
        stack = List.copyOf(stack);
    }
}
