package dev.weft.testkit.internal.strategy;

import dev.weft.internal.park.Latch;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.sync.WaitGroup;
import org.jspecify.annotations.Nullable;

/**
 * Which steps depend on each other. Two that do not can be taken in either order, with the same result; so of all
 * schedules that differ only in such orders, one is enough. To say "depends" too often costs time; to say it too rarely
 * would miss behaviour. Hence the rule: steps with a common target depend on each other unless both only look at it,
 * and a step whose target is not known depends on everything.
 */
final class Dependence {
    private Dependence() {}

    /** Whether the operation is its goroutine's own affair. */
    static boolean isLocal(Operation operation) {
        return operation == Operation.START || operation == Operation.RESUME;
    }

    static boolean between(
            Operation one, @Nullable Object oneTarget, Operation other, @Nullable Object otherTarget) {
        if (isLocal(one) || isLocal(other)) {
            return false;
        }
        if (oneTarget == null || otherTarget == null || one == Operation.CANCEL || other == Operation.CANCEL) {
            return true;
        }
        return shareTarget(oneTarget, otherTarget) && !(looksOnly(one, oneTarget) && looksOnly(other, otherTarget));
    }

    private static boolean shareTarget(Object one, Object other) {
        if (one == other) {
            return true;
        }
        if (one instanceof Probe.Compound compound) {
            for (Object part : compound.parts()) {
                if (shareTarget(other, part)) {
                    return true;
                }
            }
            return false;
        }
        return other instanceof Probe.Compound && shareTarget(other, one);
    }

    /** Who waits for a counter or a gate goes on together with all others who do: their order is nobody's business. */
    private static boolean looksOnly(Operation operation, Object target) {
        return switch (operation) {
            case LENGTH, JOIN, ASK -> true;
            case AWAIT -> target instanceof WaitGroup || target instanceof Latch;
            default -> false;
        };
    }
}
