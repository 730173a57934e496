package dev.weft.flow;

import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.ReceiveChannel;
import dev.weft.parallel.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stages that values go through one after another, all of them at work at the same time. A pipeline is a description:
 * it does nothing until {@link #start} or one of the methods that start it and wait for the end; it can be started
 * again.
 *
 * <p><b>Order.</b> Values keep their order, except through stages that are {@linkplain Stage#unordered unordered}.
 * <b>Errors.</b> There is one place for them: the first failure, of whichever stage, cancels all of them, and is thrown
 * where the results are taken. <b>Cancellation.</b> {@link PipelineRun#stop} ends the source and lets everything that
 * is under way come out: the pipeline drains. {@link PipelineRun#cancel}, a failure, and the cancellation of the
 * caller's context end all stages; values that were under way are handed to {@link #onUndelivered}. <b>Closing.</b> The
 * end of the source travels through all stages; every one closes what it feeds. <b>Back-pressure.</b> A stage that is
 * too slow holds up those before it, except for its {@linkplain Stage#buffered buffer}.
 *
 * {@snippet class="dev.weft.snippets.FlowSnippets" region="pipeline"}
 *
 * @param <T> the type of the values that come out
 */
public final class Pipeline<T> {
    /** Starts all stages up to this one; called in the context of a run. */
    @FunctionalInterface
    interface Starter<T> {
        ReceiveChannel<T> start(PipelineRun<?> run);
    }

    private final Starter<T> starter;
    private final @Nullable Progress progress;
    private final @Nullable Consumer<Object> undelivered;

    private Pipeline(Starter<T> starter, @Nullable Progress progress, @Nullable Consumer<Object> undelivered) {
        this.starter = starter;
        this.progress = progress;
        this.undelivered = undelivered;
    }

    // ---------------------------------------------------------------------------------------------------- sources

    /**
     * A pipeline of given values.
     *
     * @param values the values, none of them null; iterated over by a goroutine of the pipeline
     * @param <T> the type of the values
     * @return the pipeline
     */
    public static <T> Pipeline<T> from(Iterable<? extends T> values) {
        Channels.notNull(values, "from", "iterable");
        return new Pipeline<>(run -> run.<T>sourceOf(values), null, null);
    }

    /**
     * A pipeline of what a channel delivers. When the pipeline stops, what the channel still holds stays there.
     *
     * @param values the values
     * @param <T> the type of the values
     * @return the pipeline
     */
    public static <T> Pipeline<T> from(ReceiveChannel<T> values) {
        Channels.notNull(values, "from", "channel");
        return new Pipeline<>(run -> run.<T>sourceOf(values), null, null);
    }

    /**
     * A pipeline of what a function sends. When the pipeline stops, its next send throws
     * {@link dev.weft.CancelledException}.
     *
     * @param name the name of the goroutine
     * @param generator sends the values
     * @param <T> the type of the values
     * @return the pipeline
     */
    public static <T> Pipeline<T> generate(String name, Generator<T> generator) {
        Channels.notNull(name, "generate", "name");
        Channels.notNull(generator, "generate", "generator");
        return new Pipeline<>(run -> run.<T>sourceOf(name, generator), null, null);
    }

    // ----------------------------------------------------------------------------------------------------- stages

    /**
     * Adds a stage that does one value after another.
     *
     * @param name the stage's name, which its goroutines have, too
     * @param function what to do with a value; may block
     * @param <R> the type of the results
     * @return the longer pipeline
     */
    public <R> Pipeline<R> map(String name, Transform<? super T, ? extends R> function) {
        return map(name, Stage.sequential(), function);
    }

    /**
     * Adds a stage.
     *
     * @param name the stage's name, which its goroutines have, too
     * @param stage how it works
     * @param function what to do with a value; may block
     * @param <R> the type of the results
     * @return the longer pipeline
     */
    public <R> Pipeline<R> map(String name, Stage stage, Transform<? super T, ? extends R> function) {
        Channels.notNull(name, "map", "name");
        Channels.notNull(stage, "map", "stage");
        Channels.notNull(function, "map", "function");
        return then(run -> {
            ReceiveChannel<T> in = starter.start(run);
            Transform<T, R> timed = run.<T, R>timed(name, stage.parallelism(), function);
            Channel<R> out = run.buffer(name, stage.buffer());
            if (stage.isOrdered()) {
                Mapping.<T, R>ordered(in, out, name, stage.parallelism(), timed);
            } else {
                Mapping.<T, R>unordered(in, out, name, stage.parallelism(), timed);
            }
            return out;
        });
    }

    /**
     * Adds a stage that lets some values pass and drops the others.
     *
     * @param condition which pass
     * @return the longer pipeline
     */
    public Pipeline<T> filter(Predicate<? super T> condition) {
        Channels.notNull(condition, "filter", "condition");
        return through(in -> Channels.filter(in, condition));
    }

    /**
     * Adds a stage that collects values into lists, see {@link Channels#batch(ReceiveChannel, int, Duration)}.
     *
     * @param size how many values a list has at most, at least 1
     * @param longest how long a value may wait for others; positive
     * @return the longer pipeline
     */
    public Pipeline<List<T>> batch(int size, Duration longest) {
        Channels.atLeastOne(size, "batch", "size");
        Channels.positive(longest, "batch");
        return through(in -> Channels.batch(in, size, longest));
    }

    /**
     * Adds any operators, such as those of {@link Channels}.
     *
     * @param operators gets the channel of the values so far, and gives that of the results
     * @param <R> the type of the results
     * @return the longer pipeline
     */
    public <R> Pipeline<R> through(Function<? super ReceiveChannel<T>, ? extends ReceiveChannel<R>> operators) {
        Channels.notNull(operators, "through", "function");
        return then(run -> operators.apply(starter.start(run)));
    }

    private <R> Pipeline<R> then(Starter<R> next) {
        return new Pipeline<>(next, progress, undelivered);
    }

    // ---------------------------------------------------------------------------------------------------- options

    /**
     * Reports how many results have come out.
     *
     * @param listener is told by a goroutine of the pipeline after each result; {@code total} is -1, since nobody knows
     * @return the pipeline with that
     */
    public Pipeline<T> onProgress(Progress listener) {
        return new Pipeline<>(starter, Channels.notNull(listener, "onProgress", "listener"), undelivered);
    }

    /**
     * Says who takes what was under way when the pipeline failed or was cancelled: see {@link Channels#UNDELIVERED}.
     *
     * @param taker gets the values; called by several goroutines at a time; must not block
     * @return the pipeline with that
     */
    public Pipeline<T> onUndelivered(Consumer<Object> taker) {
        return new Pipeline<>(starter, progress, Channels.notNull(taker, "onUndelivered", "taker"));
    }

    // ---------------------------------------------------------------------------------------------------- running

    /**
     * Starts all stages, under a context below the caller's, and returns at once.
     *
     * @return what is running
     */
    public PipelineRun<T> start() {
        Context context = Context.current();
        if (undelivered != null) {
            context = context.withValue(Channels.UNDELIVERED, undelivered);
        }
        PipelineRun<T> run = new PipelineRun<>(context.withCancel(), Optional.ofNullable(progress));
        run.start(starter);
        return run;
    }

    /**
     * Starts all stages, does something with each result, in the calling goroutine, and waits for the end.
     *
     * @param action what to do with a result; if it throws, the pipeline is cancelled
     * @return the run, which is over
     * @throws Exception the first failure, of a stage or of the action
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public PipelineRun<T> forEach(Consumer<? super T> action) throws Exception {
        Channels.notNull(action, "forEach", "action");
        PipelineRun<T> run = start();
        boolean ended = false;
        try {
            for (T value : run.results()) {
                action.accept(value);
            }
            ended = true;
        } finally {
            if (!ended) {
                run.abandon();
            }
        }
        run.join();
        return run;
    }

    /**
     * Starts all stages and waits for all results.
     *
     * @return the results, as they came out
     * @throws Exception the first failure of a stage
     * @throws dev.weft.CancelledException if the caller was cancelled
     */
    public List<T> toList() throws Exception {
        List<T> results = new ArrayList<>();
        forEach(results::add);
        return results;
    }
}
