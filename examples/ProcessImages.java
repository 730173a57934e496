// Processes pictures in parallel: each is read, put through three filters and written, by as many workers as
// GOMAXPROCS.
//
// In Go: a goroutine an image with image/png, and a channel or semaphore that bounds how many are in memory.
//
// Arguments: the folder to write to (default: a new one in the temporary folder), and a folder of PNG pictures
// (default: eight that this program draws).

import static dev.weft.Weft.*;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.*;
import dev.weft.sync.*;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import javax.imageio.ImageIO;

void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    ImageIO.setUseCache(false);
    Path results = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("weft-pictures");
    Path pictures = args.length > 1 ? Path.of(args[1]) : Drawing.eightInto(results.resolve("originals"));
    Files.createDirectories(results);

    long cpuBefore = cpuNanos();
    long begin = System.nanoTime();
    Channel<Path> jobs = Channel.unbuffered("pictures");
    WaitGroup workers = new WaitGroup("workers");
    for (int w = 1; w <= maxProcs(); w++) {
        workers.go("worker-" + w, () -> {
            for (Path picture : jobs) process(picture, results);
        });
    }
    int count = 0;
    for (Path picture : pngsIn(pictures)) {
        jobs.send(picture);
        count++;
    }
    jobs.close();
    workers.await();

    IO.println("%d pictures, %d filters each, written to %s".formatted(count, Filter.values().length, results));
    IO.println("GOMAXPROCS %d, wall %.1f ms, CPU %.1f ms".formatted(maxProcs(), (System.nanoTime() - begin) / 1e6,
            (cpuNanos() - cpuBefore) / 1e6));
}

void process(Path picture, Path results) throws IOException {
    BufferedImage image = ImageIO.read(picture.toFile());
    if (image == null) throw new IOException(picture + ": not a picture");
    Pixels pixels = Pixels.of(image);
    String name = picture.getFileName().toString().replaceFirst("\\.png$", "");
    for (Filter filter : Filter.values()) {
        Path result = results.resolve(name + "-" + filter.name().toLowerCase(Locale.ROOT) + ".png");
        ImageIO.write(filter.apply(pixels).toImage(), "png", result.toFile());
    }
    IO.println(name + ": " + image.getWidth() + " x " + image.getHeight());
}

List<Path> pngsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
        return files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    }
}

/** The CPU time of all threads of the process. */
long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
}

/** A picture as numbers: one 0xRRGGBB a pixel, row by row. Outside of it, the nearest pixel goes on. */
record Pixels(int width, int height, int[] rgb) {
    static Pixels of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        return new Pixels(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    }

    BufferedImage toImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, rgb, 0, width);
        return image;
    }

    int at(int x, int y) {
        return rgb[Math.clamp(y, 0, height - 1) * width + Math.clamp(x, 0, width - 1)];
    }

    /** How light a pixel is to the eye, from 0 to 255. */
    int lightness(int x, int y) {
        int pixel = at(x, y);
        return (299 * (pixel >> 16 & 255) + 587 * (pixel >> 8 & 255) + 114 * (pixel & 255)) / 1000;
    }

    Pixels map(IntBinaryOperator pixelAt) {
        int[] mapped = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) mapped[y * width + x] = pixelAt.applyAsInt(x, y);
        }
        return new Pixels(width, height, mapped);
    }
}

enum Filter {
    GRAY {
        @Override
        Pixels apply(Pixels in) {
            return in.map((x, y) -> gray(in.lightness(x, y)));
        }
    },
    /** The mean of a square; rows first and columns then gives the same with fewer steps. */
    BLUR {
        private static final int RADIUS = 4;

        @Override
        Pixels apply(Pixels in) {
            Pixels rows = in.map((x, y) -> mean(i -> in.at(x + i, y)));
            return rows.map((x, y) -> mean(i -> rows.at(x, y + i)));
        }

        private int mean(IntUnaryOperator pixelAt) {
            int red = 0;
            int green = 0;
            int blue = 0;
            for (int i = -RADIUS; i <= RADIUS; i++) {
                int pixel = pixelAt.applyAsInt(i);
                red += pixel >> 16 & 255;
                green += pixel >> 8 & 255;
                blue += pixel & 255;
            }
            int count = 2 * RADIUS + 1;
            return red / count << 16 | green / count << 8 | blue / count;
        }
    },
    /** Sobel's: how much the lightness changes here, sideways and downwards. */
    EDGES {
        @Override
        Pixels apply(Pixels in) {
            return in.map((x, y) -> {
                int across = column(in, x + 1, y) - column(in, x - 1, y);
                int down = row(in, x, y + 1) - row(in, x, y - 1);
                return gray(Math.min(255, (int) Math.hypot(across, down)));
            });
        }

        private int column(Pixels in, int x, int y) {
            return in.lightness(x, y - 1) + 2 * in.lightness(x, y) + in.lightness(x, y + 1);
        }

        private int row(Pixels in, int x, int y) {
            return in.lightness(x - 1, y) + 2 * in.lightness(x, y) + in.lightness(x + 1, y);
        }
    };

    abstract Pixels apply(Pixels in);

    static int gray(int lightness) {
        return lightness << 16 | lightness << 8 | lightness;
    }
}

/** Pictures to work on: balloons in the evening, the same ones each time. */
record Drawing(int number) {
    static Path eightInto(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int number = 1; number <= 8; number++) {
            ImageIO.write(new Drawing(number).draw(), "png", folder.resolve("balloons-" + number + ".png").toFile());
        }
        return folder;
    }

    BufferedImage draw() {
        int width = 240 + 20 * number;
        int height = 180;
        Random random = new Random(number);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setPaint(new GradientPaint(0, 0, new Color(20, 30, 90), 0, height, new Color(250, 170, 110)));
        graphics.fillRect(0, 0, width, height);
        for (int balloon = 0; balloon < 12; balloon++) {
            double size = 20 + random.nextInt(50);
            graphics.setColor(new Color(Color.HSBtoRGB(random.nextFloat(), 0.8f, 0.95f)));
            graphics.fill(new Ellipse2D.Double(random.nextInt(width), random.nextInt(height), size, size * 1.2));
        }
        graphics.dispose();
        return image;
    }
}
