package dev.weft.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.benchmarks.rows.Figure;
import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of every peer on the JVM, at a tiny size: the sums are right and every figure is there. */
class WorkloadsTest {

    private static final int TINY = 1000;

    private static @Nullable PageServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = PageServer.start();
        System.setProperty(PageServer.PORT_PROPERTY, Integer.toString(server.port()));
    }

    @AfterAll
    static void stopServer() throws IOException {
        System.clearProperty(PageServer.PORT_PROPERTY);
        if (server != null) server.close();
    }

    static Stream<Arguments> workloads() {
        return Stream.of(Peer.values()).filter(Peer::isJvm).flatMap(peer -> Stream.of(Row.values())
                .flatMap(row -> Repertoires.of(peer, 2).workloads(row).keySet().stream()
                        .map(variant -> Arguments.of(peer, row, variant))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("workloads")
    void sumIsRight(Peer peer, Row row, String variant) throws Exception {
        int size = size(row);
        Workload workload = Repertoires.of(peer, 2).workloads(row).getOrDefault(variant, n -> {
            throw new IllegalStateException("no such variant");
        });
        Outcome outcome = workload.run(size);
        assertThat(outcome.checksum()).isEqualTo(row.expectedChecksum(size));
        List<String> figures = row.figures().stream().map(Figure::id).toList();
        assertThat(outcome.figures()).containsOnlyKeys(figures);
    }

    private static int size(Row row) {
        return switch (row) {
            case SIEVE, PIPELINE -> 50;
            case CROWD_64 -> 32 * TINY;
            case CROWD_10K -> 5_000;
            case BEHIND_HOGS, BEHIND_NATIVE -> 1;
            case IMAGES -> 3;
            case SERVE -> 100;
            default -> TINY;
        };
    }
}
