package dev.weft.internal.channel;

import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream's view of a channel: sequential, unsized, one value at a time. */
final class ChannelSpliterator<T> implements Spliterator<T> {
    private final CoreChannel<T> channel;

    ChannelSpliterator(CoreChannel<T> channel) {
        this.channel = channel;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        T value = channel.receiveOrClosed("receive");
        if (value == null) {
            return false;
        }
        action.accept(value);
        return true;
    }

    /** Null: a channel's values arrive one after the other; whoever wants parallelism starts goroutines. */
    @Override
    public @Nullable Spliterator<T> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
        return ORDERED | NONNULL;
    }
}
