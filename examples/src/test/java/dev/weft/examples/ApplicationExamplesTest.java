package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationExamplesTest {
    @Test
    void urlsAreFetchedAtTheSameTime() throws InterruptedException {
        List<String> lines = Example.of("FetchUrls").lines();
        assertThat(lines).hasSize(7);
        assertThat(lines.subList(0, 6)).containsExactlyInAnyOrder("/front: status 200, 4000 bytes",
                "/news: status 200, 12000 bytes", "/sport: status 200, 8000 bytes", "/weather: status 200, 500 bytes",
                lines.stream().filter(line -> line.startsWith("/gone: status 404, ")).findFirst().orElse("a 404"),
                "/unreachable: failed, ConnectException");
        Matcher summary = Pattern
                .compile("6 URLs in [0-9]+ ms; the server slept 560 ms and was at most asked ([0-9]) times at once")
                .matcher(lines.getLast());
        assertThat(summary.matches()).as(lines.getLast()).isTrue();
        assertThat(Integer.parseInt(summary.group(1))).as("requests at once").isBetween(2, 4);
    }

    @Test
    void picturesAreFiltered(@TempDir Path results) throws IOException, InterruptedException {
        List<String> lines = Example.of("ProcessImages").with("GOMAXPROCS", "2").lines(results.toString());
        assertThat(lines).hasSize(10);
        for (int n = 1; n <= 8; n++) {
            String name = "balloons-" + n;
            assertThat(lines.subList(0, 8)).contains(name + ": " + (240 + 20 * n) + " x 180");
            assertFiltered(ImageIO.read(results.resolve("originals").resolve(name + ".png").toFile()), results, name);
        }
        assertThat(lines.get(8)).isEqualTo("8 pictures, 3 filters each, written to " + results);
        assertThat(lines.get(9)).matches("GOMAXPROCS 2, wall [0-9.]+ ms, CPU [0-9.]+ ms");
    }

    @Test
    void picturesOfTheUserAreFiltered(@TempDir Path folder) throws IOException, InterruptedException {
        Path pictures = Files.createDirectory(folder.resolve("in"));
        BufferedImage half = new BufferedImage(32, 20, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 20; y++) {
            for (int x = 16; x < 32; x++) half.setRGB(x, y, 0xffffff);
        }
        ImageIO.write(half, "png", pictures.resolve("half.png").toFile());

        Path results = folder.resolve("out");
        List<String> lines = Example.of("ProcessImages").lines(results.toString(), pictures.toString());
        assertThat(lines).startsWith("half: 32 x 20", "1 pictures, 3 filters each, written to " + results);
        assertThat(row(results.resolve("half-gray.png"))).isEqualTo(lightnessOf(x -> x < 16 ? 0 : 255));
        assertThat(row(results.resolve("half-edges.png"))).isEqualTo(lightnessOf(x -> x == 15 || x == 16 ? 255 : 0));
        // A mean of nine pixels, of which one more is white with every step to the right.
        assertThat(row(results.resolve("half-blur.png")))
                .isEqualTo(lightnessOf(x -> Math.clamp(x - 11, 0, 9) * 255 / 9));
    }

    private static List<Integer> row(Path picture) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        return IntStream.range(0, image.getWidth()).mapToObj(x -> image.getRGB(x, 7) & 0xffffff).toList();
    }

    private static List<Integer> lightnessOf(IntUnaryOperator at) {
        return IntStream.range(0, 32).map(at).mapToObj(light -> light << 16 | light << 8 | light).toList();
    }

    private static void assertFiltered(BufferedImage original, Path results, String name) throws IOException {
        BufferedImage gray = ImageIO.read(results.resolve(name + "-gray.png").toFile());
        BufferedImage blur = ImageIO.read(results.resolve(name + "-blur.png").toFile());
        BufferedImage edges = ImageIO.read(results.resolve(name + "-edges.png").toFile());
        for (BufferedImage result : List.of(gray, blur, edges)) {
            assertThat(result.getWidth()).isEqualTo(original.getWidth());
            assertThat(result.getHeight()).isEqualTo(original.getHeight());
        }
        assertThat(isGray(original)).isFalse();
        assertThat(isGray(gray)).isTrue();
        assertThat(isGray(edges)).isTrue();
        assertThat(isGray(blur)).isFalse();
        assertThat(roughness(original)).as("edges in the picture").isPositive();
        assertThat(roughness(blur)).as("steps left after the blur").isLessThan(roughness(original) / 2);
    }

    private static boolean isGray(BufferedImage image) {
        return pixels(image).allMatch(rgb -> (rgb >> 16 & 255) == (rgb >> 8 & 255) && (rgb >> 8 & 255) == (rgb & 255));
    }

    private static IntStream pixels(BufferedImage image) {
        return IntStream.of(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()));
    }

    /** The greatest step of green from a pixel to its right neighbour, summed over the rows. */
    private static int roughness(BufferedImage image) {
        return IntStream.range(0, image.getHeight()).map(y -> IntStream.range(1, image.getWidth())
                .map(x -> Math.abs((image.getRGB(x, y) >> 8 & 255) - (image.getRGB(x - 1, y) >> 8 & 255)))
                .max().orElse(0)).sum();
    }

    @Test
    void theServerHoldsHundredsOfConnections() throws InterruptedException {
        List<String> lines = Example.of("WebServer").lines("500", "4");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("500 connections are open");
        assertThat(lines.get(1)).isEqualTo("2000 of 2000 answers are right");
        assertThat(lines.get(2)).matches("[0-9.]+ s, [0-9]+ requests a second");
        assertThat(lines.get(3))
                .isEqualTo("the server answered 2000 requests on 500 connections that were open at once");
    }

    @Test
    void theServerServesOtherClients() throws IOException, InterruptedException {
        Process process = WeftRun.process("WebServer", "serve", "0").start();
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader out = new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            Matcher serving = Pattern.compile("serving (http://localhost:([0-9]+))/hello.*")
                    .matcher(String.valueOf(out.readLine()));
            assertThat(serving.matches()).isTrue();
            URI base = URI.create("http://127.0.0.1:" + serving.group(2));
            assertAnswers(client, base);
            // The server goes on after a client that is gone in the middle of a request.
            try (Socket rude = new Socket(InetAddress.getByName(base.getHost()), base.getPort())) {
                rude.getOutputStream().write("GET /hello HTTP/1.1\r\nno colon\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            assertAnswers(client, base);
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("the server is gone").isTrue();
        }
    }

    private static void assertAnswers(HttpClient client, URI base) throws IOException, InterruptedException {
        HttpRequest get = HttpRequest.newBuilder(base.resolve("/hello?name=weaver")).build();
        HttpResponse<String> hello = client.send(get, BodyHandlers.ofString());
        assertThat(hello.statusCode()).isEqualTo(200);
        assertThat(hello.body()).isEqualTo("Hello, weaver!\n");
        HttpRequest missing = HttpRequest.newBuilder(base.resolve("/missing")).build();
        assertThat(client.send(missing, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
        HttpRequest delete = HttpRequest.newBuilder(base.resolve("/hello")).method("DELETE", BodyPublishers.noBody())
                .build();
        assertThat(client.send(delete, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }
}
