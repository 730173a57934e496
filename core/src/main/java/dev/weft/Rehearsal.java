package dev.weft;

import dev.weft.internal.park.RuntimeThreads;
import dev.weft.internal.scheduler.RehearsalEngine;
import dev.weft.sync.WaitGroup;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows the JIT how waits end, before very many have begun.
 *
 * <p><b>Why.</b> The compiler leaves out what a method has never done while it was profiled. A program that starts a
 * million goroutines which all wait, and lets none go on meanwhile, gets code in which nothing comes after a wait: the
 * first goroutine that goes on shows that to be wrong, and the method is compiled again, but all the others already
 * have the old code on their stacks. Each of them then falls back into the interpreter, in our code and in the JDK's
 * own, at some 10 microseconds a time: releasing a million for the first time took 9 to 14 seconds, twenty times as
 * long as the second time. The stock scheduler has the same trouble. ({@code docs/design/scheduler-performance.md})
 *
 * <p><b>What.</b> When a thousand goroutines live and hardly any has ended, a thread in the background runs some that
 * wait in our operations, are let on at once, and end. It takes a few milliseconds, once. What users' methods do after
 * a wait nobody can rehearse for them.
 */
final class Rehearsal {
    /** How often; more than the calls after which methods are profiled, and fewer than are worth noticing. */
    static final int ROUNDS = 3_000;

    /** Looks at one goroutine in so many, by the number of its thread. A power of two. */
    private static final int EVERY = 512;

    /** So many that live are a crowd. */
    private static final int CROWD = 1_000;

    private static final AtomicBoolean HELD = new AtomicBoolean();

    private final Channel<Signal> toGoroutine = Channel.signal();
    private final Channel<Signal> toPartner = Channel.signal();

    /** One goroutine runs at a time, on the thread that rehearses. */
    private int ended;

    private Rehearsal() {}

    /** Holds the rehearsal if it is time for it. Called for each goroutine that is started. */
    static void perhaps(GoroutineFiber started) {
        if ((started.id() & (EVERY - 1)) == 0 && !HELD.get()) {
            perhapsNow(started);
        }
    }

    private static void perhapsNow(GoroutineFiber started) {
        if (started.seams().simulated() || started.program().engine().liveGoroutines() < CROWD) {
            return;
        }
        if (RehearsalEngine.isAvailable() && HELD.compareAndSet(false, true)) {
            RuntimeThreads.daemon("weft-rehearsal", Rehearsal::hold).start();
        }
    }

    /**
     * Runs all the rounds; to be called by a platform thread.
     *
     * @return how many goroutines have been let on and have ended
     */
    static int hold() {
        return new Rehearsal().run();
    }

    private int run() {
        List<RehearsalEngine> engines = RehearsalEngine.three(this::partner);
        WaitGroup running = new WaitGroup();
        for (int i = 0; i < ROUNDS; i++) {
            running.add(1);
            Program.rehearse(engines.get(i % engines.size()), () -> goroutine(running));
        }
        running.await();
        return ended;
    }

    private void goroutine(WaitGroup running) {
        toGoroutine.receive();
        toPartner.send(Signal.SIGNAL);
        ended++;
        running.done();
    }

    /** The goroutine waits, in one of two operations. */
    private void partner() {
        if (!toGoroutine.trySend(Signal.SIGNAL)) {
            toPartner.tryReceive();
        }
    }
}
