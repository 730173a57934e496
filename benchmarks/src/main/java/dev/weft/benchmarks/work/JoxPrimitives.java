package dev.weft.benchmarks.work;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelClosed;
import com.softwaremill.jox.Select;
import com.softwaremill.jox.SelectClause;
import java.util.List;

/** Jox's channels and select, on virtual threads. */
final class JoxPrimitives extends VirtualThreadPrimitives {

    JoxPrimitives(int procs) {
        super(procs);
    }

    @Override
    <T> Pipe<T> unbuffered() {
        return new JoxPipe<>(Channel.newRendezvousChannel());
    }

    @Override
    <T> Pipe<T> buffered(int capacity) {
        return new JoxPipe<>(Channel.newBufferedChannel(capacity));
    }

    @Override
    <T> Pipe.AnyReceiver<T> receiverOfAny(List<Pipe<T>> pipes) {
        List<Channel<T>> channels = pipes.stream().map(JoxPrimitives::channel).toList();
        return new Pipe.AnyReceiver<>() {
            @Override
            T receive() throws InterruptedException {
                return Select.select(clauses(channels.size(), i -> channels.get(i).receiveClause()));
            }
        };
    }

    @Override
    <T> Pipe.AnySender<T> senderToAny(List<Pipe<T>> pipes) {
        List<Channel<T>> channels = pipes.stream().map(JoxPrimitives::channel).toList();
        return new Pipe.AnySender<>() {
            @Override
            void send(T value) throws InterruptedException {
                Select.select(clauses(channels.size(), i -> channels.get(i).sendClause(value)));
            }
        };
    }

    /** A clause belongs to one call of select, so each call makes its own. */
    private interface ClauseAt<U> {
        SelectClause<U> make(int index);
    }

    private static <U> SelectClause<? extends U>[] clauses(int count, ClauseAt<U> at) {
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        SelectClause<? extends U>[] clauses = new SelectClause[count];
        for (int i = 0; i < count; i++) {
            clauses[i] = at.make(i);
        }
        return clauses;
    }

    private static <T> Channel<T> channel(Pipe<T> pipe) {
        return ((JoxPipe<T>) pipe).channel;
    }

    private static final class JoxPipe<T> extends Pipe<T> {
        private final Channel<T> channel;

        JoxPipe(Channel<T> channel) {
            this.channel = channel;
        }

        @Override
        void send(T value) throws InterruptedException {
            channel.send(value);
        }

        @Override
        T receive() throws InterruptedException {
            return channel.receive();
        }

        @Override
        Object unwrapped() {
            return channel;
        }

        @Override
        void close(int receivers) {
            channel.done();
        }

        @Override
        @SuppressWarnings("unchecked") // the result is a value or the reason of the end
        void forEach(Sink<T> sink) throws InterruptedException {
            Object value = channel.receiveOrClosed();
            while (!(value instanceof ChannelClosed)) {
                sink.accept((T) value);
                value = channel.receiveOrClosed();
            }
        }
    }
}
