package dev.weft.interop;

import static dev.weft.Weft.after;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.send;

import dev.weft.Attempt;
import dev.weft.Channel;
import java.time.Duration;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A channel, seen as a {@link BlockingQueue}: for libraries that want one. It holds nothing itself: what is put in can
 * be received from the channel, and what is sent can be taken.
 *
 * <p>A channel cannot be looked into, so {@code peek}, {@code element}, iteration and removal of a given element throw
 * {@link UnsupportedOperationException}. On a closed channel, putting throws
 * {@link dev.weft.ChannelClosedException}, and so does taking once it is drained; {@code poll} gives null then.
 *
 * {@snippet class="dev.weft.snippets.InteropSnippets" region="queue"}
 *
 * @param <E> the type of the elements
 */
public final class ChannelQueue<E> extends AbstractQueue<E> implements BlockingQueue<E> {
    private final Channel<E> channel;

    private ChannelQueue(Channel<E> channel) {
        this.channel = channel;
    }

    /**
     * The view of a channel.
     *
     * @param channel the channel
     * @param <E> the type of the elements
     * @return the view
     */
    public static <E> ChannelQueue<E> of(Channel<E> channel) {
        return new ChannelQueue<>(Objects.requireNonNull(channel, "queue: the channel is null"));
    }

    @Override
    public boolean offer(E element) {
        return channel.trySend(element);
    }

    @Override
    public void put(E element) throws InterruptedException {
        Objects.requireNonNull(element, "put: the element is null");
        boolean sent = Interruption.of(() -> {
            channel.send(element);
            return true;
        });
        assert sent : "a send either happens or throws";
    }

    @Override
    public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
        Objects.requireNonNull(element, "offer: the element is null");
        Duration most = Duration.of(timeout, unit.toChronoUnit());
        return Interruption.of(() -> select(send(channel, element, () -> true), after(most, () -> false)));
    }

    @Override
    public E take() throws InterruptedException {
        return Interruption.of(channel::receive);
    }

    @Override
    public @Nullable E poll() {
        return channel.tryReceive() instanceof Attempt.Value<E>(E value) ? value : null;
    }

    @Override
    public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
        Duration most = Duration.of(timeout, unit.toChronoUnit());
        Supplier<Attempt<E>> operation = () -> select(
                receive(channel, (E value) -> (Attempt<E>) new Attempt.Value<>(value)).onClosed(Attempt.Closed::new),
                after(most, () -> (Attempt<E>) new Attempt.Empty<E>()));
        return Interruption.of(operation) instanceof Attempt.Value<E>(E value) ? value : null;
    }

    /** As many as could be put without waiting, were nobody to take meanwhile. */
    @Override
    public int remainingCapacity() {
        return channel.capacity() - channel.length();
    }

    @Override
    public int size() {
        return channel.length();
    }

    @Override
    public int drainTo(Collection<? super E> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // whether it is this very queue is the question
    public int drainTo(Collection<? super E> target, int most) {
        Objects.requireNonNull(target, "drainTo: the target is null");
        if (target == this) {
            throw new IllegalArgumentException("drainTo: the target is this queue");
        }
        int count = 0;
        while (count < most && channel.tryReceive() instanceof Attempt.Value<E>(E value)) {
            target.add(value);
            count++;
        }
        return count;
    }

    @Override
    public E peek() {
        throw cannotLook("peek");
    }

    @Override
    public Iterator<E> iterator() {
        throw cannotLook("iterator");
    }

    private UnsupportedOperationException cannotLook(String operation) {
        return new UnsupportedOperationException(operation + ": a channel cannot be looked into (" + channel + ")");
    }

    /** The channel. */
    @Override
    public String toString() {
        return "queue of " + channel;
    }
}
