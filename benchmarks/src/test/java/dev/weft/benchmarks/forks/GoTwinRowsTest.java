package dev.weft.benchmarks.forks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import dev.weft.benchmarks.work.PageServer;
import dev.weft.benchmarks.work.Repertoires;
import dev.weft.benchmarks.work.WorkOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Go twin does every row with the sums that are expected of everybody. Skipped where there is no Go. */
@Tag("long")
class GoTwinRowsTest {

    private static final int TINY = 100;

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyRowOfTheTwinIsBelieved() throws Exception {
        if (!(GoTwin.build(folder.resolve("twin"), System.getenv()) instanceof GoTwin.Built twin)) {
            abort(GoTwin.HINT);
            return;
        }
        try (PageServer server = PageServer.start()) {
            everyRowIsBelieved(twin, server.port());
        }
    }

    private void everyRowIsBelieved(GoTwin twin, int serverPort) throws Exception {
        var plan = new Plan(List.of(Row.values()), List.of(Peer.GO), List.of(2), true, 1, 1, Plan.Collector.PARALLEL, 0,
                serverPort);
        var commands = Commands.prepare(plan, folder, twin);
        var runner = new ForkRunner(folder.resolve("forks"), plan.timeout(), new Verification());
        List<ForkResult> results = new ArrayList<>();
        for (WorkOrder order : orders()) results.addAll(runner.run(results.size(), List.of(order), commands));
        assertThat(results).hasSizeGreaterThanOrEqualTo(Row.values().length - 1) // it has no row of pictures
                .allSatisfy(result -> assertThat(result.failure()).as(result.id()).isEmpty());
    }

    private static List<WorkOrder> orders() {
        List<WorkOrder> orders = new ArrayList<>();
        for (Row row : Row.values()) {
            for (String variant : Repertoires.of(Peer.GO, 2).workloads(row).keySet()) {
                orders.add(new WorkOrder(row, Peer.GO, variant, 2, size(row), 1, 0, 1));
            }
        }
        return orders;
    }

    /** The rows with eight producers need a multiple of eight, skynet a power of ten. */
    private static int size(Row row) {
        return switch (row) {
            case BEHIND_HOGS, BEHIND_NATIVE -> 1;
            case MANY_TO_MANY, SELECT_8, MUTEX, WAIT_GROUP, SEMAPHORE, ONCE -> 8 * TINY;
            case CROWD_64 -> 32 * TINY;
            case CROWD_10K -> 5_000;
            case CPU_BOUND -> TINY * TINY * TINY;
            default -> TINY;
        };
    }
}
