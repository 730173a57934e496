package dev.weft.verify.clients;

import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.diagnostics.Dump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Goroutines that are busy with real clients for a while, all at the same time. Arguments: seconds, and names of
 * clients: {@code http}, {@code files}, {@code processes}, {@code names}, or the address of a database. Prints a line
 * a client and {@code all well}, or what was wrong, with a dump.
 */
final class ClientLoad {
    /** No single operation of any client comes near this unless something hangs. */
    private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final int WRONG = 1;
    private static final int HANGING = 3;

    private final List<Worker> workers = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> problem = new AtomicReference<>();
    private final long end;

    private ClientLoad(long seconds) {
        end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        var load = new ClientLoad(Long.parseLong(arguments[0]));
        List<Client> clients = new ArrayList<>();
        for (String name : List.of(arguments).subList(1, arguments.length)) clients.add(open(name));
        int status = load.run(clients);
        if (status == 0) {
            // On a goroutine as well: this waits, too.
            CountDownLatch finished = new CountDownLatch(1);
            Weft.go("finish", () -> {
                try {
                    for (Client client : clients) client.finish();
                } catch (Exception | Error e) {
                    load.problem.set(e);
                } finally {
                    finished.countDown();
                }
            });
            status = finished.await(30, TimeUnit.SECONDS) ? load.outcome() : HANGING;
        }
        for (Client client : clients) System.out.println(load.summary(client));
        if (status == HANGING) System.out.println("hanging:\n" + Dump.take().text());
        System.out.println(status == 0 ? "all well on engine " + Weft.runtime().engine() : "status " + status);
        System.exit(status);
    }

    private static Client open(String name) throws IOException, SQLException {
        return switch (name) {
            case "http" -> new HttpEcho();
            case "files" -> new FileCopies(Files.createDirectory(Path.of("copies")));
            case "processes" -> new Processes();
            case "names" -> new Names();
            default -> new Accounts(name);
        };
    }

    /** One goroutine of one client. */
    private final class Worker {
        private final Client client;
        private final int number;
        private final AtomicLong rounds = new AtomicLong();

        /** When the operation began that is going on. Written by the goroutine, read by the main thread. */
        private volatile long since = System.nanoTime();
        private volatile long longest;
        private @Nullable Goroutine goroutine;

        private Worker(Client client, int number) {
            this.client = client;
            this.number = number;
        }

        private void work(CountDownLatch running) {
            try {
                for (int round = 0; problem.get() == null && (round == 0 || System.nanoTime() < end); round++) {
                    long begin = System.nanoTime();
                    since = begin;
                    client.once(number, round);
                    rounds.incrementAndGet();
                    longest = Math.max(longest, System.nanoTime() - begin);
                    // Files and names never wait in a way that the JDK's scheduler sees; it would run nobody else.
                    Weft.yieldNow();
                }
            } catch (Exception | Error e) {
                problem.compareAndSet(null, e);
            } finally {
                running.countDown();
            }
        }
    }

    private int run(List<Client> clients) throws InterruptedException {
        for (Client client : clients) {
            for (int i = 0; i < client.crowd(); i++) workers.add(new Worker(client, i));
        }
        CountDownLatch running = new CountDownLatch(workers.size());
        for (Worker worker : workers) {
            worker.goroutine = Weft.go(worker.client.getClass().getSimpleName(), () -> worker.work(running));
        }
        while (!running.await(1, TimeUnit.SECONDS)) {
            long now = System.nanoTime();
            for (Worker worker : workers) {
                Goroutine goroutine = worker.goroutine;
                boolean ended = goroutine != null && goroutine.isDone();
                if (!ended && now - worker.since > HANG_NANOS) return HANGING;
            }
        }
        return outcome();
    }

    @SuppressWarnings("SystemOut")
    private int outcome() {
        Throwable failure = problem.get();
        if (failure == null) return 0;
        System.out.println("wrong: " + failure);
        failure.printStackTrace(System.out);
        return WRONG;
    }

    private String summary(Client client) {
        List<Worker> own = workers.stream().filter(worker -> worker.client == client).toList();
        long rounds = own.stream().mapToLong(worker -> worker.rounds.get()).sum();
        long fewest = own.stream().mapToLong(worker -> worker.rounds.get()).min().orElse(0);
        long longest = own.stream().mapToLong(worker -> worker.longest).max().orElse(0);
        return "%s: %d goroutines, %d operations, fewest of one %d, longest %d ms".formatted(
                client.getClass().getSimpleName(), own.size(), rounds, fewest, TimeUnit.NANOSECONDS.toMillis(longest));
    }
}
