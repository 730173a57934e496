package dev.weft.flow;

import static dev.weft.Weft.done;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.shield;

import dev.weft.Attempt;
import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.ReceiveChannel;
import dev.weft.Received;
import dev.weft.Signal;
import dev.weft.internal.park.Clock;
import dev.weft.internal.park.Fiber;
import dev.weft.parallel.Progress;
import dev.weft.sync.WaitGroup;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Pipeline} at work.
 *
 * @param <T> the type of the values that come out
 */
public final class PipelineRun<T> {
    /** What all stages run under. */
    private final Context context;

    /** The context above that one which is cancelled when the run is over, however it ended. */
    private final Context cancellable;

    /** What the source looks at: below {@link #context}, and cancelled by {@link #stop}, too. */
    private final Context sourceContext;

    private final Optional<Progress> progress;
    private final Channel<T> results = Channel.unbuffered("results");
    private final Channel<Signal> over = Channel.signal("pipeline over");
    private final WaitGroup members = new WaitGroup("stages");
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<Meter> meters = new CopyOnWriteArrayList<>();

    /** What stages pass their results through. Only these hold values that no goroutine holds. */
    private final List<Channel<?>> buffers = new CopyOnWriteArrayList<>();

    private final LongAdder delivered = new LongAdder();

    PipelineRun(Context context, Optional<Progress> progress) {
        this.context = context.withValue(Crew.SUPERVISOR, new Members());
        this.sourceContext = context.withCancel();
        this.progress = progress;
        this.cancellable = context;
    }

    /** Counts the goroutines of all stages, and takes their failures. */
    private final class Members implements Crew.Supervisor {
        @Override
        public void begins() {
            members.add(1);
        }

        @Override
        public void failed(Throwable thrown) {
            fail(thrown);
        }

        @Override
        public void ended() {
            members.done();
        }
    }

