// Fetches many pages: 10,000 from several hosts, 200 at a time, with retries, a rate limit for each host, a deadline, a
// progress bar and a summary. The hosts are real HTTP servers of this program's own on the loopback interface; now and
// then they answer 503, drop a connection or do not know a page.
//
// In Go: net/http, an errgroup with a limit, a rate.Limiter a host, context.WithTimeout.
//
// A page that cannot be had is a row of the summary and no failure; the program then ends with status 1. It prints the
// summary also when the deadline is over, and when it is interrupted.
//
// Arguments: how many pages (default 10000), how many at a time (200), requests a second and host (5000), the deadline
// in seconds (60), how many of the four hosts are down (0).

import static dev.weft.Weft.*;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.*;
import dev.weft.flow.*;
import dev.weft.interop.*;
import dev.weft.sync.*;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.*;

private static final int HOSTS = 4;

void main(String[] args) throws Exception {
    int pages = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    int atATime = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    int perSecond = args.length > 2 ? Integer.parseInt(args[2]) : 5_000;
    Duration deadline = Duration.ofSeconds(args.length > 3 ? Integer.parseInt(args[3]) : 60);
    int down = args.length > 4 ? Integer.parseInt(args[4]) : 0;

    Summary summary;
    try (var executor = GoroutineExecutor.named("http");
            var site = Site.open(executor);
            var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(executor).build()) {
        site.takeDown(down);
        summary = crawl(new Fetcher(client, site.limiters(perSecond)), site.urls(pages), atATime, deadline);
    }
    if (summary.failed() > 0) {
        System.err.println("%d pages could not be fetched".formatted(summary.failed()));
        System.exit(1);
    }
}

/** Fetches the pages, until the deadline or an interrupt, and prints what became of them. */
Summary crawl(Fetcher fetcher, List<URI> urls, int atATime, Duration deadline) {
    var summary = new Summary();
    var bar = new Bar("fetching", urls.size());
    Context work = Context.current().withTimeout(deadline);
    Channel<Signal> over = Channel.signal("over");
    Thread stop = new Thread(() -> {
        work.cancel(new InterruptedException("interrupted"));
        over.next(); // the summary is printed
    });
    Runtime.getRuntime().addShutdownHook(stop);
    IO.println("%d pages from %d hosts, %d at a time".formatted(urls.size(), HOSTS, atATime));
    long cpu = cpuNanos();
    long begin = System.nanoTime();
    Pipeline<Page> crawl = Pipeline.from(urls)
            .map("fetch", Stage.parallel(atATime).unordered(), fetcher::fetch)
            .onProgress((done, total) -> bar.show(done));
    try {
        work.run(() -> crawl.forEach(summary::add));
    } catch (Exception e) {
        if (!work.isCancelled()) throw new IllegalStateException("the crawl failed", e);
        String reason = work.cause().filter(InterruptedException.class::isInstance).isPresent()
                ? "interrupted"
                : "the deadline of %d s is over".formatted(deadline.toSeconds());
        IO.println(reason + "; this is what was fetched by then");
    } finally {
        work.cancel();
        bar.end();
        long wall = System.nanoTime() - begin;
        summary.print();
        IO.println("%d of %d pages, wall %.2f s, CPU %.2f s, speed-up %.1f over one at a time, %.0f pages a second"
                .formatted(summary.pages(), urls.size(), wall / 1e9, (cpuNanos() - cpu) / 1e9,
                        (double) summary.nanos() / wall, summary.pages() * 1e9 / wall));
        over.close();
    }
    return summary;
}

/** The CPU time of all threads of the process. */
long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
}

/** What became of a page: the status of the last answer, or 0 if there was none. */
record Page(String host, int status, int attempts, long bytes, long nanos) {}

/** Gets pages, and tries again what may succeed the next time. */
record Fetcher(HttpClient client, Map<String, Limiter> limiters) {
    private static final int ATTEMPTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    Page fetch(URI url) throws InterruptedException {
        long begin = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
        int status = 0;
        long bytes = 0;
        int attempt = 0;
        boolean again = true;
        while (again && attempt < ATTEMPTS) {
            if (attempt > 0) sleep(Duration.ofMillis(10L << attempt)); // 20, 40, 80 ms
            attempt++;
            limiters.get(url.getAuthority()).await();
            try {
                HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                status = response.statusCode();
                bytes = response.body().length;
                again = status >= 500;
            } catch (IOException e) {
                status = 0; // no answer: the host may be back soon
            }
        }
        return new Page(url.getAuthority(), status, attempt, bytes, System.nanoTime() - begin);
    }
}

