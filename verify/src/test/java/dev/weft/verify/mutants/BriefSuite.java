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
import java.util.concurrent.TimeUnit;

/** The suite in a few seconds: a selection of what the tests of this module check, as a program. */
final class BriefSuite {
    /** Exit status: something is wrong, and was noticed. */
    static final int NOTICED = 3;

    private static final int SELECTS = 100_000;

    private BriefSuite() {}

    public static void main(String[] arguments) throws Exception {
        Weft.maxProcs(2);
        check("what is done first takes effect", BriefSuite::basics);
        check("changes are seen", BriefSuite::changesAreSeen);
        check("losers leave", () -> Leftovers.problems(40_000));
        check("choices are fair", BriefSuite::choices);
        check("values are conserved", BriefConservation::problems);
        check("outcomes are possible", BriefConformance::problems);
        // Goroutines may still be there.
        System.exit(0);
    }

    @SuppressWarnings("SystemOut")
    private static void check(String name, Callable<List<String>> check) throws Exception {
        long begin = System.nanoTime();
        List<String> problems = check.call();
        long millis = (System.nanoTime() - begin) / 1_000_000;
        System.out.println(name + ": " + (problems.isEmpty() ? "yes" : "NO, " + problems) + ", " + millis + " ms");
        if (!problems.isEmpty()) System.exit(NOTICED);
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
    private static List<String> changesAreSeen() throws InterruptedException {
        Channel<Integer> channel = Channel.buffered(1);
        CountDownLatch seen = new CountDownLatch(1);
        CountDownLatch asking = new CountDownLatch(1);
        Thread observer = Thread.ofPlatform().daemon().start(() -> {
            long asked = 0;
            while (channel.length() == 0) {
                if (++asked == 50_000_000) asking.countDown();
            }
            seen.countDown();
        });
        if (!asking.await(10, TimeUnit.SECONDS)) return List.of("a length is asked for and does not come: " + observer);
        channel.send(1);
        return seen.await(10, TimeUnit.SECONDS) ? List.of() : List.of("a send has not been seen for 10 s");
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
        return Math.abs(chosen[0] - chosen[1]) < SELECTS / 25 ? List.of() : List.of("chosen %d to %d".formatted(
                chosen[0], chosen[1]));
    }
}
