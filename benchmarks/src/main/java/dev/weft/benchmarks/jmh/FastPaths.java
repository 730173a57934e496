package dev.weft.benchmarks.jmh;

import java.nio.file.Path;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all benchmarks of this package. */
public final class FastPaths {

    private static final int QUICK_FORKS = 1;
    private static final int FORKS = 3;
    private static final int QUICK_ITERATIONS = 3;
    private static final int ITERATIONS = 5;

    private FastPaths() {}

    /**
     * Prints the results and writes them as JSON.
     *
     * @param result the file for the JSON
     * @param collectorFlag the JVM's option for the collector
     */
    public static void run(boolean quick, String collectorFlag, Path result) throws RunnerException {
        int iterations = quick ? QUICK_ITERATIONS : ITERATIONS;
        new Runner(new OptionsBuilder()
                .include(FastPaths.class.getPackageName().replace(".", "\\."))
                .jvmArgs(collectorFlag, "-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Dweft.engine=own")
                .forks(quick ? QUICK_FORKS : FORKS)
                .warmupIterations(iterations).warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations).measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON).result(result.toString())
                .build()).run();
    }
}