/** Lets so many go on in a second, evenly, in the order in which they came. */
static final class Limiter {
    private final Mutex mutex = new Mutex("limiter");
    private final long interval;
    private long next = System.nanoTime();

    Limiter(int perSecond) {
        interval = 1_000_000_000L / perSecond;
    }

    void await() {
        mutex.lock();
        long wait;
        try {
            long now = System.nanoTime();
            next = Math.max(next, now) + interval;
            wait = next - interval - now;
        } finally {
            mutex.unlock();
        }
        sleep(Duration.ofNanos(wait));
    }
}

/** The servers. */
record Site(List<HttpServer> servers, Set<String> seen) implements AutoCloseable {
    static Site open(Executor executor) throws IOException {
        Site site = new Site(new ArrayList<>(), ConcurrentHashMap.newKeySet());
        for (int h = 0; h < HOSTS; h++) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
            server.setExecutor(executor);
            server.createContext("/", site::answer);
            server.start();
            site.servers.add(server);
        }
        return site;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int number = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        boolean first = seen.add(path);
        if (first && number % 97 == 5) {
            exchange.close(); // without an answer
            return;
        }
        int status = number % 500 == 499 ? 404 : first && number % 50 == 7 ? 503 : 200;
        byte[] body = ("<h1>Page " + number + "</h1>").repeat(10).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Lets so many hosts answer nothing any more. */
    void takeDown(int hosts) {
        servers.stream().limit(hosts).forEach(server -> server.stop(0));
    }

    List<URI> urls(int count) {
        return IntStream.range(0, count).mapToObj(n -> URI.create("http://" + host(n % HOSTS) + "/page/" + n)).toList();
    }

    private String host(int index) {
        InetSocketAddress address = servers.get(index).getAddress();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    Map<String, Limiter> limiters(int perSecond) {
        return IntStream.range(0, HOSTS).boxed().collect(Collectors.toMap(this::host, h -> new Limiter(perSecond)));
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }
}

/** Counts what was fetched, for each host. Used by one goroutine. */
static final class Summary {
    private final SortedMap<String, List<Page>> hosts = new TreeMap<>();

    void add(Page page) {
        hosts.computeIfAbsent(page.host(), host -> new ArrayList<>()).add(page);
    }

    long pages() {
        return hosts.values().stream().mapToInt(List::size).sum();
    }

    long failed() {
        return hosts.values().stream().mapToLong(Summary::failed).sum();
    }

    long nanos() {
        return hosts.values().stream().flatMap(List::stream).mapToLong(Page::nanos).sum();
    }

    void print() {
        IO.println("%-21s %7s %7s %7s %7s %9s %9s".formatted(
                "host", "found", "missing", "failed", "retried", "median ms", "99 % ms"));
        hosts.forEach((host, pages) -> IO.println("%-21s %7d %7d %7d %7d %9.1f %9.1f".formatted(
                host, count(pages, page -> page.status() == 200), count(pages, page -> page.status() == 404),
                failed(pages),
                count(pages, page -> page.attempts() > 1), quantile(pages, 0.5), quantile(pages, 0.99))));
    }

    private static long failed(List<Page> pages) {
        return count(pages, page -> page.status() == 0 || page.status() >= 500);
    }

    private static long count(List<Page> pages, Predicate<Page> condition) {
        return pages.stream().filter(condition).count();
    }

    private static double quantile(List<Page> pages, double part) {
        return pages.stream().mapToLong(Page::nanos).sorted().skip((long) (part * (pages.size() - 1))).findFirst()
                .orElse(0) / 1e6;
    }
}

/** A progress bar, if there is a terminal to show it on. */
record Bar(String what, int total) {
    private static final int WIDTH = 40;

    void show(long done) {
        boolean steps = done * 200 / total != (done - 1) * 200 / total;
        if (isOnTerminal() && steps) {
            int full = (int) (done * WIDTH / total);
            IO.print("\r%s [%s%s] %d of %d".formatted(what, "=".repeat(full), " ".repeat(WIDTH - full), done, total));
        }
    }

    void end() {
        if (isOnTerminal()) IO.println();
    }

    private static boolean isOnTerminal() {
        return System.console() != null && System.console().isTerminal();
    }
}
