package dev.weft.benchmarks.work;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Just as much of HTTP/1.1 as the rows need: requests without a body on connections that are kept alive. */
final class HttpPages {

    /** What stands on a page. */
    @FunctionalInterface
    interface Content {
        String of(String path);
    }

    private HttpPages() {}

    /** Answers until the client closes the connection. */
    static void converse(Socket connection, Content content) throws IOException {
        var in = new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = connection.getOutputStream();
        for (String request = in.readLine(); request != null; request = in.readLine()) {
            String header = in.readLine();
            while (header != null && !header.isEmpty()) {
                header = in.readLine();
            }
            String body = content.of(request.substring(request.indexOf(' ') + 1, request.lastIndexOf(' ')));
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Asks for a page and returns what stands on it. */
    static String get(BufferedReader in, OutputStream out, String path) throws IOException {
        out.write(("GET " + path + " HTTP/1.1\r\nHost: loopback\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        int length = -1;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        if (length < 0) throw new IOException("an answer without a length");
        var body = new char[length];
        for (int read = 0; read < length;) {
            int more = in.read(body, read, length - read);
            if (more < 0) throw new IOException("the answer ends early");
            read += more;
        }
        return new String(body);
    }
}
