package dev.weft.verify.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Compares outcomes with the programs' sets. Used by many goroutines at a time. */
final class Verdicts {
    private static final int REPORTED = 10;

    private final String engine;
    private final Map<Program, Set<String>> seen = new LinkedHashMap<>();
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong outside = new AtomicLong();
    private volatile boolean stopped;
    private final List<String> violations = Collections.synchronizedList(new ArrayList<>());

    /** @param programs all those whose outcomes will be checked */
    Verdicts(String engine, List<Program> programs) {
        this.engine = engine;
        for (Program program : programs) seen.put(program, ConcurrentHashMap.newKeySet());
    }

    /** Takes notice of one run's outcome; says whether it was in the set. */
    boolean check(Program program, String outcome, int maxProcs, long seed) {
        runs.incrementAndGet();
        if (program.outcomes().contains(outcome)) {
            seenOf(program).add(outcome);
            return true;
        }
        if (outside.incrementAndGet() <= REPORTED) violations.add(violation(program, outcome, maxProcs, seed));
        return false;
    }

    private Set<String> seenOf(Program program) {
        Set<String> outcomes = seen.get(program);
        if (outcomes == null) throw new IllegalArgumentException("a program that was not announced: " + program.name());
        return outcomes;
    }

    private String violation(Program program, String outcome, int maxProcs, long seed) {
        return """
                program %s, engine %s, maxProcs %d, seed %d: outcome outside of the set of %d:
                    %s
                  goroutines: %s
                  again: mvn test -pl verify -am -Dtest=ConformanceTest -Dsurefire.failIfNoSpecifiedTests=false \
                -Dconformance.only=%s -Dconformance.seed=%d -Dconformance.maxProcs=%d
                """.formatted(program.name(), engine, maxProcs, seed, program.outcomes().size(), outcome,
                program.goroutines(), program.name(), seed, maxProcs);
    }

    /** Says that goroutines are stuck, for which each further run would have to be waited. */
    void stop() {
        stopped = true;
    }

    /**
     * Whether more runs would tell nothing new: as many violations are known as are reported, or goroutines are stuck.
     */
    boolean isHopeless() {
        return stopped || outside.get() >= REPORTED;
    }

    /** The first outcomes outside of a set, each with what is needed to see it again. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    /** For example {@code engine own, 400 programs, 240000 runs, 5011 of 6476 possible outcomes seen, none outside}. */
    String summary() {
        long possible = seen.keySet().stream().mapToLong(program -> program.outcomes().size()).sum();
        long found = seen.values().stream().mapToLong(Set::size).sum();
        return "engine %s, %d programs, %d runs, %d of %d possible outcomes seen, %s outside".formatted(engine,
                seen.size(), runs.get(), found, possible, outside.get() == 0 ? "none" : outside.get());
    }
}
