package dev.weft.interop;

import static dev.weft.Weft.closed;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.ReceiveChannel;
import dev.weft.Signal;
import dev.weft.Weft;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's subscription to a channel. A goroutine does all the signalling, one signal after another, and takes
 * a value from the channel only when the subscriber has asked for one. Numbers in brackets are rules of the Reactive
 * Streams specification.
 *
 * @param <T> the type of the values
 */
final class Outflow<T> implements Flow.Subscription {
    private final ReceiveChannel<T> values;
    private final AtomicLong demand = new AtomicLong();

    /** Has a signal when the goroutine is to look at what follows here, or at the demand. */
    private final Channel<Signal> news = Channel.buffered("demand", 1);

    private volatile boolean cancelled;
    private volatile @Nullable IllegalArgumentException violation;

    /** Null once the subscription is over, so that it can be collected (3.13). The goroutine's. */
    private Flow.@Nullable Subscriber<? super T> subscriber;

    Outflow(ReceiveChannel<T> values, Flow.Subscriber<? super T> subscriber) {
        this.values = values;
        this.subscriber = subscriber;
    }

    void start() {
        Weft.go("publisher", this::run);
    }

    @Override
    public void request(long count) {
        if (count <= 0) { // (3.9)
            violation = new IllegalArgumentException("request: must be positive, but is " + count + " (rule 3.9)");
        } else {
            demand.accumulateAndGet(count, (held, more) -> held + more < 0 ? Long.MAX_VALUE : held + more); // (3.17)
        }
        news.trySend(Signal.SIGNAL);
    }

    @Override
    public void cancel() {
        cancelled = true;
        news.trySend(Signal.SIGNAL);
    }

    private void run() {
        Flow.Subscriber<? super T> target = subscriber;
        if (target == null) {
            throw new IllegalStateException("a publisher's goroutine runs twice");
        }
        try {
            target.onSubscribe(this);
            boolean more = true;
            while (more && !cancelled) {
                more = step(target);
            }
        } catch (CancelledException e) {
            if (!cancelled) {
                target.onError(e);
            }
            throw e;
        } finally {
            cancelled = true;
            subscriber = null;
        }
    }

    private boolean step(Flow.Subscriber<? super T> target) {
        IllegalArgumentException wrong = violation;
        if (wrong != null) {
            target.onError(wrong);
            return false;
        }
        boolean wanted = demand.get() > 0;
        return select(
                receive(values, (T value) -> {
                    if (demand.get() != Long.MAX_VALUE) {
                        demand.decrementAndGet();
                    }
                    target.onNext(value);
                    return true;
                }).onClosed(() -> complete(target)).when(wanted),
                closed(values, () -> complete(target)).when(!wanted),
                receive(news, signal -> true));
    }

    private static boolean complete(Flow.Subscriber<?> target) {
        target.onComplete();
        return false;
    }
}
