package dev.weft.verify.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the test's own: a new cluster in a temporary folder, listening on the loopback address alone.
 * As PostgreSQL refuses to run as root, it then runs as the user that the package {@link #PACKAGE} makes.
 */
final class Postgres implements AutoCloseable {
    /** The Debian package that has the programs. */
    static final String PACKAGE = "postgresql";

    private static final String USER = "postgres";

    /** How often another port is tried: somebody may take the free one before the server does. */
    private static final int ATTEMPTS = 5;

    private final Path programs;
    private final Path folder;
    private final Thread stopAtExit = new Thread(this::stop);
    private final int port;

    private Postgres(Path programs) throws IOException, InterruptedException {
        this.programs = programs;
        folder = Files.createTempDirectory("weft-postgres");
        if (isRoot()) {
            Files.setOwner(folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
        }
        run("initdb", "--auth=trust", "--username=weft", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata="
                + data());
        Runtime.getRuntime().addShutdownHook(stopAtExit);
        port = startSomewhere();
    }

    /** The folder with the server's programs: on the path, or where Debian puts them. */
    static Optional<Path> programs() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            folders.add(Path.of(folder));
        }
        Path releases = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(releases)) {
            try (Stream<Path> found = Files.list(releases)) {
                found.sorted(Comparator.reverseOrder()).forEach(release -> folders.add(release.resolve("bin")));
            }
        }
        return folders.stream().filter(folder -> Stream.of("initdb", "pg_ctl", USER)
                .allMatch(program -> Files.isExecutable(folder.resolve(program)))).findFirst();
    }

    /** Starts one. */
    static Postgres start(Path programs) throws IOException, InterruptedException {
        return new Postgres(programs);
    }

    /** The address of its only database, for JDBC. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=weft";
    }

    private int startSomewhere() throws IOException, InterruptedException {
        for (int attempt = 1;; attempt++) {
            int candidate = freePort();
            try {
                run("pg_ctl", "start", "--wait", "--silent", "--pgdata=" + data(), "--log=" + folder.resolve("log"),
                        "--options=-p " + candidate + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
                                + " -c fsync=off");
                return candidate;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) throw e;
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(isRoot() ? List.of("runuser", "-u", USER, "--") : List.of());
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        // To a file: the server inherits the output, and would keep a pipe open.
        Path output = Files.createTempFile("weft-postgres", ".txt");
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " does not end: " + Files.readString(output, UTF_8));
            }
            if (process.exitValue() != 0) {
                throw new IOException(command + " ended with status " + process.exitValue() + ": "
                        + Files.readString(output, UTF_8));
            }
        } finally {
            Files.delete(output);
        }
    }

    private void stop() {
        try {
            run("pg_ctl", "stop", "--mode=immediate", "--wait", "--silent", "--pgdata=" + data());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the server in " + folder + " does not stop", e);
        }
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
