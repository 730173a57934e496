package dev.weft.benchmarks.rows;

import static dev.weft.benchmarks.rows.Must.Against.ABSOLUTE;
import static dev.weft.benchmarks.rows.Must.Against.BEST;
import static dev.weft.benchmarks.rows.Must.Against.GO;
import static dev.weft.benchmarks.rows.Must.Against.JDK;
import static dev.weft.benchmarks.rows.Must.Against.KOTLIN;
import static dev.weft.benchmarks.rows.Must.own;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * The rows of the table: each is one piece of work that every peer does in the same way, with the sum that a correct
 * run of it must yield.
 *
 * <p>Sizes are given for a full and for a quick run. A row with {@linkplain #isHeavy() heavy} work is warmed up for
 * longer, and by fewer iterations at least.
 */
@SuppressWarnings("ImmutableEnumChecker") // the list is a copy, the function a reference to a static method
public enum Row {
    PING_PONG("a", "unbuffered ping-pong", 300_000, 50_000, Expected::pingPong,
            Figure.of("a", "unbuffered ping-pong", "ns/round trip", own(GO, 1.0), own(BEST, 1.15))
                    .aheadOnStockScheduler()),
    UNBUFFERED("b", "unbuffered producer to consumer", 300_000, 50_000, Expected::oneToN,
            Figure.of("b", "unbuffered producer to consumer", "ns/item", own(GO, 1.0), own(BEST, 1.1))
                    .aheadOnStockScheduler()),
    BUFFERED("c", "buffered(100) producer to consumer", 2_000_000, 300_000, Expected::oneToN,
            Figure.of("c", "buffered(100) producer to consumer", "ns/item", own(GO, 0.4), own(BEST, 0.6))
                    .aheadOnStockScheduler()),
    SAME_GOROUTINE("d", "buffered(100) send and receive in one goroutine", 4_000_000, 500_000, Expected::oneToN,
            Figure.of("d", "buffered(100) pair in one goroutine", "ns/pair", own(GO, 0.4), own(BEST, 0.7))
                    .aheadOnStockScheduler()),
    MANY_TO_MANY("e", "8 producers, 8 consumers, buffered(64)", 1_000_000, 200_000, Expected::oneToN,
            Figure.of("e", "8 producers, 8 consumers, buffered(64)", "ns/item",
                    own(GO, 1.0).at(2), own(BEST, 0.6).at(1)).aheadOnStockScheduler()),
    CROWD_64("x64", "32 producers, 32 consumers, buffered(64)", 960_000, 192_000, Expected::oneToN,
            Figure.of("x64", "64 goroutines on one buffered(64)", "ns/item", own(GO, 1.0)).aheadOnStockScheduler()),
    CROWD_10K("x10k", "5,000 producers, 5,000 consumers, buffered(64)", 1_000_000, 200_000, Expected::oneToN,
            Figure.of("x10k", "10,000 goroutines on one buffered(64)", "ns/item", own(GO, 1.0))
                    .aheadOnStockScheduler()),
    SELECT_2("f2", "select over 2, both sides", 200_000, 40_000, Expected::oneToN,
            Figure.of("f2", "select over 2, both sides", "ns/item", own(GO, 0.9)).aheadOnStockScheduler()),
    SELECT_8("f8", "select over 8 receives, 8 producers", 200_000, 40_000, Expected::oneToN,
            Figure.of("f8", "select over 8 receives, 8 producers", "ns/item", own(GO, 0.9)).aheadOnStockScheduler()),
    PIPELINE("k", "100-stage pipeline, unbuffered", 4_000, 800, Expected::pipeline,
            Figure.of("k", "100-stage pipeline, unbuffered", "ns/item/stage", own(GO, 1.0)).aheadOnStockScheduler()),
    SIEVE("l", "prime sieve, first 2000 (quick: 500)", 2_000, 500, Expected::primes,
            Figure.of("l", "prime sieve", "s", own(GO, 0.9)).aheadOnStockScheduler()),
    IDLE_CHANNEL("idle", "idle unbuffered channels", 1_000_000, 100_000, n -> n,
            Figure.of("idle", "idle unbuffered channel", "bytes", own(ABSOLUTE, 128))),
    CLOSE("close", "close with n waiting receivers", 1_000_000, 100_000, n -> n,
            Figure.of("close", "close with 1,000,000 waiting receivers", "ms", own(GO, 1.0))),
    SPAWN("g", "spawn and join n goroutines", 1_000_000, 100_000, Expected::oneToN,
            Figure.of("g", "spawn and join", "ns/goroutine", own(GO, 0.7), own(JDK, 1.0))),
    SKYNET("h", "skynet with n leaves", 1_000_000, 100_000, Expected::zeroToN,
            Figure.of("h", "skynet", "s", own(GO, 0.7))),
    SKYNET_RSS("h.rss", "skynet, peak resident memory", 1_000_000, 100_000, Expected::zeroToN,
            Figure.of("h.rss", "skynet, peak resident memory", "MB", own(KOTLIN, 1.0)).taking(Figure.Sample.LAST)),
    YIELD("j", "yield between two goroutines", 1_000_000, 100_000, n -> 2 * n,
            Figure.of("j", "yield between two goroutines", "ns", own(JDK, 0.9))),
    PARKED("i", "n goroutines parked in a receive, then released by sends", 1_000_000, 100_000, Expected::oneToN,
            Figure.of("i.bytes", "parked goroutine", "bytes", own(ABSOLUTE, 850), own(GO, 0.35)),
            Figure.of("i.first", "release 1,000,000 parked, first time", "ms", own(GO, 2.0))
                    .taking(Figure.Sample.FIRST),
            Figure.of("i.warm", "release 1,000,000 parked, warm", "ms", own(GO, 1.2))),
    CPU_BOUND("n", "8 equal CPU-bound tasks", 30_000_000, 5_000_000, Expected::cpuBound,
            Figure.of("n", "CPU-bound speed-up, 8 equal tasks", "x", own(ABSOLUTE, 1.95).at(2))
                    .higherIsBetter().fromProcs(2)),
    TIMERS("timers", "n pending timers: set, cancel, fire", 1_000_000, 100_000, n -> 2 * n,
            Figure.of("timers.set", "1,000,000 timers: set", "ns/timer", own(GO, 1.0)),
            Figure.of("timers.cancel", "1,000,000 timers: cancel", "ns/timer", own(GO, 1.0)),
            Figure.of("timers.fire", "1,000,000 timers: fire", "ns/timer", own(GO, 1.0))),
    BEHIND_HOGS("hogs", "delay of 1,000 ready goroutines behind a CPU hog on every processor", 1, 1, n -> n,
            Figure.of("hogs", "delay behind CPU hogs", "ms", own(ABSOLUTE, 30)).cutOffAt(Row.DELAY_CEILING_MS)),
    BEHIND_NATIVE("native", "delay of 1,000 ready goroutines behind native blocking on every processor", 1, 1, n -> n,
            Figure.of("native", "delay behind natively blocked carriers", "ms", own(ABSOLUTE, 25))
                    .cutOffAt(Row.DELAY_CEILING_MS)),
    MUTEX("m", "mutex, 8 goroutines", 2_000_000, 400_000, n -> n,
            Figure.of("m", "mutex, 8 goroutines", "ns/op", own(GO, 1.0))),
    WAIT_GROUP("wg", "wait group, 8 goroutines that add and are done", 2_000_000, 400_000, n -> n,
            Figure.of("wg", "wait group, 8 goroutines", "ns/op", own(GO, 1.2))),
    SEMAPHORE("sem", "semaphore of 4, 8 goroutines", 800_000, 160_000, n -> n,
            Figure.of("sem", "semaphore of 4, 8 goroutines", "ns/op", own(GO, 1.2))),
    ONCE("once", "once that is done, 8 goroutines", 40_000_000, 8_000_000, n -> n,
            Figure.of("once", "once that is done, 8 goroutines", "ns/op", own(GO, 1.2))),
    CONDITION("cond", "hand-over between two by a condition", 200_000, 40_000, n -> 2 * n,
            Figure.of("cond", "hand-over by a condition", "ns/round trip", own(GO, 1.2))),
    CANCEL("cancel", "cancel n goroutines that wait in a receive", 100_000, 20_000, n -> n,
            Figure.of("cancel", "100,000 goroutines: cancelled and ended", "ms", own(ABSOLUTE, 100), own(GO, 1.2))),
    MAP_1("map.1", "map over 1 element", 1, 1, Expected::maps, loop("map.1", "map over 1")),
    MAP_1K("map.1k", "map over 1,000 elements", 1_000, 1_000, Expected::maps, loop("map.1k", "map over 1,000")),
    MAP_1M("map.1m", "map over 1,000,000 elements", 1_000_000, 1_000_000, Expected::maps,
            loop("map.1m", "map over 1,000,000")),
    MAP_100M("map.100m", "map over 100,000,000 elements (quick: 10,000,000)", 100_000_000, 10_000_000, Expected::maps,
            loop("map.100m", "map over 100,000,000")),
    SUM_1("sum.1", "sum of 1 element", 1, 1, Expected::sums, loop("sum.1", "sum of 1")),
    SUM_1K("sum.1k", "sum of 1,000 elements", 1_000, 1_000, Expected::sums, loop("sum.1k", "sum of 1,000")),
    SUM_1M("sum.1m", "sum of 1,000,000 elements", 1_000_000, 1_000_000, Expected::sums,
            loop("sum.1m", "sum of 1,000,000")),
    SUM_100M("sum.100m", "sum of 100,000,000 elements (quick: 10,000,000)", 100_000_000, 10_000_000, Expected::sums,
            loop("sum.100m", "sum of 100,000,000")),
    FETCH("fetch", "fetch n pages from one server, 200 in flight", 10_000, 2_000, Expected::oneToN,
            Figure.of("fetch", "fetch 10,000 pages, 200 in flight", "pages/s", own(GO, 1.0)).higherIsBetter()),
    IMAGES("images", "n pictures of a folder: decode, filter, encode", 48, 8, Expected::images,
            Figure.of("images", "folder of pictures", "ms/picture", own(JDK, 1.0)),
            Figure.of("images.speedup", "folder of pictures, speed-up", "x", own(ABSOLUTE, 1.9).at(2)).higherIsBetter()
                    .fromProcs(2)),
    SERVE("serve", "server and clients on n connections that are kept alive", 9_000, 500, n -> Expected.oneToN(3 * n),
            Figure.of("serve", "requests on 9,000 connections", "requests/s", own(JDK, 1.0)).higherIsBetter());

    /** How long a hog or a native call keeps its processor in the two delay rows. */
    public static final long DELAY_CEILING_MS = 300;

    private final String id;
    private final String title;
    private final int size;
    private final int quickSize;
    private final LongUnaryOperator expected;
    private final List<Figure> figures;

    Row(String id, String title, int size, int quickSize, LongUnaryOperator expected, Figure... figures) {
        this.id = id;
        this.title = title;
        this.size = size;
        this.quickSize = quickSize;
        this.expected = expected;
        this.figures = List.of(figures);
    }

    /** The time of a shared loop, and what it is of the plain loop's time in the same iteration. */
    private static Figure[] loop(String id, String title) {
        return new Figure[] {
                Figure.of(id, title, "ns/element", own(JDK, 1.0)),
                Figure.of(id + ".plain", title + ", of the plain loop", "x", own(ABSOLUTE, 1.05))};
    }

    /** Whether the peers share the elements of a loop among the processors. */
    public boolean isLoop() {
        return switch (this) {
            case MAP_1, MAP_1K, MAP_1M, MAP_100M, SUM_1, SUM_1K, SUM_1M, SUM_100M, IMAGES -> true;
            default -> false;
        };
    }

    /** The mark of the row in the targets, and its name on the command line. */
    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    public int size(boolean quick) {
        return quick ? quickSize : size;
    }

    public List<Figure> figures() {
        return figures;
    }

    /** Whether an iteration of full size takes tenths of a second or more, or is made of waiting. */
    public boolean isHeavy() {
        return switch (this) {
            case SIEVE, IDLE_CHANNEL, CLOSE, SKYNET, SKYNET_RSS, PARKED, TIMERS, BEHIND_HOGS, BEHIND_NATIVE,
                    CANCEL, MAP_100M, SUM_100M, FETCH, IMAGES, SERVE ->
                true;
            default -> false;
        };
    }

    /** Whether a process may need more than a light row's heap. */
    public boolean needsMemory() {
        return this == SPAWN || isHeavy();
    }

    /** Whether at full size a process works with a million of something, and needs the machine. */
    public boolean needsTheMachine() {
        return switch (this) {
            case IDLE_CHANNEL, CLOSE, SPAWN, SKYNET, SKYNET_RSS, PARKED, TIMERS, MAP_100M, SUM_100M -> true;
            default -> false;
        };
    }

    /** The checksum that a correct run of size {@code n} reports. */
    public long expectedChecksum(int n) {
        return expected.applyAsLong(n);
    }

    /** Whether any figure of the row means something at that number of processors. */
    public boolean makesSenseAt(int procs) {
        return figures.stream().anyMatch(figure -> procs >= figure.minimumProcs());
    }

    /**
     * The row with a mark.
     *
     * @throws IllegalArgumentException for an unknown mark, listing the known ones
     */
    public static Row byId(String id) {
        return Arrays.stream(values()).filter(row -> row.id.equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row \"" + id + "\"; there are " + ids()));
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(Row::id).toList();
    }
}
