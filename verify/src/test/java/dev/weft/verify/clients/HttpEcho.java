package dev.weft.verify.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.Weft;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;

/** The JDK's HTTP client and server, each with goroutines as its executor. */
final class HttpEcho implements Client {
    private static final int LARGEST = 100_000;

    private final HttpServer server;
    private final HttpClient client;
    private final URI address;

    HttpEcho() throws IOException {
        Executor goroutines = task -> Weft.go("http", task::run);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        server.setExecutor(goroutines);
        server.createContext("/echo", HttpEcho::answer);
        server.start();
        address = URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/echo");
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(goroutines).build();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            // Now and then a slow one, so that clients also wait.
            if (body.length % 8 == 0) Weft.sleep(Duration.ofMillis(2));
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public int crowd() {
        return 16;
    }

    @Override
    public void once(int worker, int round) throws Exception {
        byte[] sent = Client.bytes((worker * 7919 + round * 104_729) % LARGEST, worker, round);
        HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofByteArray(sent)).build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        Client.check(response.statusCode() == 200, "status " + response.statusCode());
        Client.check(Arrays.equals(sent, response.body()), "another body than was sent");
    }

    @Override
    public void finish() {
        client.close();
        server.stop(0);
    }
}
