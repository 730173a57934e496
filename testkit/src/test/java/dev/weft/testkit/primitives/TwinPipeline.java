package dev.weft.testkit.primitives;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.ReceiveChannel;
import dev.weft.Received;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.flow.Transform;
import dev.weft.sync.WaitGroup;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A source, one stage and the results, as simple as can be, with a place for a mistake. */
final class TwinPipeline implements Line {
    /** What is wrong with it. */
    enum Mistake {
        NONE,

        /** A failure ends the results as if there were no more, and nobody is told. */
        KEEPS_THE_FAILURE,

        /** A failure ends the stage and not the source, which waits for ever. */
        LEAVES_THE_SOURCE_BEHIND,

        /** To stop is to cancel: what is under way does not come out. */
        STOPS_AT_ONCE,

        /** What the stage has taken and cannot pass on is forgotten. */
        FORGETS_WHAT_IT_HOLDS,

        /** The end of the results is the end: some are still at work. */
        ENDS_BEFORE_ITS_STAGES
    }

    private final Mistake mistake;
    private final ReceiveChannel<Integer> source;
    private final Consumer<Object> undelivered;
    private final Transform<Integer, Integer> function;

    private final Context context = Context.current().withCancel();
    private final Channel<Integer> values = Channel.unbuffered("values");
    private final Channel<Integer> results = Channel.unbuffered("results");
    private final Channel<Signal> stop = Channel.signal("stop");
    private final WaitGroup members = new WaitGroup("members");
    private @Nullable Exception failure;

    private TwinPipeline(
            Mistake mistake, ReceiveChannel<Integer> source, Consumer<Object> undelivered,
            Transform<Integer, Integer> function) {
        this.mistake = mistake;
        this.source = source;
        this.undelivered = undelivered;
        this.function = function;
    }

    static Line start(
            Mistake mistake, ReceiveChannel<Integer> source, Consumer<Object> undelivered,
            Transform<Integer, Integer> function) {
        TwinPipeline pipeline = new TwinPipeline(mistake, source, undelivered, function);
        pipeline.members.add(mistake == Mistake.ENDS_BEFORE_ITS_STAGES ? 1 : 2);
        pipeline.context.go("source", pipeline::take);
        pipeline.context.go("stage", pipeline::work);
        return pipeline;
    }

    private void take() {
        try {
            boolean more = true;
            while (more) {
                more = Weft.selectPrioritized(
                        Weft.closed(stop, () -> false),
                        Weft.receive(source, (Integer value) -> passOn(values, value)).onClosed(() -> false));
            }
            values.close();
        } catch (CancelledException e) {
            failed(e);
            throw e;
        } finally {
            if (mistake != Mistake.ENDS_BEFORE_ITS_STAGES) {
                members.done();
            }
        }
    }

    private boolean passOn(Channel<Integer> out, int value) {
        try {
            out.send(value);
            return true;
        } catch (CancelledException e) {
            if (mistake != Mistake.FORGETS_WHAT_IT_HOLDS) {
                undelivered.accept(value);
            }
            throw e;
        }
    }

    private void work() {
        try {
            while (values.next() instanceof Received.Value<Integer>(Integer value)) {
                passOn(results, applied(value));
            }
        } catch (Exception e) {
            failed(e);
        } finally {
            results.close();
            members.done();
        }
    }

    private int applied(int value) throws Exception {
        try {
            return function.apply(value);
        } catch (Exception e) {
            undelivered.accept(value);
            throw e;
        }
    }

    private void failed(Exception e) {
        if (failure == null && mistake != Mistake.KEEPS_THE_FAILURE) {
            failure = e;
        }
        if (mistake != Mistake.LEAVES_THE_SOURCE_BEHIND) {
            context.cancel(e);
        }
    }

    @Override
    public ReceiveChannel<Integer> results() {
        return results;
    }

    @Override
    public void stop() {
        if (mistake == Mistake.STOPS_AT_ONCE) {
            context.cancel();
        } else {
            stop.tryClose();
        }
    }

    @Override
    public void cancel() {
        context.cancel();
    }

    @Override
    public void join() throws Exception {
        members.await();
        if (failure != null) {
            throw failure;
        }
    }
}
