// Sends the PNG and JPEG pictures of a folder through a pipeline: read, decode, filter, encode, write. The stages work
// at the same time, each on several pictures, and the results come in the order of the names. A result appears in the
// target folder complete or not at all, also when the program is interrupted: it then lets what is under way come out,
// and ends.
//
// In Go: stages of goroutines that hand pictures on over channels; signal.NotifyContext for the interrupt.
//
// Arguments: the folder to write to (default: a new one in the temporary folder), and a folder of pictures (default:
// twenty-four that this program draws).

import static dev.weft.Weft.*;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.*;
import dev.weft.flow.*;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import javax.imageio.ImageIO;

void main(String[] args) throws Exception {
    System.setProperty("java.awt.headless", "true");
    ImageIO.setUseCache(false);
    Tally tally = new Tally();
    try {
        Path target =
                Files.createDirectories(args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("weft-images"));
        Path source = args.length > 1 ? Path.of(args[1]) : Drawing.intoFolder(target.resolve("drawn"));
        convert(picturesIn(source), target, tally);
    } catch (IOException e) { // a full disk, for example: to go on makes no sense
        System.err.println("stopped after " + tally.written + " pictures: " + e.getMessage());
        System.exit(1);
    }
}

void convert(List<Path> pictures, Path target, Tally tally) throws Exception {
    int procs = maxProcs();
    Bar bar = new Bar("converting", pictures.size());
    Queue<Object> undelivered = new ConcurrentLinkedQueue<>();
    PipelineRun<Result> run = Pipeline.from(pictures)
            .map("read", Stage.parallel(2).buffered(procs), picture -> Item.read(picture))
            .map("decode", Stage.parallel(procs).buffered(procs), Item::decode)
            .map("filter", Stage.parallel(procs).buffered(procs), Item::filter)
            .map("encode", Stage.parallel(procs).buffered(procs), Item::encode)
            .map("write", Stage.parallel(2), item -> item.write(target))
            .onProgress((done, total) -> bar.show(done))
            .onUndelivered(undelivered::add)
            .start();
    Channel<Signal> over = Channel.signal("over");
    Thread drain = new Thread(() -> {
        run.stop(); // no more pictures; those under way come out
        over.next();
    });
    Runtime.getRuntime().addShutdownHook(drain);

    long cpu = cpuNanos();
    long begin = System.nanoTime();
    try {
        for (Result result : run.results()) tally.add(result, bar);
        run.join();
        double wall = (System.nanoTime() - begin) / 1e9;
        double busy = (cpuNanos() - cpu) / 1e9;
        bar.end();
        IO.println("%d of %d pictures written to %s, %d left out".formatted(tally.written, pictures.size(), target,
                tally.corrupt));
        IO.println(run.describe());
        IO.println("GOMAXPROCS %d, wall %.2f s, CPU %.2f s, speed-up %.2f, that is CPU by wall".formatted(procs, wall,
                busy, busy / wall));
    } catch (IOException e) { // what others had written by then has not come out
        for (Object value : undelivered) {
            if (value instanceof Result result) tally.add(result, bar);
        }
        throw e;
    } finally {
        over.tryClose(); // whoever interrupted the program waits for this
    }
}

/** Counts the results, and tells of each. Used by one goroutine. */
static final class Tally {
    int written;
    int corrupt;

    void add(Result result, Bar bar) {
        switch (result) {
            case Result.Written(Path file, int width, int height) -> {
                written++;
                bar.line("%s: %d x %d".formatted(file.getFileName(), width, height));
            }
            case Result.Corrupt(Path picture, String reason) -> {
                corrupt++;
                bar.line("%s: left out, %s".formatted(picture.getFileName(), reason));
            }
        }
    }
}

List<Path> picturesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
        return files.filter(file -> file.toString().matches(".*\\.(png|jpe?g)")).sorted().toList();
    }
}

/** The CPU time of all threads of the process. */
long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
}

/** What became of a picture. */
sealed interface Result {
    record Written(Path file, int width, int height) implements Result {}

    record Corrupt(Path picture, String reason) implements Result {}
}

/** A picture on its way: as bytes or as an image; or what is wrong with it, and then it is only passed on. */
record Item(Path picture, byte[] bytes, Optional<BufferedImage> image, Optional<String> problem) {
    static Item read(Path picture) {
        try {
            return new Item(picture, Files.readAllBytes(picture), Optional.empty(), Optional.empty());
        } catch (IOException e) {
            return new Item(picture, new byte[0], Optional.empty(), Optional.of("cannot be read: " + e.getMessage()));
        }
    }

