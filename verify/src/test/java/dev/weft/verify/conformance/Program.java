package dev.weft.verify.conformance;

import java.util.List;
import java.util.Set;

/**
 * A small concurrent program and everything that Go's rules let it show.
 *
 * @param name names it in reports
 * @param capacities of its channels
 * @param mutexes how many it has
 * @param counts the initial counts of its wait groups
 * @param goroutines what each of its goroutines does
 * @param outcomes the complete set of outcomes
 */
record Program(String name, List<Integer> capacities, int mutexes, List<Integer> counts, List<List<Op>> goroutines,
        Set<String> outcomes) {}
