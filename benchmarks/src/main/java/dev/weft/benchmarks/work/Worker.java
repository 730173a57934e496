package dev.weft.benchmarks.work;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The main class of a forked JVM: warms one workload up, says so, and does an iteration for each line of its standard
 * input, so that processes can take turns. A line of JSON is printed for each iteration. When the input ends early, the
 * rest is done without waiting: a command that a report shows can be run by hand with {@code < /dev/null}.
 */
public final class Worker {

    private static final double BYTES_PER_MEGABYTE = 1024 * 1024;
    private static final long NANOS_PER_MILLISECOND = 1_000_000;

    private final WorkOrder order;
    private final PrintStream out;
    private final BufferedReader turns;
    private final Gson gson = new Gson();

    Worker(WorkOrder order, InputStream turns, PrintStream out) {
        this.order = order;
        this.turns = new BufferedReader(new InputStreamReader(turns, StandardCharsets.UTF_8));
        this.out = out;
    }

    public static void main(String[] arguments) {
        try {
            new Worker(WorkOrder.parse(List.of(arguments)), System.in, System.out).run();
        } catch (Throwable e) {
            e.printStackTrace();
            System.out.println(new Gson().toJson(Map.of("failure", e.toString())));
            System.out.flush();
            // Other goroutines may still run or hang; this process has nothing more to say.
            Runtime.getRuntime().halt(1);
        }
        System.exit(0);
    }

    void run() throws Exception {
        Repertoire repertoire = Repertoires.of(order.peer(), order.procs());
        Workload workload = repertoire.workloads(order.row()).get(order.variant());
        if (workload == null) {
            throw new IllegalArgumentException("no variant \"" + order.variant() + "\" of row " + order.row().id());
        }
        long warmUntil = System.nanoTime() + order.warmupMillis() * NANOS_PER_MILLISECOND;
        int iteration = 0;
        while (iteration < order.warmups() || System.nanoTime() - warmUntil < 0) {
            iterate(workload, iteration++, false);
        }
        print(Map.of("ready", true));
        for (int i = 0; i < order.iterations(); i++) {
            turns.readLine();
            iterate(workload, iteration++, true);
        }
        repertoire.verify();
    }

    private void iterate(Workload workload, int iteration, boolean measured) throws Exception {
        GcCounters before = GcCounters.now();
        Outcome outcome = workload.run(order.size());
        GcCounters after = GcCounters.now();
        double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / BYTES_PER_MEGABYTE;
        print(new Sample(
                order.row().id(), order.peer().id(), order.variant(), order.procs(), iteration, measured, order.size(),
                outcome.checksum(), outcome.figures(), heap, after.millis() - before.millis(),
                after.count() - before.count()));
    }

    private void print(Object line) {
        out.println(gson.toJson(line));
        out.flush();
    }
}
