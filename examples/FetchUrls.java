// Fetches all URLs at the same time: each has a goroutine that may simply wait for its answer. Altogether it takes
// about as long as the slowest. The pages come from a web server that this program starts.
//
// In Go: http.Get in a goroutine a URL, a channel for what they found, and as many receives.

import static dev.weft.Weft.*;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.*;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

void main() throws IOException {
    Site site = Site.start();
    List<URI> urls = List.of(site.url("/front"), site.url("/news"), site.url("/sport"), site.url("/weather"),
            site.url("/gone"), unreachable());

    Channel<String> reports = Channel.unbuffered("reports");
    long begin = System.nanoTime();
    try (HttpClient client = HttpClient.newHttpClient()) {
        for (URI url : urls) {
            go("fetch " + url.getPath(), () -> reports.send(fetch(client, url)));
        }
        for (int i = 0; i < urls.size(); i++) {
            IO.println(reports.receive());
        }
    } finally {
        site.server.stop(0);
    }
    IO.println("%d URLs in %d ms; the server slept %d ms and was at most asked %d times at once".formatted(urls.size(),
            (System.nanoTime() - begin) / 1_000_000, site.slept.get(), site.mostAtOnce.get()));
}

String fetch(HttpClient client, URI url) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build();
    try {
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return url.getPath() + ": status " + answer.statusCode() + ", " + answer.body().length + " bytes";
    } catch (IOException e) {
        return url.getPath() + ": failed, " + e.getClass().getSimpleName();
    }
}

/** A port at which nobody listens: it was free a moment ago, and is again. */
URI unreachable() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return Site.url(taken.getInetAddress(), taken.getLocalPort(), "/unreachable");
    }
}

/** Some pages that take their time. A request is a goroutine here, too. */
record Site(HttpServer server, AtomicInteger atOnce, AtomicInteger mostAtOnce, AtomicLong slept) {
    static Site start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Site site = new Site(server, new AtomicInteger(), new AtomicInteger(), new AtomicLong());
        server.setExecutor(request -> go("request", request::run));
        site.page("/front", 120, 4_000);
        site.page("/news", 200, 12_000);
        site.page("/sport", 160, 8_000);
        site.page("/weather", 80, 500);
        server.start();
        return site;
    }

    void page(String path, int millis, int size) {
        byte[] body = "All is well. ".repeat(size).substring(0, size).getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            sleep(Duration.ofMillis(millis));
            slept.addAndGet(millis);
            atOnce.decrementAndGet();
            answer(exchange, body);
        });
    }

    static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    URI url(String path) {
        return url(server.getAddress().getAddress(), server.getAddress().getPort(), path);
    }

    static URI url(InetAddress address, int port, String path) {
        return URI.create("http://" + address.getHostAddress() + ":" + port + path);
    }
}
