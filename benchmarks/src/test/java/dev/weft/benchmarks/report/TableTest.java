package dev.weft.benchmarks.report;

import static dev.weft.benchmarks.Runs.failed;
import static dev.weft.benchmarks.Runs.fork;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.benchmarks.forks.ForkResult.Failure;
import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final List<Peer> ALL = List.of(Peer.values());

    @Test
    void tableLooksAsItShould() throws IOException {
        var results = new Results(List.of(
                fork(Row.PING_PONG, Peer.WEFT_OWN, "", 2, 240, 250, 260),
                fork(Row.PING_PONG, Peer.WEFT_JDK, "", 2, 650),
                fork(Row.PING_PONG, Peer.GO, "", 2, 270, 270, 280, 290),
                fork(Row.PING_PONG, Peer.KOTLIN, "", 2, 200),
                fork(Row.PING_PONG, Peer.JOX, "", 2, 1200),
                fork(Row.PING_PONG, Peer.JOX, "no spin", 2, 600),
                fork(Row.PING_PONG, Peer.JDK, "SynchronousQueue", 2, 700.6),
                fork(Row.SELECT_2, Peer.WEFT_OWN, "Selector", 2, 220),
                fork(Row.SELECT_2, Peer.GO, "", 2, 210),
                failed(Row.SELECT_2, Peer.JOX, 2, new Failure.Broken("StackOverflowError")),
                fork(Row.CPU_BOUND, Peer.WEFT_OWN, "", 2, 1.97),
                fork(Row.CPU_BOUND, Peer.GO, "", 2, 1.95),
                fork(Row.BEHIND_HOGS, Peer.WEFT_OWN, "", 2, 12.3),
                fork(Row.BEHIND_HOGS, Peer.KOTLIN, "", 2, 300.2)),
                Map.of(
                        Row.PING_PONG, Map.of(),
                        Row.SELECT_2, Map.of(Peer.JDK, "the JDK's queues have no select", Peer.KOTLIN, "left out"),
                        Row.CPU_BOUND, Map.of(Peer.JDK, "left out"),
                        Row.BEHIND_HOGS, Map.of(Peer.GO, "skipped: go not found")));
        assertThat(new Table(results, ALL, List.of(1, 2)).render()).isEqualTo(golden("table.md"));
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = TableTest.class.getResourceAsStream("/" + name)) {
            assertThat(file).as(name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void variantWithOneFailedForkDoesNotCount() {
        var results = new Results(List.of(
                fork(Row.MUTEX, Peer.JDK, "", 2, 5),
                failed(Row.MUTEX, Peer.JDK, 2, new Failure.Broken("hangs"))), Map.of(Row.MUTEX, Map.of()));
        assertThat(results.best(Row.MUTEX, Row.MUTEX.figures().getFirst(), 2, Peer.JDK)).isEmpty();
        assertThat(results.reason(Row.MUTEX, 2, Peer.JDK)).contains("hangs");
    }

    @Test
    void firstAndWarmReleaseComeFromDifferentIterations() {
        var results = new Results(List.of(fork(Row.PARKED, Peer.GO, "", 2, 30, 40)), Map.of(Row.PARKED, Map.of()));
        var first = Row.PARKED.figures().get(1);
        var warm = Row.PARKED.figures().get(2);
        assertThat(results.best(Row.PARKED, first, 2, Peer.GO).orElseThrow().median()).isEqualTo(1e6);
        assertThat(results.best(Row.PARKED, warm, 2, Peer.GO).orElseThrow().median()).isEqualTo(35);
    }
}
