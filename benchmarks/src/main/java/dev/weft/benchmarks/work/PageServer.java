package dev.weft.benchmarks.work;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * The server that all peers fetch pages from: one for a whole run, in the driver's process, so that none of them has
 * another. Page {@code /7} is the number 7 and some text. Connections are kept alive.
 */
public final class PageServer implements AutoCloseable {

    /** The system property by which a fork on the JVM, and the environment variable by which the Go twin learns it. */
    public static final String PORT_PROPERTY = "weft.bench.server";

    public static final String PORT_VARIABLE = "WEFT_BENCH_SERVER";

    private static final int BACKLOG = 1024;
    private static final String TEXT = "lorem ipsum dolor sit amet ".repeat(20);

    private final ServerSocket listener;

    private PageServer(ServerSocket listener) {
        this.listener = listener;
    }

    /** Starts it on a free port of the loopback interface. */
    public static PageServer start() throws IOException {
        var server = new PageServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
        Thread.ofPlatform().daemon().name("page-server").start(server::serve);
        return server;
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                Socket connection = listener.accept();
                Thread.startVirtualThread(() -> converse(connection));
            }
        } catch (IOException e) {
            if (!listener.isClosed()) throw new IllegalStateException(e);
        }
    }

    private static void converse(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            HttpPages.converse(connection, path -> path.substring(1) + " " + TEXT);
        } catch (IOException e) {
            // The client is gone; what it misses shows in its own sum.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
