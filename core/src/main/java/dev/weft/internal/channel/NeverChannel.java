package dev.weft.internal.channel;

import dev.weft.Attempt;
import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Received;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.WaitReason;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;

/** Go's nil channel: nothing ever happens on it. */
public final class NeverChannel<T> implements Channel<T> {
    private static final NeverChannel<?> INSTANCE = new NeverChannel<>();

    private NeverChannel() {}

    /** The only one; it holds no values, so it is of every type. */
    @SuppressWarnings("unchecked")
    public static <T> Channel<T> instance() {
        return (Channel<T>) INSTANCE;
    }

    @Override
    public void send(T value) {
        Objects.requireNonNull(value, "send: null is not a value");
        throw waitForEver("send", WaitReason.NEVER_SEND);
    }

    @Override
    public T receive() {
        throw waitForEver("receive", WaitReason.NEVER_RECEIVE);
    }

    @Override
    public Received<T> next() {
        throw waitForEver("receive", WaitReason.NEVER_RECEIVE);
    }

    /** Blocks until cancelled. */
    private CancelledException waitForEver(String operation, WaitReason reason) {
        Fiber fiber = Fiber.current();
        fiber.prepareToPark(reason, this);
        boolean ready = fiber.park();
        assert !ready : "nobody knows that this fiber waits";
        fiber.abandon();
        return new CancelledException(operation + ": the goroutine was cancelled (" + this + ")");
    }

    @Override
    public boolean trySend(T value) {
        Objects.requireNonNull(value, "trySend: null is not a value");
        return false;
    }

    @Override
    public Attempt<T> tryReceive() {
        return new Attempt.Empty<>();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("close: a channel that is never ready cannot be closed (" + this + ")");
    }

    @Override
    public boolean tryClose() {
        throw new UnsupportedOperationException(
                "tryClose: a channel that is never ready cannot be closed (" + this + ")");
    }

    @Override
    public int length() {
        return 0;
    }

    @Override
    public int capacity() {
        return 0;
    }

    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                throw waitForEver("receive", WaitReason.NEVER_RECEIVE);
            }

            @Override
            public T next() {
                throw waitForEver("receive", WaitReason.NEVER_RECEIVE);
            }
        };
    }

    @Override
    public Stream<T> stream() {
        return Stream.generate(this::receive);
    }

    @Override
    public String toString() {
        return "Channel.never()";
    }
}
