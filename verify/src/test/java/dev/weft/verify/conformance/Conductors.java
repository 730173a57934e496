package dev.weft.verify.conformance;

import dev.weft.Goroutine;
import dev.weft.Weft;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;

/**
 * Runs programs over and over, several at a time: a conductor is a goroutine that starts a run, waits for its end by
 * yielding, checks the outcome and takes the next. Concurrent runs share processors and nothing else; that others run
 * in between makes the schedules of each more varied.
 */
final class Conductors {
    private final List<Program> programs;
    private final Verdicts verdicts;

    Conductors(List<Program> programs, Verdicts verdicts) {
        this.programs = programs;
        this.verdicts = verdicts;
    }

    /**
     * Runs each program {@code runs} times, unless it is clear before that something is very wrong.
     *
     * @param maxProcs how many goroutines may execute at the same time; set back afterwards
     * @param seeds the seed of the run with a number, counted from 0
     */
    void runAll(int runs, int maxProcs, LongUnaryOperator seeds) {
        long total = (long) runs * programs.size();
        AtomicLong next = new AtomicLong();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        int former = Weft.maxProcs(maxProcs);
        try {
            List<Goroutine> conductors = new ArrayList<>();
            for (int i = 0; i < 2 * maxProcs; i++) {
                conductors.add(Weft.go("conductor-" + i, () -> {
                    try {
                        for (long run = next.getAndIncrement(); run < total; run = next.getAndIncrement()) {
                            if (verdicts.isHopeless()) break;
                            conduct(programs.get((int) (run % programs.size())), maxProcs, seeds.applyAsLong(run));
                        }
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                }));
            }
            conductors.forEach(Goroutine::join);
        } finally {
            Weft.maxProcs(former);
        }
        for (Throwable failure : failures) throw new IllegalStateException("a conductor failed", failure);
    }

    private void conduct(Program program, int maxProcs, long seed) {
        ProgramRun run = new ProgramRun(program, seed);
        verdicts.check(program, run.outcome(), maxProcs, seed);
        if (run.isStuck()) verdicts.stop();
    }
}
