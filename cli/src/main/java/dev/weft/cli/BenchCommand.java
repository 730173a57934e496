package dev.weft.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code weft bench}: known here so that the help and the completion name it. The script {@code ./weft} of a checkout
 * runs it without this class, because the benchmarks are a program of their own, with Weft's peers on its class path.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = "weft bench [--quick] [--rows=ROW[,ROW]] [--peers=PEER[,PEER]] [--procs=P[,P]]",
        header = "Measure Weft beside Go, Kotlin coroutines, Jox and the JDK (in a checkout).",
        description = {
                "",
                "Prints one table and writes it, with every figure's command, into a folder; all options:",
                "weft bench --help in a checkout of Weft's repository.",
                ""
        },
        optionListHeading = "Options:%n")
final class BenchCommand implements Callable<Integer> {
    private final PrintWriter err;

    @Unmatched
    private final List<String> options = new ArrayList<>();

    BenchCommand(PrintWriter err) {
        this.err = err;
    }

    @Override
    public Integer call() {
        err.println("weft bench: the benchmarks are not part of this jar");
        err.println(("  Run ./weft bench " + String.join(" ", options)).stripTrailing()
                + " in a checkout of Weft's repository.");
        return ExitStatus.USAGE;
    }
}
