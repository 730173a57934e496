package dev.weft.benchmarks.forks;

import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import dev.weft.benchmarks.work.JoxRepertoire;
import dev.weft.benchmarks.work.PageServer;
import dev.weft.benchmarks.work.WorkOrder;
import dev.weft.benchmarks.work.Worker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the command of a fork: everything that could change a figure is on that one line. */
public final class Commands {

    /**
     * Variables that would change a fork without being seen in its command. {@code GOMAXPROCS} is set for Go's forks
     * only: Weft reads it too.
     */
    static final Set<String> REMOVED_VARIABLES = Set.of(
            "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "GOMAXPROCS", "GOGC", "GOMEMLIMIT", "GODEBUG");

    private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");
    private static final List<String> LARGE_HEAP = List.of("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch");
    private static final List<String> GROWING_HEAP = List.of("-Xmx2g");

    private final Plan plan;
    private final Path java;
    private final Path classPathFile;
    private final GoTwin twin;

    private Commands(Plan plan, Path java, Path classPathFile, GoTwin twin) {
        this.plan = plan;
        this.java = java;
        this.classPathFile = classPathFile;
        this.twin = twin;
    }

    /** Writes the class path of this JVM to a file that the commands refer to, so that they stay readable. */
    public static Commands prepare(Plan plan, Path folder, GoTwin twin) throws IOException {
        Path file = folder.resolve("classpath.args").toAbsolutePath();
        Files.writeString(file, "-cp \"" + absoluteClassPath().replace("\\", "\\\\") + "\"\n");
        return new Commands(plan, Path.of(System.getProperty("java.home"), "bin", "java"), file, twin);
    }

    private static String absoluteClassPath() {
        var entries = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    public List<String> command(WorkOrder order) {
        var command = new ArrayList<String>();
        if (order.peer() == Peer.GO) {
            if (!(twin instanceof GoTwin.Built built)) {
                throw new IllegalStateException("a fork of Go was ordered without a twin");
            }
            command.addAll(List.of("env", "GOMAXPROCS=" + order.procs()));
            if (order.row() == Row.FETCH) {
                command.add(PageServer.PORT_VARIABLE + "=" + plan.serverPort());
            }
            command.add(built.program().toString());
        } else {
            command.add(java.toString());
            command.add("@" + classPathFile);
            command.addAll(jvmFlags(order));
            command.add(Worker.class.getName());
        }
        command.addAll(order.toArguments());
        return List.copyOf(command);
    }

    private List<String> jvmFlags(WorkOrder order) {
        var flags = new ArrayList<String>();
        flags.add(plan.collector().flag());
        flags.addAll(heap(order.row()));
        flags.add("-XX:+ExitOnOutOfMemoryError");
        if (order.row() == Row.MUTEX) {
            // Else the JIT unrolls the loop and merges neighbouring critical sections: fewer locks than counted.
            flags.add("-XX:-EliminateLocks");
        }
        if (order.row() == Row.BEHIND_NATIVE) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        if (order.row() == Row.FETCH) {
            flags.add("-D" + PageServer.PORT_PROPERTY + "=" + plan.serverPort());
            flags.add("-Dhttp.maxConnections=200"); // as many as are in flight stay open
        }
        if (order.row().isLoop()) {
            // Streams run in the caller as well.
            flags.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + (order.procs() - 1));
        }
        flags.addAll(peerFlags(order));
        return flags;
    }

    private static List<String> heap(Row row) {
        if (row == Row.SKYNET_RSS) {
            // A heap that is touched beforehand would be all that the resident set shows.
            return GROWING_HEAP;
        }
        return row.needsMemory() ? LARGE_HEAP : HEAP;
    }

    private static List<String> peerFlags(WorkOrder order) {
        int procs = order.procs();
        return switch (order.peer()) {
            case WEFT_OWN -> List.of(
                    "-Dweft.engine=own", "-Dweft.procs=" + procs, "-Djdk.trackAllThreads=false",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED");
            case WEFT_JDK -> stockScheduler(procs, "-Dweft.engine=jdk", "-Dweft.procs=" + procs);
            case KOTLIN -> List.of(
                    "-Dkotlinx.coroutines.scheduler.core.pool.size=" + procs,
                    "-Dkotlinx.coroutines.scheduler.max.pool.size=" + procs);
            case JOX -> order.variant().equals(JoxRepertoire.NO_SPIN)
                    ? stockScheduler(procs, "-XX:ActiveProcessorCount=1",
                            "-XX:ParallelGCThreads=" + Runtime.getRuntime().availableProcessors())
                    : stockScheduler(procs);
            case JDK -> stockScheduler(procs);
            case GO -> throw new IllegalArgumentException("Go is no JVM");
        };
    }

    private static List<String> stockScheduler(int procs, String... more) {
        var flags = new ArrayList<>(List.of(more));
        flags.add("-Djdk.virtualThreadScheduler.parallelism=" + procs);
        flags.add("-Djdk.virtualThreadScheduler.maxPoolSize=" + procs);
        return flags;
    }
}
