package dev.weft.verify.conservation;

import static dev.weft.Weft.yieldNow;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Task;
import dev.weft.Weft;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/** An operator, or something like it, that is used and disturbed in rounds; after each the books must balance. */
interface OperatorStorm {
    /** What happens to the operator itself. Those who feed it and take from it are interrupted in every round. */
    enum Trouble {
        /** Nothing: everything must come out. */
        NONE,

        /** It is cancelled, or closed, at any time. */
        CANCEL,

        /** A function of it, or a task, throws; for those without a function another cancel. */
        FAILURE
    }

    /** One round, in a program of its own; throws an {@link AssertionError} if anything is wrong. */
    void round(SplittableRandom random, Trouble trouble) throws Exception;

    /** Goroutines that work at the operator and are interrupted at random until they have ended. */
    final class Crowd {
        private final Channel<Signal> quit = Channel.signal("quit");
        private final List<Goroutine> members = new ArrayList<>();
        private final AtomicBoolean calm = new AtomicBoolean();

        /** Starts a member, which has a context of its own. */
        void go(String name, Task task) {
            members.add(Context.background().go(name, task));
        }

        /** Closed when the members are to end, though there is more to do. */
        Channel<Signal> quit() {
            return quit;
        }

        /** Starts to interrupt members; ends by itself. */
        Goroutine disturb(SplittableRandom random) {
            return Context.background().go("disturber", () -> {
                while (!calm.get() && !members.stream().allMatch(Goroutine::isDone)) {
                    members.get(random.nextInt(members.size())).thread().interrupt();
                    pause(random);
                }
            });
        }

        /** Waits for all members. */
        void await(Goroutine disturber) {
            members.forEach(Goroutine::join);
            calm.set(true);
            disturber.join();
        }
    }

    /** Does it until it has been done without a cancellation: whoever is interrupted has left no trace. */
    static void insist(Runnable operation) {
        while (true) {
            try {
                operation.run();
                return;
            } catch (CancelledException e) {
                if (!Thread.interrupted()) {
                    throw e;
                }
            }
        }
    }

    /** Lets others go first, a few times. */
    static void pause(SplittableRandom random) {
        for (int yields = random.nextInt(8); yields > 0; yields--) {
            yieldNow();
        }
    }

    /** Returns when nobody but the caller is left in the program. */
    static void awaitAlone() {
        while (Weft.numGoroutines() > 1) {
            yieldNow();
        }
    }
}