    Item decode() {
        if (problem.isPresent()) return this;
        try {
            BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(bytes));
            return decoded == null ? corrupt("not a picture") : with(decoded);
        } catch (IOException | RuntimeException e) { // decoders throw either when the data make no sense
            return corrupt("cannot be decoded: " + e.getMessage());
        }
    }

    private Item with(BufferedImage newImage) {
        return new Item(picture, bytes, Optional.of(newImage), problem);
    }

    private Item corrupt(String reason) {
        return new Item(picture, bytes, Optional.empty(), Optional.of(reason));
    }

    /** Sharpens: what differs from its neighbours is made to differ more. */
    Item filter() {
        if (image.isEmpty()) return this;
        BufferedImage in = image.get();
        int width = in.getWidth();
        int height = in.getHeight();
        int[] rgb = in.getRGB(0, 0, width, height, null, 0, width);
        int[] sharp = new int[rgb.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                sharp[y * width + x] = sharpened(rgb, width, height, x, y);
            }
        }
        BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        out.setRGB(0, 0, width, height, sharp, 0, width);
        return with(out);
    }

    private static int sharpened(int[] rgb, int width, int height, int x, int y) {
        int result = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int sum = 0;
            for (int dy = -1; dy <= 1; dy++) {
                int row = Math.clamp(y + dy, 0, height - 1) * width;
                for (int dx = -1; dx <= 1; dx++) sum += rgb[row + Math.clamp(x + dx, 0, width - 1)] >> shift & 255;
            }
            int own = rgb[y * width + x] >> shift & 255;
            result |= Math.clamp(2 * own - sum / 9, 0, 255) << shift;
        }
        return result;
    }

    Item encode() throws IOException {
        if (image.isEmpty()) return this;
        var out = new ByteArrayOutputStream();
        ImageIO.write(image.get(), "png", out);
        return new Item(picture, out.toByteArray(), image, problem);
    }

    Result write(Path folder) throws IOException {
        if (image.isEmpty()) return new Result.Corrupt(picture, problem.orElse("no image"));
        String name = picture.getFileName().toString();
        Path file = folder.resolve(name.substring(0, name.lastIndexOf('.')) + "-sharp.png");
        new WholeFile(file).write(bytes);
        return new Result.Written(file, image.get().getWidth(), image.get().getHeight());
    }
}

/** A file that is there complete or not at all: it is written beside its place first. */
record WholeFile(Path file) {
    void write(byte[] bytes) throws IOException {
        Path half = file.resolveSibling("." + file.getFileName() + ".half");
        try {
            Files.write(half, bytes);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException(file + " cannot be written: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(half);
        }
    }
}

/** Pictures to work on: balloons in the evening, the same ones each time; half of them PNG, half JPEG. */
record Drawing(int number) {
    private static final int COUNT = 24;

    static Path intoFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int number = 1; number <= COUNT; number++) {
            String format = number % 2 == 0 ? "png" : "jpg";
            Path file = folder.resolve("balloons-%02d.%s".formatted(number, format));
            if (!Files.exists(file)) {
                var out = new ByteArrayOutputStream();
                ImageIO.write(new Drawing(number).draw(), format, out);
                new WholeFile(file).write(out.toByteArray());
            }
        }
        return folder;
    }

    BufferedImage draw() {
        int width = 400 + 20 * number;
        int height = 300;
        Random random = new Random(number);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(20, 30, 90), 0, height, new Color(250, 170, 110)));
        graphics.fillRect(0, 0, width, height);
        for (int balloon = 0; balloon < 15; balloon++) {
            double size = 30 + random.nextInt(70);
            graphics.setColor(new Color(Color.HSBtoRGB(random.nextFloat(), 0.8f, 0.95f)));
            graphics.fill(new Ellipse2D.Double(random.nextInt(width), random.nextInt(height), size, size * 1.2));
        }
        graphics.dispose();
        return image;
    }
}

/** A progress bar, if there is a terminal to show it on. */
record Bar(String what, int total) {
    private static final int WIDTH = 40;

    void show(long done) {
        if (isOnTerminal()) {
            int full = (int) (done * WIDTH / total);
            IO.print("\r%s [%s%s] %d of %d ".formatted(what, "=".repeat(full), " ".repeat(WIDTH - full), done, total));
        }
    }

    /** Prints a line above the bar. */
    void line(String text) {
        IO.println(isOnTerminal() ? "\r%-80s".formatted(text) : text);
    }

    void end() {
        if (isOnTerminal()) IO.println();
    }

    private static boolean isOnTerminal() {
        return System.console() != null && System.console().isTerminal();
    }
}
