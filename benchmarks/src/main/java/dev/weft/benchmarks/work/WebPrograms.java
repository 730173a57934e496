package dev.weft.benchmarks.work;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** The rows about the network: fetching pages, and serving connections that are kept alive. */
final class WebPrograms {

    private static final int IN_FLIGHT = 200;
    private static final int REQUESTS = 3;

    /**
     * How many clients are between their connecting and their first answer: fewer than the listener's queue holds, for
     * the kernel may break connections off that find it full.
     */
    private static final int CONNECTING = 1_000;
    private static final int BACKLOG = 2 * CONNECTING;

    private WebPrograms() {}

    /** Gets the text of a page. */
    private interface Client {
        String get(URI page) throws Exception;
    }

    /** With the JDK's newer client, whose tasks run in the peer's goroutines. */
    static Outcome fetchByHttpClient(Primitives peer, int size) throws Exception {
        try (var executor = peer.executor();
                var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(executor).build()) {
            return fetch(peer, size, page -> client.send(
                    HttpRequest.newBuilder(page).build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1)).body());
        }
    }

    /** With the JDK's older client, which blocks where its caller does. */
    static Outcome fetchByUrlConnection(Primitives peer, int size) throws Exception {
        return fetch(peer, size, page -> {
            var connection = (HttpURLConnection) page.toURL().openConnection();
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        });
    }

    private static Outcome fetch(Primitives peer, int size, Client client) throws Exception {
        String base = "http://127.0.0.1:" + Integer.getInteger(PageServer.PORT_PROPERTY) + "/";
        Pipe<URI> pages = peer.buffered(IN_FLIGHT);
        var sums = new long[IN_FLIGHT];
        var fetchers = peer.group(IN_FLIGHT);
        long start = System.nanoTime();
        for (int f = 0; f < IN_FLIGHT; f++) {
            int me = f;
            fetchers.go(() -> pages.forEach(page -> sums[me] += numberAt(client, page)));
        }
        for (int page = 1; page <= size; page++) {
            pages.send(URI.create(base + page));
        }
        pages.close(IN_FLIGHT);
        fetchers.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        return Outcome.of("fetch", Arrays.stream(sums).sum(), size / seconds);
    }

    private static long numberAt(Client client, URI page) throws InterruptedException {
        try {
            String text = client.get(page);
            return Long.parseLong(text, 0, text.indexOf(' '), 10);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("no page " + page, e);
        }
    }

    /**
     * A server with a goroutine for each of {@code size} connections, and as many clients in the same process: each
     * connects, asks once, waits until all are connected, and asks on. Only those later requests are timed.
     */
    static Outcome serve(Primitives peer, int size) throws Exception {
        try (var listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            var conversations = peer.group(size);
            var clients = peer.group(size);
            var accepting = peer.group(1);
            accepting.go(() -> {
                for (int c = 0; c < size; c++) {
                    Socket connection = listener.accept();
                    conversations.go(() -> converse(connection));
                }
            });
            var opening = new Opening(size);
            var sums = new long[size];
            for (int c = 0; c < size; c++) {
                int me = c;
                clients.go(() -> sums[me] = ask(listener.getLocalPort(), me, opening));
            }
            opening.connected.await();
            long begin = System.nanoTime();
            opening.start.countDown();
            clients.await();
            double seconds = (System.nanoTime() - begin) / 1e9;
            accepting.await();
            conversations.await();
            return Outcome.of("serve", Arrays.stream(sums).sum(), (double) size * (REQUESTS - 1) / seconds);
        }
    }

    private static void converse(Socket connection) throws IOException {
        try (connection) {
            connection.setTcpNoDelay(true);
            HttpPages.converse(connection, path -> path.substring(1));
        }
    }

    private static long ask(int port, int client, Opening opening) throws Exception {
        try (var visit = opening.pass(() -> new Visit(port, client))) {
            opening.start.await();
            long sum = visit.first;
            for (int r = 2; r <= REQUESTS; r++) {
                sum += visit.ask(client * REQUESTS + r);
            }
            return sum;
        }
    }

    /** A client's connection, on which it has asked once. */
    private static final class Visit implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;
        final long first;

        Visit(int port, int client) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            first = ask(client * REQUESTS + 1);
        }

        long ask(int page) throws IOException {
            return Long.parseLong(HttpPages.get(in, socket.getOutputStream(), "/" + page));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Lets the clients in, so many at a time, and starts them together when all are in or have failed. */
    private static final class Opening {
        private final Semaphore connecting = new Semaphore(CONNECTING);
        final CountDownLatch connected;
        final CountDownLatch start = new CountDownLatch(1);

        Opening(int size) {
            connected = new CountDownLatch(size);
        }

        <T> T pass(Callable<T> connect) throws Exception {
            connecting.acquire();
            try {
                return connect.call();
            } finally {
                connecting.release();
                connected.countDown();
            }
        }
    }
}
