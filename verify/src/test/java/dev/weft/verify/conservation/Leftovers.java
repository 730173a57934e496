package dev.weft.verify.conservation;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Selector;
import dev.weft.Weft;
import dev.weft.internal.channel.WaitQueues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Selects in a loop, with cases that are never ready: what they leave in the queues of those. */
public final class Leftovers {
    /** What the heap may grow by chance; a node that is left behind takes 56 bytes and more. */
    private static final long SLACK_BYTES = 4_000_000;

    private final Channel<Long> data = Channel.unbuffered();
    private final Channel<Long> neverSent = Channel.unbuffered("never sent to");
    private final Channel<Long> neverTaken = Channel.unbuffered("never taken from");
    private final long rounds;
    private final AtomicLong sum = new AtomicLong();
    private final List<String> problems = new ArrayList<>();

    private Leftovers(long rounds) {
        this.rounds = rounds;
    }

    /** Runs so many rounds and returns what was wrong. */
    public static List<String> problems(long rounds) {
        return new Leftovers(rounds).run();
    }

    private List<String> run() {
        waitOutSome();
        checkQueues(0, "after selects that timed out");
        // Nodes that are used again while they are queued make the queues circular: no use to go on.
        if (!problems.isEmpty()) return problems;
        // Of the same length as the rest, so that what is made once is there before the heap is measured.
        long warmUp = Math.min(rounds / 2, 100_000);
        pass(warmUp);
        long before = usedBytes();
        pass(rounds - warmUp);
        long growth = usedBytes() - before;
        if (growth > SLACK_BYTES) problems.add("the heap has grown by %d bytes".formatted(growth));
        if (sum.get() != rounds) problems.add("%d values have arrived of %d".formatted(sum.get(), rounds));
        checkQueues(0, "in the end");
        return problems;
    }

    /** Who sends waits as often as who receives: both find the other's queue empty now and then. */
    private void pass(long count) {
        Goroutine receiver = Weft.go(() -> receive(count));
        Goroutine sender = Weft.go(() -> {
            for (long i = 0; i < count; i++) {
                Weft.select(Weft.onReceive(neverSent, value -> problems.add("received from nobody")),
                        Weft.onSend(data, 1L, () -> {}));
            }
        });
        receiver.join();
        sender.join();
    }

    private void receive(long count) {
        Selector selector = Selector.fair();
        selector.receive(neverSent);
        Selector.Receiving<Long> receiving = selector.receive(data);
        Selector.Sending<Long> sending = selector.send(neverTaken);
        for (long i = 0; i < count; i++) {
            sending.offer(i);
            if (selector.select() != receiving.index()) problems.add("a case that is never ready was chosen");
            else sum.addAndGet(receiving.take());
            // The sender may have its node there; this goroutine has none.
            if (i % 1024 == 0) checkQueues(1, "after %d rounds".formatted(i));
        }
    }

    /** Selects that end because time is over. */
    private void waitOutSome() {
        for (long i = 0; i < Math.min(rounds, 2_000); i++) {
            Weft.select(Weft.onReceive(neverSent, value -> problems.add("received from nobody")),
                    Weft.onSend(neverTaken, 1L, () -> problems.add("sent to nobody")),
                    Weft.onTimeout(Duration.ofNanos(1), () -> {}));
        }
    }

    private void checkQueues(int allowed, String when) {
        int nodes = WaitQueues.nodes(neverSent) + WaitQueues.nodes(neverTaken);
        if (nodes > allowed && problems.size() < 10) problems.add("%d nodes are queued %s".formatted(nodes, when));
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
