package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two applications on real work: what they print, and what they leave behind. */
class PipelineExamplesTest {
    private static final String HEAD = "host +found +missing +failed +retried +median ms +99 % ms";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void noWindows() {
        System.setProperty("java.awt.headless", "true");
    }

    // ------------------------------------------------------------------------------------------------ crawler

    @Test
    void everyPageIsFetchedInSpiteOfFailures() throws InterruptedException {
        List<String> lines = Example.of("Crawler").lines("1000", "50");
        assertThat(lines).hasSize(7).startsWith("1000 pages from 4 hosts, 50 at a time");
        assertThat(lines.get(1)).matches(HEAD);
        List<String[]> hosts = lines.subList(2, 6).stream().map(line -> line.split(" +")).toList();
        assertThat(hosts).allSatisfy(host -> assertThat(host[0]).matches("127\\.0\\.0\\.1:[0-9]+"));
        assertThat(sum(hosts, 1)).as("found").isEqualTo(998);
        assertThat(sum(hosts, 2)).as("missing").isEqualTo(2);
        assertThat(sum(hosts, 3)).as("failed").isZero();
        // Twenty are told 503; of the eleven connections that are dropped the client itself tries most again.
        assertThat(sum(hosts, 4)).as("retried").isBetween(20, 31);
        assertThat(lines.getLast()).matches("1000 of 1000 pages, wall [0-9.]+ s, CPU [0-9.]+ s, speed-up [0-9.]+ over"
                + " one at a time, [0-9]+ pages a second");
    }

    private static int sum(List<String[]> rows, int column) {
        return rows.stream().mapToInt(row -> Integer.parseInt(row[column])).sum();
    }

    @Test
    void deadlineEndsTheCrawl() throws InterruptedException {
        List<String> lines = Example.of("Crawler").lines("100000", "4", "20", "1");
        assertThat(lines.get(1)).isEqualTo("the deadline of 1 s is over; this is what was fetched by then");
        assertThat(lines.getLast()).matches("[0-9]{1,3} of 100000 pages, .*");
    }

