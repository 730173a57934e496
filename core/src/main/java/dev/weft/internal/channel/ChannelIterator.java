package dev.weft.internal.channel;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Receives until the channel is closed and drained, holding at most the value that {@code hasNext} has promised. */
final class ChannelIterator<T> implements Iterator<T> {
    private final CoreChannel<T> channel;
    private @Nullable T promised;

    ChannelIterator(CoreChannel<T> channel) {
        this.channel = channel;
    }

    @Override
    public boolean hasNext() {
        if (promised == null) {
            promised = channel.receiveOrClosed("receive");
        }
        return promised != null;
    }

    @Override
    public T next() {
        if (!hasNext() || promised == null) {
            throw new NoSuchElementException("next: the channel is closed (" + channel + ")");
        }
        T value = promised;
        promised = null;
        return value;
    }
}
