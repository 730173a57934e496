package dev.weft.flow;

import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.ReceiveChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Operators on channels: each starts the goroutines that it needs, takes from its inputs, and returns at once with the
 * channels that it feeds. Put together they are the pipelines of Go's tutorials; {@link Pipeline} is the same as one
 * thing, with one end and one place for errors.
 *
 * <p>What holds for all of them, unless said otherwise:
 * <ul>
 *   <li><b>Order.</b> Values come out in the order in which they went in.
 *   <li><b>Closing.</b> When the inputs are closed and drained, and everything is passed on, the outputs are closed. An
 *       operator closes nothing else.
 *   <li><b>Back-pressure.</b> Outputs have no buffer. Each goroutine of an operator holds one value at most.
 *   <li><b>Errors.</b> What a function throws is the failure of the goroutine that called it, as with {@code go}: under
 *       {@link dev.weft.Weft#run} it ends the program. The operator stops, and its outputs stay open, since a close
 *       would look like the end. In a {@link Pipeline} the failure is the pipeline's.
 *   <li><b>Cancellation.</b> The goroutines run under the caller's context. When that is cancelled they stop; outputs
 *       stay open. A value that one of them holds then is handed to {@link #UNDELIVERED}.
 *   <li><b>Conservation.</b> No value is lost or doubled: at each moment it is where it was, is held by one goroutine,
 *       has been passed on, or has been handed to {@code UNDELIVERED}.
 *   <li>The send of a value into an operator <i>happens before</i> the receive of what comes of it.
 * </ul>
 *
 * {@snippet class="dev.weft.snippets.FlowSnippets" region="channels"}
 */
public final class Channels {
    /**
     * The value of a context that takes what operators hold when they are cancelled or fail: inputs that were not
     * worked on to the end, and results that nobody received. It is called by the goroutines of the operators, several
     * at a time, and must not block. Without it such values are dropped, as in Go.
     */
    public static final Context.Key<Consumer<Object>> UNDELIVERED = Context.Key.named("undelivered values");

    private Channels() {}

    // ---------------------------------------------------------------------------------------------- sources

    /**
     * A channel of what a function sends: Go's generator. It is closed when the function returns.
     *
     * @param name the name of the goroutine and of the channel
     * @param generator sends the values; when cancelled, what it could not send is its own
     * @param <T> the type of the values
     * @return the channel
     */
    public static <T> ReceiveChannel<T> generate(String name, Generator<T> generator) {
        notNull(generator, "generate", "generator");
        Channel<T> out = Channel.unbuffered(notNull(name, "generate", "name"));
        new Crew(1, out::close).go(name, () -> generator.generate(out));
        return out;
    }

    /**
     * A channel of given values.
     *
     * @param values the values, none of them null; read by another goroutine
     * @param <T> the type of the values
     * @return the channel
     */
    public static <T> ReceiveChannel<T> of(Iterable<? extends T> values) {
        notNull(values, "of", "values");
        Channel<T> out = Channel.unbuffered("values");
        new Crew(1, out::close).go("values", () -> {
            for (T value : values) {
                Crew.<T>deliver(out, value);
            }
        });
        return out;
    }

    // ------------------------------------------------------------------------------------------- one to one

    /**
     * Applies a function to each value, to several at a time, and keeps the order: a slow value holds up those behind
     * it, of which up to {@code parallelism} are finished or in work meanwhile, and one more waits.
     *
     * @param in the values
     * @param parallelism how many goroutines apply the function, at least 1
     * @param function what to do with a value; may block
     * @param <T> the type of the values
     * @param <R> the type of the results
     * @return the results, in the order of the values
     */
    public static <T, R> ReceiveChannel<R> map(
            ReceiveChannel<T> in, int parallelism, Transform<? super T, ? extends R> function) {
        notNull(in, "map", "channel");
        notNull(function, "map", "function");
        Channel<R> out = Channel.unbuffered("mapped");
        Mapping.<T, R>ordered(in, out, "map", atLeastOne(parallelism, "map", "parallelism"), function);
        return out;
    }

    /**
     * Applies a function to each value, to several at a time.
     *
     * @param in the values
     * @param parallelism how many goroutines apply the function, at least 1
     * @param function what to do with a value; may block
     * @param <T> the type of the values
     * @param <R> the type of the results
     * @return the results as they come, in no particular order
     */
    public static <T, R> ReceiveChannel<R> mapUnordered(
            ReceiveChannel<T> in, int parallelism, Transform<? super T, ? extends R> function) {
        notNull(in, "mapUnordered", "channel");
        notNull(function, "mapUnordered", "function");
        Channel<R> out = Channel.unbuffered("mapped");
        Mapping.<T, R>unordered(in, out, "map", atLeastOne(parallelism, "mapUnordered", "parallelism"), function);
        return out;
    }

    /**
     * Lets some values pass and drops the others.
     *
     * @param in the values
     * @param condition which pass
     * @param <T> the type of the values
     * @return those that pass
     */
    public static <T> ReceiveChannel<T> filter(ReceiveChannel<T> in, Predicate<? super T> condition) {
        notNull(in, "filter", "channel");
        notNull(condition, "filter", "condition");
        Channel<T> out = Channel.unbuffered("filtered");
        new Crew(1, out::close).go("filter", () -> {
            for (T value : in) {
                if (Crew.<T, Boolean>apply(condition::test, value)) {
                    Crew.<T>deliver(out, value);
                }
            }
        });
        return out;
    }

    // ---------------------------------------------------------------------------- several inputs or outputs

    /**
     * Brings channels together: fan-in. Values of one input keep their order; between inputs there is none.
     *
     * @param ins the inputs; there may be none
     * @param <T> the type of the values
     * @return the values of all of them; closed when all inputs are
     */
    @SuppressWarnings("unchecked") // a channel that is only received from
    public static <T> ReceiveChannel<T> merge(Collection<? extends ReceiveChannel<? extends T>> ins) {
        List<ReceiveChannel<T>> inputs = new ArrayList<>();
        for (ReceiveChannel<? extends T> in : notNull(ins, "merge", "collection of channels")) {
            inputs.add((ReceiveChannel<T>) notNull(in, "merge", "channel"));
        }
        Channel<T> out = Channel.unbuffered("merged");
        Joints.merge(inputs, out);
        return out;
    }

    /**
     * Distributes values: fan-out. Each goes to one output, the first that takes it; among several that wait, one is
     * chosen at random.
     *
     * @param in the values
     * @param count how many outputs, at least 1
     * @param <T> the type of the values
     * @return the outputs
     */
    public static <T> List<ReceiveChannel<T>> split(ReceiveChannel<T> in, int count) {
        List<Channel<T>> outs = Channels.<T>outputs("split", atLeastOne(count, "split", "number of outputs"));
        Joints.split(notNull(in, "split", "channel"), outs);
        return List.copyOf(outs);
    }

    /**
     * Distributes values by what they are. A value waits until its output takes it, and those behind it wait with it.
     *
     * @param in the values
     * @param count how many outputs, at least 1
     * @param choice which output a value goes to, from 0 to before {@code count}; anything else is a failure
     * @param <T> the type of the values
     * @return the outputs
     */
    public static <T> List<ReceiveChannel<T>> split(
            ReceiveChannel<T> in, int count, ToIntFunction<? super T> choice) {
        notNull(choice, "split", "choice");
        List<Channel<T>> outs = Channels.<T>outputs("split", atLeastOne(count, "split", "number of outputs"));
        Joints.route(notNull(in, "split", "channel"), outs, choice);
        return List.copyOf(outs);
    }

    /**
     * Gives every value to every output, to each as soon as it takes it. The next value comes when all have taken this
     * one, so the slowest output sets the pace. When cancelled, a value is handed to {@link #UNDELIVERED} once for each
     * output that has not got it.
     *
     * @param in the values
     * @param count how many outputs, at least 1
     * @param <T> the type of the values
     * @return the outputs
     */
    public static <T> List<ReceiveChannel<T>> tee(ReceiveChannel<T> in, int count) {
        List<Channel<T>> outs = Channels.<T>outputs("tee", atLeastOne(count, "tee", "number of outputs"));
        Joints.tee(notNull(in, "tee", "channel"), outs);
        return List.copyOf(outs);
    }

    /**
     * Combines the first value of one channel with the first of the other, the second with the second, and so on. It
     * ends when one of the channels is closed and drained; the other is then not read any further. A value of
     * {@code left} whose partner never came is handed to {@link #UNDELIVERED}.
     *
     * @param left one channel, which is read first
     * @param right the other
     * @param function combines two values
     * @param <A> the type of the left values
     * @param <B> the type of the right values
     * @param <R> the type of the results
     * @return the results
     */
    public static <A, B, R> ReceiveChannel<R> zip(
            ReceiveChannel<A> left, ReceiveChannel<B> right, BiFunction<? super A, ? super B, ? extends R> function) {
        notNull(left, "zip", "left channel");
        notNull(right, "zip", "right channel");
        notNull(function, "zip", "function");
        Channel<R> out = Channel.unbuffered("zipped");
        Joints.<A, B, R>zip(left, right, out, function);
        return out;
    }

    private static <T> List<Channel<T>> outputs(String name, int count) {
        List<Channel<T>> outs = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            outs.add(Channel.unbuffered(name + "-" + i));
        }
        return outs;
    }

    // ------------------------------------------------------------------------------------------------- pace

    /**
     * Collects values into lists of a size. The last list, at the close, may be shorter; no list is empty.
     *
     * @param in the values
     * @param size how many values a list has, at least 1
     * @param <T> the type of the values
     * @return the lists
     */
    public static <T> ReceiveChannel<List<T>> batch(ReceiveChannel<T> in, int size) {
        Channel<List<T>> out = Channel.unbuffered("batches");
        Pacing.batch(notNull(in, "batch", "channel"), out, atLeastOne(size, "batch", "size"), null);
        return out;
    }

    /**
     * Collects values into lists of a size, and passes on a shorter one when its first value has waited long enough. No
     * list is empty.
     *
     * @param in the values
     * @param size how many values a list has at most, at least 1
     * @param longest how long a value may wait for others; positive
     * @param <T> the type of the values
     * @return the lists
     */
    public static <T> ReceiveChannel<List<T>> batch(ReceiveChannel<T> in, int size, Duration longest) {
        Channel<List<T>> out = Channel.unbuffered("batches");
        Pacing.batch(notNull(in, "batch", "channel"), out, atLeastOne(size, "batch", "size"),
                positive(longest, "batch"));
        return out;
    }

    /**
     * Passes on the last value once no other has come for a while, and drops those before it: for a source that comes
     * in bursts of which only the end counts. At the close the value that waits is passed on at once.
     *
     * @param in the values
     * @param quiet how long no other may have come; positive
     * @param <T> the type of the values
     * @return the values that were followed by quiet
     */
    public static <T> ReceiveChannel<T> debounce(ReceiveChannel<T> in, Duration quiet) {
        Channel<T> out = Channel.unbuffered("debounced");
        Pacing.debounce(notNull(in, "debounce", "channel"), out, positive(quiet, "debounce"));
        return out;
    }

    /**
     * Passes values on with some time between them. Nothing is dropped: whoever sends too quickly waits.
     *
     * @param in the values
     * @param interval how much time passes at least from when a value was taken to when the next one is offered;
     *     positive
     * @param <T> the type of the values
     * @return the same values, slower
     */
    public static <T> ReceiveChannel<T> throttle(ReceiveChannel<T> in, Duration interval) {
        Channel<T> out = Channel.unbuffered("throttled");
        Pacing.throttle(notNull(in, "throttle", "channel"), out, positive(interval, "throttle"));
        return out;
    }

    // ---------------------------------------------------------------------------------------------- helpers

    static <T> T notNull(T thing, String operation, String what) {
        return Objects.requireNonNull(thing, () -> operation + ": the " + what + " is null");
    }

    static int atLeastOne(int number, String operation, String what) {
        if (number < 1) {
            throw new IllegalArgumentException(operation + ": the " + what + " must be at least 1, but is " + number);
        }
        return number;
    }

    static Duration positive(Duration duration, String operation) {
        if (notNull(duration, operation, "duration").isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(operation + ": the duration must be positive, but is " + duration);
        }
        return duration;
    }
}
