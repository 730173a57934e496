package dev.weft.verify.conformance;

import dev.weft.Weft;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** The conformance test in a second. */
public final class BriefConformance {
    private BriefConformance() {}

    /** What was wrong; empty if nothing was. */
    public static List<String> problems() throws IOException {
        List<Program> programs = ProgramFile.ofProject();
        Verdicts verdicts = new Verdicts(Weft.runtime().engine(), programs);
        new Conductors(programs, verdicts).runAll(10, 2, run -> new SplittableRandom(run).nextLong());
        return verdicts.violations();
    }
}
