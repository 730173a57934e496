package dev.weft.verify.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.internal.scheduler.Engines;
import dev.weft.internal.scheduler.OwnScheduler;
import dev.weft.sync.Mutex;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Goroutines that fail in every way, among others that work and must not suffer, while the parallelism changes a
 * thousand times a second and carriers die. Arguments: seed, seconds. Prints {@code all well} or what was wrong; the
 * reports of the failures go to stderr.
 */
final class FaultyGoroutines {
    private static final int MAX_PROCS = 4;
    private static final int CROWD = 400;
    private static final int KINDS = 11;

    /** So many disturbances, one a millisecond, for each carrier that is made to die. */
    private static final int CARRIER_DIES_EVERY = 50;

    private static final int MORE_THAN_THE_HEAP = Integer.MAX_VALUE - 8;

    private final SplittableRandom random;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<String> problems = new ArrayList<>();

    private FaultyGoroutines(long seed) {
        random = new SplittableRandom(seed);
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        var program = new FaultyGoroutines(Long.parseLong(arguments[0]));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[1]));
        program.round();
        // The reports of one round are enough; those of hours would fill the disk.
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        while (program.problems.isEmpty() && System.nanoTime() < end) program.round();
        System.out.println(program.problems.isEmpty() ? "all well: %d goroutines, %d of them failed".formatted(
                program.started.get(), program.failed.get()) : program.problems);
        System.exit(program.problems.isEmpty() ? 0 : 1);
    }

    private void round() {
        Channel<Integer> work = Channel.unbuffered();
        Mutex abandoned = new Mutex("abandoned");
        List<Goroutine> crowd = new ArrayList<>();
        AtomicInteger received = new AtomicInteger();
        Goroutine receiver = Weft.go(() -> {
            for (int value : work) received.addAndGet(value);
        });
        AtomicInteger sent = new AtomicInteger();
        for (int i = 0; i < CROWD; i++) {
            int kind = random.nextInt(KINDS);
            crowd.add(Weft.go(() -> {
                started.incrementAndGet();
                try {
                    act(kind, work, abandoned, sent);
                } catch (CancelledException e) {
                    if (!Thread.interrupted()) throw e;
                } finally {
                    ended.incrementAndGet();
                }
            }));
        }
        disturb(crowd);
        // Nobody would cancel them any more: to wait for the others would hide what was found.
        if (!problems.isEmpty()) return;
        crowd.forEach(Goroutine::join);
        work.close();
        receiver.join();
        if (started.get() != ended.get()) problems.add("%d started, %d ended".formatted(started.get(), ended.get()));
        if (sent.get() != received.get()) problems.add("%d sent, %d received".formatted(sent.get(), received.get()));
    }

    private void act(int kind, Channel<Integer> work, Mutex abandoned, AtomicInteger sent) throws Exception {
        switch (kind) {
            case 0 -> {
                failed.incrementAndGet();
                throw new IOException("on purpose");
            }
            case 1 -> {
                failed.incrementAndGet();
                throw new StackOverflowError("depth " + descend(0));
            }
            case 2 -> {
                failed.incrementAndGet();
                throw new OutOfMemoryError("on purpose");
            }
            // Ends with the mutex locked, so whoever comes later waits until it is cancelled.
            case 3 -> abandoned.lock();
            case 4 -> throw Weft.goexit();
            case 5 -> Weft.yieldNow();
            // Leaves while it holds what others want.
            case 6 -> {
                abandoned.lock();
                throw Weft.goexit();
            }
            // More than the heap can ever have: the JVM's own error, and all others still have memory.
            case 7 -> {
                failed.incrementAndGet();
                started.addAndGet(new byte[MORE_THAN_THE_HEAP].length);
            }
            default -> {
                for (int i = 0; i < 20; i++) {
                    work.send(1);
                    sent.incrementAndGet();
                }
            }
        }
    }

    /** Overflows the stack. */
    @SuppressWarnings("InfiniteRecursion")
    private static int descend(int depth) {
        return descend(depth + 1) + 1;
    }

    /**
     * What a carrier executes as its last: its own handler of failures fails. Others of the runtime it does not touch.
     */
    private static void killCarrier() {
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
            throw new IllegalStateException("killed on purpose");
        });
        throw new AssertionError("to call the handler");
    }

    /** Until all have ended: changes the parallelism every millisecond, interrupts somebody, and kills carriers. */
    private void disturb(List<Goroutine> crowd) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        int former = Weft.maxProcs();
        while (crowd.stream().anyMatch(goroutine -> !goroutine.isDone())) {
            Weft.maxProcs(1 + random.nextInt(MAX_PROCS));
            for (int i = 0; i < 50; i++) crowd.get(random.nextInt(CROWD)).cancel();
            if (random.nextInt(CARRIER_DIES_EVERY) == 0 && Engines.engine() instanceof OwnScheduler own) {
                own.execute(FaultyGoroutines::killCarrier);
            }
            // A rhythm: nothing is waited for.
            LockSupport.parkNanos(1_000_000);
            if (System.nanoTime() > limit) {
                problems.add("some do not end: " + crowd.stream().filter(goroutine -> !goroutine.isDone()).toList());
                break;
            }
        }
        Weft.maxProcs(former);
    }
}
