// A web server with one goroutine a connection, in plain blocking code, and thousands of connections to it at once.
//
// In Go: a loop around Accept that starts a goroutine for each connection; net/http does it for you.
//
// Arguments: none, or how many connections and how many requests on each (default 2000 and 3): starts the server and
// that many clients, checks every answer and ends. `serve PORT` only serves, until it is interrupted.

import static dev.weft.Weft.*;

import dev.weft.*;
import dev.weft.sync.*;

void main(String[] args) throws IOException {
    if (args.length > 0 && args[0].equals("serve")) {
        int port = args.length > 1 ? Integer.parseInt(args[1]) : 8080;
        try (Server server = Server.open(port)) {
            IO.println("serving http://localhost:" + server.port() + "/hello?name=you");
            server.serve();
        }
        return;
    }
    int connections = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
    int requests = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    try (Server server = Server.open(0)) {
        go("server", server::serve);
        new Clients(server.port(), connections, requests).run();
        IO.println("the server answered " + server.answered.get() + " requests on " + server.mostOpen.get()
                + " connections that were open at once");
    }
}

/** Answers HTTP/1.1 requests without a body; keeps connections open until the client is done with them. */
static final class Server implements AutoCloseable {
    final AtomicInteger answered = new AtomicInteger();
    final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final ServerSocket listener;

    private Server(ServerSocket listener) {
        this.listener = listener;
    }

    static Server open(int port) throws IOException {
        return new Server(new ServerSocket(port, 4096, InetAddress.getLoopbackAddress()));
    }

    int port() {
        return listener.getLocalPort();
    }

    void serve() throws IOException {
        while (true) {
            Socket connection;
            try {
                connection = listener.accept();
            } catch (SocketException e) {
                if (listener.isClosed()) return;
                throw e;
            }
            go("connection", () -> converse(connection));
        }
    }

    private void converse(Socket connection) throws IOException {
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        try (connection) {
            BufferedReader in = Http.reader(connection);
            OutputStream out = connection.getOutputStream();
            String request;
            while ((request = in.readLine()) != null) {
                Map<String, String> headers = Http.headers(in);
                answered.incrementAndGet();
                out.write(answer(request));
                if ("close".equalsIgnoreCase(headers.get("connection"))) return;
            }
        } catch (IOException e) {
            System.err.println("connection lost: " + e.getMessage()); // one client's trouble must not end the server
        } finally {
            open.decrementAndGet();
        }
    }

    private static byte[] answer(String request) {
        String[] words = request.split(" ", -1);
        if (words.length != 3) return Http.response("400 Bad Request", "not a request: " + request + "\n");
        if (!words[0].equals("GET")) return Http.response("405 Method Not Allowed", "only GET here\n");
        URI target;
        try {
            target = new URI(words[1]);
        } catch (URISyntaxException e) {
            return Http.response("400 Bad Request", "not a target: " + words[1] + "\n");
        }
        if (!"/hello".equals(target.getPath())) return Http.response("404 Not Found", "no " + words[1] + "\n");
        String query = target.getQuery();
        String name = query != null && query.startsWith("name=") ? query.substring("name=".length()) : "stranger";
        return Http.response("200 OK", "Hello, " + name + "!\n");
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

/** Clients that ask once, wait until all have been answered and so are connected, and then ask on. */
record Clients(int port, int connections, int requests) {
    void run() {
        Channel<Signal> start = Channel.signal("start");
        WaitGroup connected = new WaitGroup("connected");
        WaitGroup finished = new WaitGroup("finished");
        AtomicInteger right = new AtomicInteger();
        long begin = System.nanoTime();
        connected.add(connections);
        for (int c = 0; c < connections; c++) {
            String name = "client-" + c;
            finished.go(name, () -> converse(name, right, connected, start));
        }
        connected.await();
        IO.println(connections + " connections are open");
        start.close(); // to all of them at once
        finished.await();

        double seconds = (System.nanoTime() - begin) / 1e9;
        int sent = connections * requests;
        IO.println("%d of %d answers are right".formatted(right.get(), sent));
        IO.println("%.2f s, %.0f requests a second".formatted(seconds, sent / seconds));
    }

    private void converse(String name, AtomicInteger right, WaitGroup connected, ReceiveChannel<Signal> start)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            BufferedReader in = Http.reader(socket);
            for (int r = 1; r <= requests; r++) {
                String connection = r < requests ? "keep-alive" : "close";
                socket.getOutputStream().write(Http.request("/hello?name=" + name, connection));
                if (Http.body(in).equals("Hello, " + name + "!\n")) right.incrementAndGet();
                if (r == 1) {
                    connected.done();
                    start.next();
                }
            }
        }
    }
}

/** As much of HTTP/1.1 as both sides need. */
static final class Http {
    static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 512);
    }

    static byte[] request(String target, String connection) {
        return ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: " + connection + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] response(String status, String body) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body).getBytes(StandardCharsets.US_ASCII);
    }

    static Map<String, String> headers(BufferedReader in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        String line;
        while ((line = in.readLine()) != null && !line.isEmpty()) {
            int colon = line.indexOf(':');
            if (colon < 0) throw new ProtocolException("not a header: " + line);
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        return headers;
    }

    /** Reads a response and gives its body, if the status is 200. */
    static String body(BufferedReader in) throws IOException {
        String status = in.readLine();
        if (status == null) throw new EOFException("the server has closed the connection");
        char[] body = new char[Integer.parseInt(headers(in).getOrDefault("content-length", "0"))];
        for (int read = 0; read < body.length;) {
            int count = in.read(body, read, body.length - read);
            if (count < 0) throw new EOFException("the body ends early");
            read += count;
        }
        return status.startsWith("HTTP/1.1 200 ") ? new String(body) : status;
    }
}
