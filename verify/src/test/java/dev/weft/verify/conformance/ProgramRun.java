package dev.weft.verify.conformance;

import dev.weft.Weft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One run of a program, conducted by a goroutine of its own.
 *
 * <p><b>When a run is over.</b> When two looks, one after the other, both found every goroutine of the run ended or
 * parked, and each parked one parked for the same time (its count of parks is equal). Such a goroutine was parked all
 * the time between the looks, and one that had ended stayed so; hence at a moment between the looks none of them could
 * run. Nobody else knows their channels, mutexes and wait groups, and there are no timers: none will ever run again.
 *
 * <p>The blocked ones are then interrupted. Each must give up exactly the operation that it was found in.
 */
final class ProgramRun {
    /** Far more than any run takes on the slowest machine: whoever exceeds it has found a goroutine that spins. */
    private static final long LIMIT_NANOS = 20_000_000_000L;

    private static final int GONE = -2;
    private static final int RUNS = -1;

    private final List<Actor> actors = new ArrayList<>();
    private final SplittableRandom random;
    private final int[] firstLook;
    private final int[] secondLook;
    private boolean stuck;

    ProgramRun(Program program, long seed) {
        random = new SplittableRandom(seed);
        Setting setting = Setting.of(program);
        for (List<Op> ops : program.goroutines()) {
            actors.add(new Actor(setting, ops, Noise.choose(random), selectForm(setting, ops)));
        }
        firstLook = new int[actors.size()];
        secondLook = new int[actors.size()];
    }

    private SelectForm selectForm(Setting setting, List<Op> ops) {
        SelectForm form = switch (random.nextInt(7)) {
            case 0, 1 -> new SelectForm.Expression(setting, false);
            case 2 -> new SelectForm.Expression(setting, true);
            case 3 -> new SelectForm.Statement(setting);
            case 4, 5 -> new SelectForm.Reused(setting, ops, false);
            default -> new SelectForm.Reused(setting, ops, true);
        };
        return random.nextBoolean() ? form : new SelectForm.Trying(setting, form);
    }

    /** Runs the program to its end and returns the outcome. */
    String outcome() {
        for (int index : startOrder()) Weft.go(actors.get(index)::run);
        long begin = System.nanoTime();
        while (!isOver()) {
            if (System.nanoTime() - begin > LIMIT_NANOS) return stuck("neither ends nor blocks");
            Weft.yieldNow();
        }
        List<Actor> blocked = actors.stream().filter(actor -> !actor.hasEnded()).toList();
        int[] positions = blocked.stream().mapToInt(Actor::position).toArray();
        blocked.forEach(Actor::interrupt);
        while (!actors.stream().allMatch(Actor::hasEnded)) {
            if (System.nanoTime() - begin > LIMIT_NANOS) return stuck("an interrupt is not noticed");
            Weft.yieldNow();
        }
        String outcome = String.join(" | ", actors.stream().map(Actor::outcome).toList());
        for (int i = 0; i < positions.length; i++) {
            if (!blocked.get(i).outcome().endsWith("blocked@" + positions[i])) {
                return outcome + " (found blocked in operation " + positions[i] + ", but went on when interrupted: "
                        + blocked.get(i).outcome() + ")";
            }
        }
        return outcome;
    }

    private String stuck(String problem) {
        stuck = true;
        return problem + ": " + actors;
    }

    /** Whether the run was given up because its goroutines would not come to an end. */
    boolean isStuck() {
        return stuck;
    }

    private int[] startOrder() {
        int[] order = new int[actors.size()];
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    private boolean isOver() {
        return look(firstLook) && look(secondLook) && Arrays.equals(firstLook, secondLook);
    }

    /** Notes each goroutine's state; false when one runs. */
    private boolean look(int[] states) {
        for (int i = 0; i < states.length; i++) {
            Actor actor = actors.get(i);
            states[i] = actor.hasEnded() ? GONE : actor.parksIfParked();
            if (states[i] == RUNS) return false;
        }
        return true;
    }
}
