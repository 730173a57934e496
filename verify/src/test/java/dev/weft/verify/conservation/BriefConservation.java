package dev.weft.verify.conservation;

import java.util.ArrayList;
import java.util.List;

/** The conservation tests in a second. */
public final class BriefConservation {
    private BriefConservation() {}

    /** What was wrong; empty if nothing was. */
    public static List<String> problems() throws InterruptedException {
        List<String> problems = new ArrayList<>();
        for (int seed = 1; seed <= 3 && problems.isEmpty(); seed++) {
            problems.addAll(Storm.rage(Shape.narrow(), seed, 20_000).problems());
            if (problems.isEmpty()) problems.addAll(Storm.rage(Shape.wide(), seed, 20_000).problems());
        }
        return problems;
    }
}