    @Test
    void hostsThatAreDownAreTold() throws InterruptedException {
        Example.Outcome outcome = Example.of("Crawler").run("400", "50", "5000", "60", "1");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).containsExactly("100 pages could not be fetched");
        assertThat(outcome.out()).hasSize(7);
        List<String[]> hosts = outcome.out().subList(2, 6).stream().map(line -> line.split(" +")).toList();
        assertThat(hosts).as("the hosts that answer are fetched all the same")
                .extracting(host -> host[1] + " found, " + host[3] + " failed")
                .containsExactlyInAnyOrder("0 found, 100 failed", "100 found, 0 failed", "100 found, 0 failed",
                        "100 found, 0 failed");
        assertThat(outcome.out().getLast()).startsWith("400 of 400 pages, ");
    }

    @Test
    void interruptedCrawlTellsWhatItHas() throws IOException, InterruptedException {
        List<String> lines = interrupted(WeftRun.process("Crawler", "100000", "4", "20"));
        assertThat(lines.get(0)).startsWith("100000 pages ");
        assertThat(lines.get(1)).isEqualTo("interrupted; this is what was fetched by then");
        assertThat(lines.get(2)).matches(HEAD);
        assertThat(lines.getLast()).matches("[0-9]{1,3} of 100000 pages, .*");
    }

    /** Runs a program, interrupts it when it has printed its first line, and gives all that it prints. */
    private static List<String> interrupted(ProcessBuilder program) throws IOException, InterruptedException {
        Process process = program.start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.add(out.readLine());
            // As Ctrl-C: the JVM shuts down. By its handle, since the process's own method closes its output.
            assertThat(process.toHandle().destroy()).isTrue();
            out.lines().forEach(lines::add);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return lines;
    }

    // ------------------------------------------------------------------------------------------------- images

    @Test
    void picturesComeOutInOrderAndCorruptOnesAreLeftOut() throws IOException, InterruptedException {
        Path pictures = Files.createDirectories(folder.resolve("some"));
        Path results = folder.resolve("results");
        for (int i = 0; i < 6; i++) {
            picture(pictures, "p" + i, i % 2 == 0 ? "png" : "jpg");
        }
        byte[] whole = Files.readAllBytes(pictures.resolve("p0.png"));
        Files.write(pictures.resolve("p2.png"), Arrays.copyOf(whole, whole.length / 3));
        Files.writeString(pictures.resolve("p4.png"), "this is text");
        Files.createDirectory(pictures.resolve("p6.png"));
        List<String> lines = Example.of("ImagePipeline").lines(results.toString(), pictures.toString());
        assertThat(lines).hasSize(10);
        assertThat(lines.get(0)).isEqualTo("p0-sharp.png: 120 x 80");
        assertThat(lines.get(1)).isEqualTo("p1-sharp.png: 120 x 80");
        assertThat(lines.get(2)).startsWith("p2.png: left out, cannot be decoded: ");
        assertThat(lines.get(3)).isEqualTo("p3-sharp.png: 120 x 80");
        assertThat(lines.get(4)).isEqualTo("p4.png: left out, not a picture");
        assertThat(lines.get(5)).isEqualTo("p5-sharp.png: 120 x 80");
        assertThat(lines.get(6)).isEqualTo("p6.png: left out, cannot be read: Is a directory");
        assertThat(lines.get(7)).isEqualTo("4 of 7 pictures written to " + results + ", 3 left out");
        assertThat(lines.get(8)).startsWith("read 7 values, ").contains("; slowest: ");
        assertThat(lines.get(9))
                .matches("GOMAXPROCS [0-9]+, wall [0-9.]+ s, CPU [0-9.]+ s, speed-up [0-9.]+, that is CPU by wall");
        assertThat(filesIn(results)).containsExactly("p0-sharp.png", "p1-sharp.png", "p3-sharp.png", "p5-sharp.png");
    }

    @Test
    void whatCannotBeWrittenEndsTheProgramWithAClearMessage() throws IOException, InterruptedException {
        Path pictures = Files.createDirectories(folder.resolve("one"));
        Path results = folder.resolve("blocked");
        picture(pictures, "p", "png");
        Files.createDirectories(results.resolve("p-sharp.png").resolve("in the way"));
        Example.Outcome outcome = Example.of("ImagePipeline").run(results.toString(), pictures.toString());
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).singleElement().asString()
                .startsWith("stopped after 0 pictures: " + results.resolve("p-sharp.png") + " cannot be written: ");
        assertThat(filesIn(results)).containsExactly("p-sharp.png");
    }

    /** The kernel's own answer, without a disk: what is written to this device finds no room. */
    @Test
    void fullDeviceEndsTheProgramWithAClearMessage() throws IOException, InterruptedException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "there is no " + full);
        Path pictures = Files.createDirectories(folder.resolve("two"));
        Path results = Files.createDirectories(folder.resolve("device"));
        picture(pictures, "a", "png");
        picture(pictures, "b", "png");
        Files.createSymbolicLink(results.resolve(".b-sharp.png.half"), full);
        Example.Outcome outcome = Example.of("ImagePipeline").run(results.toString(), pictures.toString());
        assertStopped(outcome, results, "b-sharp.png");
        assertThat(filesIn(results)).isSubsetOf("a-sharp.png");
    }

    /** A file system that is really full in the middle of the work. Only the administrator may mount one. */
    @Test
    void fullDiskLeavesWholeFilesOnly() throws IOException, InterruptedException {
        Path pictures = Files.createDirectories(folder.resolve("too many"));
        for (int i = 100; i < 160; i++) {
            picture(pictures, "p" + i, "png");
        }
        Path results = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(isDone("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", results.toString()),
                "mounting a small file system needs root");
        try {
            Example.Outcome outcome = Example.of("ImagePipeline").run(results.toString(), pictures.toString());
            assertStopped(outcome, results, "p1[0-9]{2}-sharp.png");
            assertThat(filesIn(results)).as("some fit, and not all").hasSizeBetween(1, 59);
        } finally {
            assertThat(isDone("umount", results.toString())).isTrue();
        }
    }

    private static boolean isDone(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start()
                    .waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }

    /** It says how many it has written and what was the matter; those, and only those, are there, each one whole. */
    private static void assertStopped(Example.Outcome outcome, Path results, String file) throws IOException {
        List<String> written = filesIn(results);
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).singleElement().asString().matches("stopped after " + written.size() + " pictures: "
                + Pattern.quote(results + File.separator) + file + " cannot be written: No space left on device");
        assertThat(outcome.out().stream().map(line -> line.replaceFirst(": .*", "")))
                .containsExactlyInAnyOrderElementsOf(written);
        for (String name : written) {
            assertThat(ImageIO.read(results.resolve(name).toFile())).as(name).isNotNull();
        }
    }

    @Test
    void interruptedProgramLeavesNoHalfFile() throws IOException, InterruptedException {
        Path pictures = Files.createDirectories(folder.resolve("many"));
        Path results = folder.resolve("interrupted");
        for (int i = 100; i < 400; i++) {
            picture(pictures, "p" + i, "png");
        }
        List<String> lines =
                interrupted(WeftRun.process("ImagePipeline", results.toString(), pictures.toString()));
        List<String> written = filesIn(results);
        assertThat(written).hasSizeBetween(1, 299).allMatch(name -> name.endsWith("-sharp.png"));
        assertThat(lines.stream().filter(line -> line.contains("-sharp.png: "))).as("all that was written is told")
                .hasSameSizeAs(written);
        for (String name : written) {
            assertThat(ImageIO.read(results.resolve(name).toFile())).as(name).isNotNull();
        }
    }

    private static void picture(Path into, String name, String format) throws IOException {
        BufferedImage image = new BufferedImage(120, 80, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 80; y++) {
            for (int x = 0; x < 120; x++) {
                image.setRGB(x, y, ((x * 2) << 16) | ((y * 3) << 8) | (x ^ y));
            }
        }
        assertThat(ImageIO.write(image, format, into.resolve(name + "." + format).toFile())).isTrue();
    }

    private static List<String> filesIn(Path results) {
        try (Stream<Path> files = Files.list(results)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
