package dev.weft.benchmarks.work;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The row about a folder of pictures: each is read, decoded, filtered and encoded; first one after the other, then
 * shared. The pictures are the same in each run; the sum is over the pixels of what was encoded.
 */
final class ImagePrograms {

    static final int WIDTH = 400;
    static final int HEIGHT = 300;

    private ImagePrograms() {}

    static Outcome images(Primitives peer, int size) throws Exception {
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
        Path folder = Files.createTempDirectory("weft-bench-images");
        try {
            List<Path> pictures = IntStream.range(0, size).mapToObj(number -> draw(folder, number)).toList();
            Loops loops = peer.loops();
            long start = System.nanoTime();
            List<byte[]> alone = new ArrayList<>();
            for (Path picture : pictures) {
                alone.add(convert(picture));
            }
            long between = System.nanoTime();
            List<byte[]> shared = loops.mapAll(pictures, ImagePrograms::convert);
            long end = System.nanoTime();
            return new Outcome(sum(alone) + sum(shared), Map.of("images", Outcome.milliseconds(end - between) / size,
                    "images.speedup", (double) (between - start) / (end - between)));
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** A value from 0 to 255 for a pixel. */
    private static int gray(int number, int x, int y) {
        return (x * (number + 3) + y * 7 + ((x * y) >> 4)) & 0xff;
    }

    private static Path draw(Path folder, int number) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, gray(number, x, y) * 0x010101);
            }
        }
        Path file = folder.resolve("picture-" + number + ".png");
        try {
            Files.write(file, encoded(image));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static byte[] convert(Path picture) {
        try {
            return encoded(inverted(ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(picture)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mean of each pixel and its right neighbour, inverted. */
    private static BufferedImage inverted(BufferedImage in) {
        int[] rgb = in.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
        var out = new int[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            int right = i % WIDTH == WIDTH - 1 ? i : i + 1;
            out[i] = (255 - ((rgb[i] & 0xff) + (rgb[right] & 0xff)) / 2) * 0x010101;
        }
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, WIDTH, HEIGHT, out, 0, WIDTH);
        return image;
    }

    private static byte[] encoded(BufferedImage image) throws IOException {
        var out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", out)) throw new IOException("no encoder for PNG");
        return out.toByteArray();
    }

    private static long sum(List<byte[]> pictures) throws IOException {
        long sum = 0;
        for (byte[] picture : pictures) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
            for (int rgb : image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH)) {
                sum += rgb & 0xff;
            }
        }
        return sum;
    }
}
