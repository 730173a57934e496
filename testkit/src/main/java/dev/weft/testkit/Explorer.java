package dev.weft.testkit;

import dev.weft.Task;
import dev.weft.testkit.internal.simulation.Availability;
import dev.weft.testkit.internal.simulation.ForeignThreads;
import dev.weft.testkit.internal.simulation.Settings;
import dev.weft.testkit.internal.simulation.Strategy;
import dev.weft.testkit.internal.strategy.Cancelling;
import dev.weft.testkit.internal.strategy.Exhaustive;
import dev.weft.testkit.internal.strategy.PartialOrders;
import dev.weft.testkit.internal.strategy.Preempting;
import dev.weft.testkit.internal.strategy.Priorities;
import dev.weft.testkit.internal.strategy.RandomWalk;
import dev.weft.testkit.internal.strategy.Replay;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Runs a program in many schedules and looks for one in which it fails: a deadlock, an exception, a goroutine that is
 * left behind, a run that does not end. The program's goroutines run one at a time; before each of their operations
 * that others can see, the explorer decides who goes next. Time is virtual: it stands still while anybody can run.
 *
 * <p>A program is a task that can be run again and again. Everything that its goroutines share (channels, mutexes,
 * plain objects) must be made inside it. What cannot be simulated (see {@link Problem.NotSimulated}) is refused.
 *
 * <p>An explorer does not change; methods like {@link #schedules} return another one.
 *
 * {@snippet class="dev.weft.testkit.snippets.ExplorerSnippets" region="random"}
 */
public final class Explorer {
    private static final long DEFAULT_SCHEDULES = 1_000;
    private static final int DEFAULT_STEPS = 100_000;
    private static final int DEFAULT_PROCS = 2;

    private final Supplier<? extends Strategy> strategy;
    private final String origin;
    private final long schedules;
    private final int steps;
    private final boolean leaks;
    private final LongConsumer progress;

    private Explorer(
            Supplier<? extends Strategy> strategy, String origin, long schedules, int steps, boolean leaks,
            LongConsumer progress) {
        this.strategy = strategy;
        this.origin = origin;
        this.schedules = schedules;
        this.steps = steps;
        this.leaks = leaks;
        this.progress = progress;
    }

    // -------------------------------------------------------------------------------------------- strategies

    /**
     * Chooses by chance: at each step, any of the goroutines that can run, and any of the ready cases of a select, with
     * the same probability. Runs 1000 schedules, unless told otherwise.
     *
     * @param seed schedules of the same seed are the same
     * @return an explorer
     */
    public static Explorer random(long seed) {
        return byChance(() -> new RandomWalk(seed), "random exploration with seed " + seed);
    }

    /**
     * Chooses by chance, with priorities: finds a bug that depends on the order of {@code depth} steps with a
     * probability that does not vanish when programs are long, as that of {@link #random} does (Burckhardt and others,
     * 2010). Runs 1000 schedules, unless told otherwise.
     *
     * @param seed schedules of the same seed are the same
     * @param depth how many steps must come in a certain order, at least 1; most bugs need 1, 2 or 3
     * @return an explorer
     */
    public static Explorer priorities(long seed, int depth) {
        int steps = (int) positive("depth", depth);
        return byChance(() -> new Priorities(seed, steps),
                "exploration with priorities, depth " + depth + ", seed " + seed);
    }

    /**
     * Chooses by chance among orders of operations that have to do with each other, instead of among goroutines: finds
     * rare orders sooner than {@link #random} where goroutines do much that is nobody else's business (Yuan and others,
     * 2018). Runs 1000 schedules, unless told otherwise.
     *
     * @param seed schedules of the same seed are the same
     * @return an explorer
     */
    public static Explorer partialOrders(long seed) {
        return byChance(() -> new PartialOrders(seed), "exploration of partial orders with seed " + seed);
    }

    /**
     * Tries all schedules, leaving out those that differ from another only in the order of operations that have nothing
     * to do with each other. Has no limit on the number of schedules, unless told. If the result is
     * {@link Exploration.Passed#complete}, the program is free of failures, as far as its goroutines share data only
     * through Weft's operations.
     *
     * @return an explorer
     */
    public static Explorer exhaustive() {
        return unlimited(Exhaustive::new, "exhaustive exploration");
    }

    /**
     * Tries all schedules in which goroutines are interrupted in their work, though they could go on, at most
     * {@code preemptions} times. Has no limit on the number of schedules, unless told. Goes further into long programs
     * than {@link #exhaustive}, and says less: that no bug needs as few as that (Musuvathi and Qadeer, 2007).
     *
     * @param preemptions how often at most, at least 0
     * @return an explorer
     */
    public static Explorer preemptions(int preemptions) {
        if (preemptions < 0) {
            throw new IllegalArgumentException("preemptions: must not be negative, but is " + preemptions);
        }
        return unlimited(() -> new Preempting(preemptions),
                "exploration with at most " + preemptions + " preemptions");
    }

    /**
     * Runs a program once for each point at which its main goroutine can be cancelled: before each operation, and while
     * it waits in one. Main may then end with a {@link dev.weft.CancelledException}; whatever else is wrong is a
     * failure, such as goroutines that main leaves behind, locks that stay locked for others, or a clean-up that
     * blocks.
     *
     * @return an explorer
     */
    public static Explorer cancelAtEachPoint() {
        return unlimited(Cancelling::new, "cancelling main");
    }

    /**
     * Runs one schedule that is known.
     *
     * @param schedule the text of a schedule, from the report of a failure
     * @return an explorer
     * @throws IllegalArgumentException if that is not the text of a schedule
     */
    public static Explorer replay(String schedule) {
        return replay(Schedule.parse(schedule));
    }

    /**
     * Runs one schedule that is known.
     *
     * @param schedule the schedule
     * @return an explorer
     */
    public static Explorer replay(Schedule schedule) {
        Objects.requireNonNull(schedule, "replay: the schedule is null");
        return unlimited(() -> new Replay(schedule.steps(), schedule.choices()), "replay").schedules(1);
    }

    private static Explorer byChance(Supplier<? extends Strategy> strategy, String origin) {
        return unlimited(strategy, origin).schedules(DEFAULT_SCHEDULES);
    }

    private static Explorer unlimited(Supplier<? extends Strategy> strategy, String origin) {
        return new Explorer(strategy, origin, Long.MAX_VALUE, DEFAULT_STEPS, true, count -> {});
    }

    // ------------------------------------------------------------------------------------------------ limits

    /**
     * Sets the number of schedules.
     *
     * @param most how many at most, at least 1
     * @return an explorer with this limit
     */
    public Explorer schedules(long most) {
        return new Explorer(strategy, origin, positive("schedules", most), steps, leaks, progress);
    }

    /**
     * Sets the number of steps after which a run counts as endless (100,000 unless told otherwise).
     *
     * @param most how many steps a schedule may have, at least 1
     * @return an explorer with this limit
     */
    public Explorer steps(int most) {
        return new Explorer(strategy, origin, schedules, (int) positive("steps", most), leaks, progress);
    }

    /**
     * Ends a run when main returns, as a Go program does, and leaves the other goroutines where they are. Otherwise
     * they must end, too.
     *
     * @return an explorer without a check for leaks
     */
    public Explorer ignoringLeaks() {
        return new Explorer(strategy, origin, schedules, steps, false, progress);
    }

    /**
     * Tells somebody now and then how far a long exploration has come.
     *
     * @param listener gets the number of schedules that have been run, about once a second, on a thread of the
     *     exploration; must not throw
     * @return an explorer that tells
     */
    public Explorer onProgress(LongConsumer listener) {
        return new Explorer(strategy, origin, schedules, steps, leaks,
                Objects.requireNonNull(listener, "onProgress: the listener is null"));
    }

    private static long positive(String what, long number) {
        if (number < 1) {
            throw new IllegalArgumentException(what + ": must be at least 1, but is " + number);
        }
        return number;
    }

    // --------------------------------------------------------------------------------------------------- run

    /**
     * Runs the task as a main goroutine in schedule after schedule, until one fails or there is none left. Blocks until
     * then.
     *
     * @param task the program; runs once for each schedule
     * @return what came of it
     * @throws IllegalStateException if this JVM cannot simulate; the message has the option to start it with
     * @throws dev.weft.CancelledException if the calling thread was interrupted
     */
    public Exploration run(Task task) {
        Objects.requireNonNull(task, "run: the task is null");
        Availability.require();
        Strategy decides = strategy.get();
        Settings settings = new Settings(
                steps, leaks, decides instanceof Cancelling, DEFAULT_PROCS, ForeignThreads.fromNowOn());
        return new Campaign(settings, decides, origin, schedules, progress).run(task);
    }
}
