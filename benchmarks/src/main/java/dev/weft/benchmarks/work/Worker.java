package dev.weft.benchmarks.work;

import com.google.gson.Gson;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/** The main class of a forked JVM: warms one workload up, measures it and prints a line of JSON for each iteration. */
public final class Worker {

    private static final double BYTES_PER_MEGABYTE = 1024 * 1024;
    private static final long NANOS_PER_MILLISECOND = 1_000_000;

    private final WorkOrder order;
    private final PrintStream out;
    private final Gson gson = new Gson();

    Worker(WorkOrder order, PrintStream out) {
        this.order = order;
        this.out = out;
    }

    public static void main(String[] arguments) {
        try {
            new Worker(WorkOrder.parse(List.of(arguments)), System.out).run();
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
        for (int i = 0; i < order.iterations(); i++) {
            iterate(workload, iteration++, true);
        }
        repertoire.verify();
    }

    private void iterate(Workload workload, int iteration, boolean measured) throws Exception {
        GcCounters before = GcCounters.now();
        Outcome outcome = workload.run(order.size());
        GcCounters after = GcCounters.now();
        double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / BYTES_PER_MEGABYTE;
        out.println(gson.toJson(new Sample(
                order.row().id(), order.peer().id(), order.variant(), order.procs(), iteration, measured, order.size(),
                outcome.checksum(), outcome.figures(), heap, after.millis() - before.millis(),
                after.count() - before.count())));
    }
}
