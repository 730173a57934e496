package dev.weft.benchmarks;

import dev.weft.benchmarks.forks.Commands;
import dev.weft.benchmarks.forks.Contender;
import dev.weft.benchmarks.forks.ForkResult;
import dev.weft.benchmarks.forks.ForkRunner;
import dev.weft.benchmarks.forks.GoTwin;
import dev.weft.benchmarks.forks.Plan;
import dev.weft.benchmarks.forks.Schedule;
import dev.weft.benchmarks.forks.Verification;
import dev.weft.benchmarks.jmh.FastPaths;
import dev.weft.benchmarks.report.Environment;
import dev.weft.benchmarks.report.Reports;
import dev.weft.benchmarks.report.Results;
import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import com.sun.management.OperatingSystemMXBean;
import dev.weft.benchmarks.work.PageServer;
import dev.weft.benchmarks.work.WorkOrder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures Weft and its peers in one interleaved run and prints one table. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = Bench.DESCRIPTION, footer = Bench.FOOTER)
public final class Bench implements Callable<Integer> {

    static final String DESCRIPTION =
            "Measures Weft on both engines beside Go, Kotlin coroutines, Jox and the JDK's queues, all in one run.";
    static final String FOOTER =
            "Exit status: 0 done; 1 usage; 2 a fork of Weft failed; 3 a fork reported what cannot be true.";

    private static final int STATUS_WEFT_BROKE = 2;
    private static final int STATUS_WRONG = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Option(names = "--quick", description = "Small sizes, one fork each, the largest P only: minutes, not hours.")
    private boolean quick;

    @Option(names = "--rows", split = ",", paramLabel = "ROW", description = "Rows by their mark (default: all).")
    private List<String> rows = Row.ids();

    @Option(names = "--peers", split = ",", paramLabel = "PEER", description = "Columns (default: all).")
    private List<String> peers = Peer.ids();

    @Option(names = "--procs", split = ",", paramLabel = "P", description = "Processors (default: 1 and 2).")
    private List<Integer> procs = new ArrayList<>();

    @Option(names = "--forks", paramLabel = "N", description = "Processes for each cell (default: 3; quick: 1).")
    private int forks;

    @Option(names = "--iterations", paramLabel = "N", description = "Measured iterations of each (default: 5).")
    private int iterations = 5;

    @Option(names = "--gc", paramLabel = "GC", description = "parallel, g1 or z (default: parallel).")
    private String collector = Plan.Collector.PARALLEL.id();

    @Option(names = "--out", paramLabel = "DIR", description = "Where the results go (default: weft-bench/TIME).")
    private @Nullable Path out;

    @Option(names = "--jmh", description = "Runs the JMH benchmarks of fast paths instead of the rows.")
    private boolean jmh;