    /** Starts the stages and the goroutine that passes their results on. */
    void start(Pipeline.Starter<T> starter) {
        try {
            context.run(() -> {
                ReceiveChannel<T> last = starter.start(this);
                context.go("results", () -> pass(last));
            });
        } catch (Exception e) {
            cancellable.cancel(e);
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }

    /** Ends, and closes the results, when the last stage has ended, or when anything failed or was cancelled. */
    private void pass(ReceiveChannel<T> last) throws Exception {
        try {
            while (last.next() instanceof Received.Value<T>(T value)) {
                Crew.<T>deliver(results, value);
                delivered.increment();
                progress.ifPresent(listener -> listener.advanced(delivered.sum(), -1));
            }
        } catch (CancelledException e) {
            failure.compareAndSet(null, e);
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            cancellable.cancel();
            results.tryClose();
            shield(members::await);
            buffers.forEach(PipelineRun::handOver);
            over.close();
        }
    }

    /** Nobody sends any more. Nothing is left unless the run was cancelled or failed. */
    private static void handOver(Channel<?> buffer) {
        while (buffer.tryReceive() instanceof Attempt.Value<?>(Object value)) {
            Crew.undelivered(value);
        }
    }

    private void fail(Throwable thrown) {
        if (failure.compareAndSet(null, thrown)) {
            cancellable.cancel(thrown);
        } else {
            Throwable first = failure.get();
            if (first != null && first != thrown && !(thrown instanceof CancelledException)) {
                first.addSuppressed(thrown);
            }
        }
    }

    // ---------------------------------------------------------------------------------------------------- sources

    <S> ReceiveChannel<S> sourceOf(Iterable<? extends S> values) {
        Channel<S> out = Channel.unbuffered("source");
        new Crew(1, out::close).go("source", () -> {
            for (S value : values) {
                Crew.<S>deliver(out, value);
                if (sourceContext.isCancelled()) {
                    return;
                }
            }
        });
        return out;
    }

    <S> ReceiveChannel<S> sourceOf(ReceiveChannel<S> values) {
        Channel<S> out = Channel.unbuffered("source");
        new Crew(1, out::close).go("source", () -> {
            boolean more = true;
            while (more && !sourceContext.isCancelled()) {
                more = select(
                        receive(values, (S value) -> {
                            Crew.<S>deliver(out, value);
                            return true;
                        }).onClosed(() -> false),
                        done(sourceContext, () -> false));
            }
        });
        return out;
    }

    <S> ReceiveChannel<S> sourceOf(String name, Generator<S> generator) {
        Channel<S> out = Channel.unbuffered(name);
        new Crew(1, out::close).go(name, () -> {
            try {
                sourceContext.run(() -> generator.generate(out));
            } catch (CancelledException e) {
                if (context.isCancelled()) {
                    throw e;
                }
                // It was stopped: that is the end of the values.
            }
        });
        return out;
    }

    // ----------------------------------------------------------------------------------------------------- stages

    /** Makes the channel for the results of a stage. */
    <R> Channel<R> buffer(String name, int capacity) {
        Channel<R> buffer = Channel.buffered(name, capacity);
        buffers.add(buffer);
        return buffer;
    }

    // ---------------------------------------------------------------------------------------------------- metrics

    /** Counts and times what a stage does. */
    private static final class Meter {
        private final String name;
        private final int parallelism;
        private final LongAdder values = new LongAdder();
        private final LongAdder busyNanos = new LongAdder();

        Meter(String name, int parallelism) {
            this.name = name;
            this.parallelism = parallelism;
        }

        StageMetrics metrics() {
            return new StageMetrics(name, parallelism, values.sum(), Duration.ofNanos(busyNanos.sum()));
        }
    }

    <S, R> Transform<S, R> timed(String name, int parallelism, Transform<? super S, ? extends R> function) {
        Meter meter = new Meter(name, parallelism);
        meters.add(meter);
        Clock clock = Fiber.current().seams().timers().clock();
        return value -> {
            long begin = clock.nanoTime();
            try {
                return function.apply(value);
            } finally {
                meter.busyNanos.add(clock.nanoTime() - begin);
                meter.values.increment();
            }
        };
    }

    /**
     * What each stage with a function has done so far.
     *
     * @return in the order of the stages
     */
    public List<StageMetrics> stages() {
        return meters.stream().map(Meter::metrics).toList();
    }

    /**
     * Says in one line what each stage has done, and which is the slowest: the one to speed up, or to give more
     * goroutines.
     *
     * @return for example {@code decode 120 values, 1.20 s busy in 2; encode 118 values, 3.10 s busy in 2; slowest:
     *     encode}
     */
    public String describe() {
        List<StageMetrics> all = stages();
        String list = all.stream().map(stage -> "%s %d values, %.2f s busy in %d".formatted(
                stage.name(), stage.values(), stage.busy().toNanos() / 1e9, stage.parallelism()))
                .collect(Collectors.joining("; "));
        return all.stream().max(Comparator.comparing(StageMetrics::load))
                .map(slowest -> list + "; slowest: " + slowest.name()).orElse("no stages");
    }

    // ---------------------------------------------------------------------------------------------- for the caller

    /**
     * Where the results come. Closed when all have been taken, and also after a failure or a cancel; {@link #join} says
     * which. Results must be taken, or the pipeline stopped with {@link #cancel}.
     *
     * @return the results
     */
    public ReceiveChannel<T> results() {
        return results;
    }

    /**
     * Ends the source, and lets everything that is under way come out: the pipeline drains. Returns at once. A source
     * that is in the middle of a blocking operation of its own ends after it; a channel, or a generator that uses
     * Weft's operations, ends at once.
     */
    public void stop() {
        sourceContext.cancel();
    }

    /** Cancels all stages. Returns at once; what was under way goes to {@link Pipeline#onUndelivered}. */
    public void cancel() {
        if (!(over.tryReceive() instanceof Attempt.Closed<Signal>)) {
            failure.compareAndSet(null, new CancelledException("the pipeline was cancelled"));
        }
        cancellable.cancel();
    }

    /** Cancels, because whoever takes the results has failed, and waits for the end. */
    void abandon() {
        cancel();
        try {
            shield(over::next);
        } catch (Exception e) {
            throw new IllegalStateException("waiting for a pipeline under a shield failed", e);
        }
    }

    /**
     * Waits until the run is over: all results have been taken, or it failed, or was cancelled.
     *
     * @throws Exception the first failure of a stage
     * @throws CancelledException if the pipeline was cancelled, or the caller
     */
    public void join() throws Exception {
        over.next();
        switch (failure.get()) {
            case null -> {}
            case CancelledException e -> {
                CancelledException cancelled = new CancelledException("join: the pipeline was cancelled");
                cancelled.initCause(e);
                throw cancelled;
            }
            case Exception e -> throw e;
            case Error e -> throw e;
            case Throwable thrown -> throw new IllegalStateException("a stage failed", thrown);
        }
    }

    /**
     * How many results have been taken.
     *
     * @return 0 or more
     */
    public long delivered() {
        return delivered.sum();
    }
}
