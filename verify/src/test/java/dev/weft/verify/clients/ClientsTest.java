package dev.weft.verify.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.stress.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that know nothing of Weft work on goroutines, many at a time. The system property {@code clients.minutes}
 * (10) says how long the long form takes.
 */
class ClientsTest {
    private static final List<String> OF_THE_JDK = List.of("http", "files", "processes", "names");

    @TempDir
    private Path scratch;

    private void load(long seconds, List<String> clients) throws Exception {
        String engine = System.getProperty("weft.engine", "own");
        ForkedJvm jvm = ForkedJvm.in(scratch).with("-Xmx512m", "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dweft.engine=" + engine, "-Dsun.net.inetaddr.ttl=0", "-Dsun.net.inetaddr.negative.ttl=0");
        List<String> arguments = new ArrayList<>(List.of(Long.toString(seconds)));
        arguments.addAll(clients);
        ForkedJvm.Ended ended = jvm.run(Duration.ofSeconds(seconds + 90), ClientLoad.class.getName(),
                arguments.toArray(String[]::new));
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("all well on engine " + engine);
        // None of the crowd was left out, and nobody printed a failure.
        assertThat(ended.output().lines().filter(line -> line.contains("operations"))).hasSameSizeAs(clients)
                .noneMatch(line -> line.contains("fewest of one 0,"));
        print("clients, engine " + engine + ", " + seconds + " s:\n" + ended.output().strip());
    }

    @Test
    @Timeout(120)
    void clientsOfTheJdkWork() throws Exception {
        load(3, OF_THE_JDK);
    }

    @Test
    @Timeout(120)
    void databaseWorks() throws Exception {
        try (Postgres server = startPostgres()) {
            load(3, List.of(server.url()));
        }
    }

    @Test
    @Tag("long")
    @Timeout(36_000)
    void allClientsWorkForLong() throws Exception {
        try (Postgres server = startPostgres()) {
            load(60 * Long.getLong("clients.minutes", 10),
                    Stream.concat(OF_THE_JDK.stream(), Stream.of(server.url())).toList());
        }
    }

    private static Postgres startPostgres() throws Exception {
        Optional<Path> programs = Postgres.programs();
        assumeTrue(programs.isPresent(), () -> "no PostgreSQL here; install the package " + Postgres.PACKAGE);
        return Postgres.start(programs.orElseThrow());
    }

    @SuppressWarnings("SystemOut")
    private static void print(String text) {
        System.out.println(text);
    }
}
