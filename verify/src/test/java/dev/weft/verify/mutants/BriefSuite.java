package dev.weft.verify.mutants;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Selector;
import dev.weft.Weft;
import dev.weft.verify.conformance.BriefConformance;
import dev.weft.verify.conservation.BriefConservation;
import dev.weft.verify.conservation.Leftovers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The suite in a few seconds: a selection of what the tests of this module check, as a program. */
final class BriefSuite {
    /** Exit status: something is wrong, and was noticed. */
    static final int NOTICED = 3;

    /** How long one check may take: more than that, and it hangs. */
    private static final long LIMIT_SECONDS = Long.getLong("brief.limit", 60);

    private static final long SIGHT_SECONDS = 4;
    private static final int SELECTS = 100_000;

    private BriefSuite() {}

    public static void main(String[] arguments) throws Exception {
        Weft.maxProcs(2);
        check("what is done first takes effect", BriefSuite::basics);
        Observer observer = new Observer();
        observer.start();
        check("losers leave", () -> Leftovers.problems(40_000));
        check("choices are fair", BriefSuite::choices);
        check("changes are seen", observer::seesChange);
        check("values are conserved", BriefConservation::problems);
        check("outcomes are possible", BriefConformance::problems);
        // Goroutines may still be there.
        System.exit(0);
    }

    @SuppressWarnings("SystemOut")
    private static void check(String name, Callable<List<String>> check) throws Exception {
        long begin = System.nanoTime();
        FutureTask<List<String>> task = new FutureTask<>(check);
        // A thread of its own: what goes wrong may well be a loop that no interrupt ends.
        Thread.ofPlatform().daemon().start(task);
        List<String> problems;
        try {
            problems = task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            problems = List.of("does not end");
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        System.out.println(name + ": " + (problems.isEmpty() ? "yes" : "NO, " + problems) + ", " + millis + " ms");
        // Without hooks: goroutines may be in the middle of anything.
        if (!problems.isEmpty()) Runtime.getRuntime().halt(NOTICED);
    }

    private static List<String> basics() {
        List<String> problems = new ArrayList<>();
        Channel<Integer> channel = Channel.buffered(3);
        for (int i = 0; i < 3; i++) {
            channel.send(i);
            if (channel.length() != i + 1) problems.add("length %d after %d sends".formatted(channel.length(), i + 1));
        }
        for (int i = 0; i < 3 && problems.isEmpty(); i++) {
            if (channel.receive() != i) problems.add("out of order");
        }
        return problems;
    }

    /** Who asks for the length again and again must see it change, though the JIT would rather ask once. */
    private static final class Observer {
        private final Channel<Integer> channel = Channel.buffered(1);
        private final CountDownLatch seen = new CountDownLatch(1);

        void start() {
            Thread.ofPlatform().daemon().start(() -> {
                while (channel.length() == 0) {}
                seen.countDown();
            });
        }

        /** To be called once the JIT has had time to compile the loop. */
        List<String> seesChange() throws InterruptedException {
            channel.send(1);
            return seen.await(SIGHT_SECONDS, TimeUnit.SECONDS) ? List.of() : List.of("a send is not seen");
        }
    }

    private static List<String> choices() throws InterruptedException {
        int[] chosen = new int[2];
        Goroutine selecting = Weft.go(() -> {
            Channel<Integer> ready = Channel.unbuffered();
            ready.close();
            Selector selector = Selector.fair();
            selector.receive(ready);
            selector.receive(ready);
            for (int i = 0; i < SELECTS; i++) chosen[selector.select()]++;
        });
        selecting.join();
        // More than ten standard deviations.
        return Math.abs(chosen[0] - chosen[1]) < SELECTS / 25 ? List.of()
                : List.of("chosen %d to %d".formatted(
                        chosen[0], chosen[1]));
    }
}
