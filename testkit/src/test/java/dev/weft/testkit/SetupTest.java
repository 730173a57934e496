package dev.weft.testkit;

import static dev.weft.Weft.go;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.CancelledException;
import dev.weft.Weft;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the kit needs, and that explorations do not get in each other's way. */
class SetupTest {
    /** Run by the tests in a JVM of its own. */
    public static final class Program {
        private Program() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            if (arguments.length > 0) {
                go(() -> Channel.buffered(1).send(1)).join();
            }
            try {
                Bubble.run(() -> {});
                System.out.print("simulated on " + Weft.runtime().engine());
            } catch (IllegalStateException e) {
                System.out.print(e.getMessage());
            }
        }
    }

    /** Run likewise: the first who waits for a socket in its JVM is simulated. */
    public static final class Sockets {
        private Sockets() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Explorer.random(1).schedules(1).run(() -> {
                    try (var own = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                        own.accept();
                    }
                });
                var client = new FutureTask<Integer>(() -> {
                    try (var socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                        return socket.getInputStream().read();
                    }
                });
                server.setSoTimeout(20_000);
                Thread waiting = Thread.startVirtualThread(client);
                try (var socket = server.accept()) {
                    while (waiting.isAlive() && waiting.getState() != Thread.State.WAITING) Thread.onSpinWait();
                    socket.getOutputStream().write(7);
                }
                System.out.print("read " + client.get(20, TimeUnit.SECONDS));
            }
        }
    }

    private static String output(String... options) throws IOException, InterruptedException {
        return output(Program.class, options.length > 1 ? List.of("use Weft first") : List.of(), options);
    }

    private static String output(Class<?> program, List<String> arguments, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dweft.engine=jdk"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void simulationNeedsNoMoreThanTheFlag() throws Exception {
        assertThat(output("--add-opens=java.base/java.lang=ALL-UNNAMED")).isEqualTo("simulated on jdk");
    }

    @Test
    @Timeout(60)
    void simulationDoesNotTakeTheNetworkFromOthers() throws Exception {
        assertThat(output(Sockets.class, List.of(), "--add-opens=java.base/java.lang=ALL-UNNAMED"))
                .isEqualTo("read 7");
    }

    @Test
    void missingFlagIsSaidWithTheLineToAdd() throws Exception {
        assertThat(output()).isEqualTo(
                """
                        simulation: java.base/java.lang is not open to ALL-UNNAMED; the JVM that runs the tests needs \
                        an option. The line to add:
                          Maven, <configuration> of maven-surefire-plugin:  \
                        <argLine>--add-opens java.base/java.lang=ALL-UNNAMED</argLine>
                          Gradle, build.gradle or build.gradle.kts:         \
                        tasks.test { jvmArgs("--add-opens=java.base/java.lang=ALL-UNNAMED") }
                          an IDE, VM options of the run configuration:      \
                        --add-opens java.base/java.lang=ALL-UNNAMED""");
    }

    @Test
    void useOfWeftBeforeTheKitIsSaidWithTheLineToAdd() throws Exception {
        assertThat(output("--add-opens=java.base/java.lang=ALL-UNNAMED", "-Dx=y")).startsWith("simulation: Weft was"
                + " used in this JVM before the test kit, so that its operations do not announce themselves; the JVM"
                + " that runs the tests needs an option.").contains("<argLine>-Dweft.probes=true</argLine>");
    }

    @Test
    void explorationsBesideEachOtherHaveTheirOwnFailures() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        FutureTask<Exploration> leaking = started(() -> {
            both.countDown();
            both.await();
            return Explorer.random(1).run(() -> go("forgotten", () -> Channel.signal("never").receive()));
        });
        FutureTask<Exploration> sound = started(() -> {
            both.countDown();
            both.await();
            return Explorer.random(1).schedules(20_000).run(Philosophers.ordered(3));
        });
        assertThat(leaking.get()).isInstanceOfSatisfying(Exploration.Failed.class,
                failed -> assertThat(failed.report()).contains("\"forgotten\"").doesNotContain("philosopher"));
        assertThat(sound.get()).isEqualTo(new Exploration.Passed(20_000, false));
    }

    private static FutureTask<Exploration> started(Callable<Exploration> task) {
        FutureTask<Exploration> future = new FutureTask<>(task);
        Thread.ofPlatform().daemon().start(future);
        return future;
    }

    @Test
    @Timeout(30)
    void interruptEndsAnExploration() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Explorer explorer = Explorer.random(1).schedules(Long.MAX_VALUE);
        FutureTask<Exploration> endless = new FutureTask<>(() -> explorer.run(() -> {
            begun.countDown();
            Philosophers.ordered(3).run();
        }));
        Thread thread = Thread.ofVirtual().start(endless);
        begun.await();
        thread.interrupt();
        try {
            assertThat(endless.get()).as("should have been cancelled").isNull();
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(CancelledException.class)
                    .hasMessage("explore: the calling thread was interrupted");
        }
    }
}