    @Option(names = "--list", description = "Lists the rows and peers and ends.")
    private boolean list;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs the command in this JVM and returns the exit status. */
    public static int run(String... arguments) {
        var commandLine = new CommandLine(new Bench());
        commandLine.setParameterExceptionHandler((problem, given) -> {
            System.err.println("bench: " + problem.getMessage());
            return 1;
        });
        return commandLine.execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, RunnerException {
        if (list) {
            Stream.of(Row.values()).forEach(row -> System.out.printf("%-7s %s%n", row.id(), row.title()));
            System.out.println("peers: " + String.join(" ", Peer.ids()));
            return 0;
        }
        try (PageServer server = PageServer.start()) {
            return measure(server);
        }
    }

    private int measure(PageServer server) throws IOException, InterruptedException, RunnerException {
        Plan plan;
        try {
            plan = plan(server.port());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        Path folder = Files.createDirectories(out != null ? out : defaultFolder()).toAbsolutePath();
        if (jmh) {
            FastPaths.run(quick, plan.collector().flag(), folder.resolve("jmh.json"));
            return 0;
        }
        GoTwin twin = plan.peers().contains(Peer.GO)
                ? GoTwin.build(folder.resolve("go-twin"), System.getenv())
                : new GoTwin.Missing("not asked for");
        Environment environment = Environment.now(twin);
        Map<Peer, String> unavailable = twin instanceof GoTwin.Missing missing
                ? Map.of(Peer.GO, "skipped: " + missing.reason())
                : Map.of();
        Schedule schedule = Schedule.of(plan, unavailable);
        var runner = new ForkRunner(folder.resolve("forks"), plan.timeout(), new Verification());
        List<ForkResult> forkResults = runAll(schedule, Commands.prepare(plan, folder, twin), runner);
        var results = new Results(forkResults, schedule.absences());
        var reports = new Reports(folder, plan, environment, results, Environment.load());
        System.out.println(reports.text());
        reports.write();
        System.out.println("written to " + folder);
        return status(results);
    }

    private Plan plan(int serverPort) {
        int processors = Runtime.getRuntime().availableProcessors();
        List<Integer> wanted = procs;
        if (wanted.isEmpty()) {
            wanted = quick || processors == 1 ? List.of(Math.min(2, processors)) : List.of(1, 2);
        }
        if (iterations < 1 || forks < 0 || wanted.stream().anyMatch(p -> p < 1)) {
            throw new IllegalArgumentException("--iterations, --forks and --procs take positive numbers");
        }
        return new Plan(
                Stream.of(Row.values()).filter(this.rows.stream().map(Row::byId).toList()::contains).toList(),
                Stream.of(Peer.values()).filter(this.peers.stream().map(Peer::byId).toList()::contains).toList(),
                wanted, quick, forks == 0 ? (quick ? 1 : 3) : forks, iterations,
                Stream.of(Plan.Collector.values()).filter(gc -> gc.id().equals(collector)).findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no collector \"" + collector + "\"")),
                memory(), serverPort);
    }

    /** Two thirds of the machine's, or the container's. */
    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize() / 3 * 2
                : 0;
    }

    private static Path defaultFolder() {
        return Path.of("weft-bench",
                LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")));
    }

    private static List<ForkResult> runAll(Schedule schedule, Commands commands, ForkRunner runner)
            throws IOException, InterruptedException {
        List<ForkResult> results = new ArrayList<>();
        Set<List<Object>> failed = new HashSet<>();
        int total = schedule.orders().size();
        int begun = 0;
        for (List<WorkOrder> round : schedule.rounds()) {
            List<WorkOrder> orders = round.stream().filter(order -> !failed.contains(cell(order))).toList();
            if (!orders.isEmpty()) {
                List<ForkResult> its = runner.run(begun + 1, orders, commands);
                its.stream().filter(result -> result.failure().isPresent())
                        .forEach(result -> failed.add(cell(result.order())));
                results.addAll(its);
                report(begun, total, its);
            }
            begun += round.size();
        }
        return results;
    }

    private static List<Object> cell(WorkOrder order) {
        return List.of(new Contender(order.row(), order.peer(), order.variant()), order.procs());
    }

    private static void report(int before, int total, List<ForkResult> round) {
        int number = before;
        for (ForkResult result : round) {
            number++;
            String outcome = result.failure().map(failure -> "FAILED: " + failure.reason())
                    .orElseGet(() -> result.samples().getLast().figures().toString());
            System.err.printf("[%d/%d] %s P%d %s: %s%n", number, total, result.order().row().id(),
                    result.order().procs(), result.contender().label(), outcome);
        }
    }

    private static int status(Results results) {
        results.wrong().forEach(
                fork -> System.err.println("WRONG " + fork.id() + ": " + fork.failure().orElseThrow().reason()));
        if (!results.wrong().isEmpty()) {
            return STATUS_WRONG;
        }
        results.brokenWeft().forEach(
                fork -> System.err.println("BROKEN " + fork.id() + ": " + fork.failure().orElseThrow().reason()));
        return results.brokenWeft().isEmpty() ? 0 : STATUS_WEFT_BROKE;
    }
}
