package dev.weft.benchmarks.work;

import dev.weft.CancelledException;
import dev.weft.Case;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Selector;
import dev.weft.Weft;
import dev.weft.benchmarks.rows.Peer;
import dev.weft.interop.GoroutineExecutor;
import dev.weft.sync.Mutex;
import dev.weft.sync.WaitGroup;
import dev.weft.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** Weft, written as a user would; the engine is chosen by the properties of the fork. */
final class WeftPrimitives extends Primitives {

    private final Peer peer;
    private final Choosing choosing;

    /** How a row about select is written. */
    enum Choosing {
        /** The expression, its cases made anew at each call. */
        SELECT,
        /** The object that is built once. */
        SELECTOR
    }

    WeftPrimitives(Peer peer, int procs, Choosing choosing) {
        super(procs);
        this.peer = peer;
        this.choosing = choosing;
    }

    @Override
    void main(Action body) throws Exception {
        Weft.run(body::run);
    }

    /** A failure needs no care here: under {@code Weft.run} it ends the program. */
    @Override
    Group group(int size) {
        var waitGroup = new WaitGroup();
        return new Group() {
            @Override
            void go(Action body) {
                waitGroup.go(body::run);
            }

            @Override
            void await() {
                waitGroup.await();
            }
        };
    }

    @Override
    void yieldNow() {
        Weft.yieldNow();
    }

    @Override
    <T> Pipe<T> unbuffered() {
        return new WeftPipe<>(Channel.unbuffered());
    }

    @Override
    <T> Pipe<T> buffered(int capacity) {
        return new WeftPipe<>(Channel.buffered(capacity));
    }

    @Override
    <T> Pipe.AnyReceiver<T> receiverOfAny(List<Pipe<T>> pipes) {
        List<Channel<T>> channels = pipes.stream().map(WeftPrimitives::channel).toList();
        return choosing == Choosing.SELECT ? new SelectReceiver<>(channels) : new SelectorReceiver<>(channels);
    }

    @Override
    <T> Pipe.AnySender<T> senderToAny(List<Pipe<T>> pipes) {
        List<Channel<T>> channels = pipes.stream().map(WeftPrimitives::channel).toList();
        return choosing == Choosing.SELECT ? new SelectSender<>(channels) : new SelectorSender<>(channels);
    }

    private static <T> Channel<T> channel(Pipe<T> pipe) {
        return ((WeftPipe<T>) pipe).channel;
    }

    @Override
    Guard guard() {
        var mutex = new Mutex();
        return new Guard() {
            @Override
            void increment() {
                mutex.lock();
                try {
                    count++;
                } finally {
                    mutex.unlock();
                }
            }
        };
    }

    @Override
    Alarm alarm(Duration delay) {
        Timer timer = Timer.after(delay);
        return new Alarm() {
            @Override
            boolean cancel() {
                return timer.stop();
            }

            @Override
            void await() {
                timer.channel().receive();
            }
        };
    }

    @Override
    Coordination coordination() {
        return new WeftCoordination();
    }

    @Override
    Crowd crowd(int size) {
        Context context = Context.current().withCancel();
        var running = new WaitGroup();
        running.add(size);
        return new Crowd() {
            @Override
            void go(Action body, Runnable whenCancelled) {
                context.go(() -> {
                    try {
                        body.run();
                    } catch (CancelledException e) {
                        whenCancelled.run();
                    } finally {
                        running.done();
                    }
                });
            }

            @Override
            void cancel() {
                context.cancel();
            }

            @Override
            void await() {
                running.await();
            }
        };
    }

    @Override
    Loops loops() {
        return new WeftLoops();
    }

    @Override
    ExecutorService executor() {
        return GoroutineExecutor.named("client");
    }

    @Override
    void verify() {
        var runtime = Weft.runtime();
        String wanted = peer == Peer.WEFT_OWN ? "own" : "jdk";
        if (!runtime.engine().equals(wanted)) {
            throw new IllegalStateException("the engine is " + runtime.engine() + ", not " + wanted + ": "
                    + runtime.reason() + " " + runtime.remedy());
        }
        if (runtime.maxProcs() != procs()) {
            throw new IllegalStateException("maxProcs is " + runtime.maxProcs() + ", not " + procs());
        }
    }

    private static final class WeftPipe<T> extends Pipe<T> {
        private final Channel<T> channel;

        WeftPipe(Channel<T> channel) {
            this.channel = channel;
        }

        @Override
        void send(T value) {
            channel.send(value);
        }

        @Override
        T receive() {
            return channel.receive();
        }

        @Override
        Object unwrapped() {
            return channel;
        }

        @Override
        void close(int receivers) {
            channel.close();
        }

        @Override
        void forEach(Sink<T> sink) throws InterruptedException {
            for (T value : channel) {
                sink.accept(value);
            }
        }
    }

    private static final class SelectReceiver<T> extends Pipe.AnyReceiver<T> {
        private final List<Channel<T>> channels;

        SelectReceiver(List<Channel<T>> channels) {
            this.channels = channels;
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        T receive() {
            var cases = new Case[channels.size()];
            for (int i = 0; i < cases.length; i++) {
                cases[i] = Weft.receive(channels.get(i), value -> value);
            }
            return Weft.select((Case<? extends T>[]) cases);
        }
    }

    private static final class SelectSender<T> extends Pipe.AnySender<T> {
        private final List<Channel<T>> channels;

        SelectSender(List<Channel<T>> channels) {
            this.channels = channels;
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        void send(T value) {
            var cases = new Case[channels.size()];
            for (int i = 0; i < cases.length; i++) {
                cases[i] = Weft.send(channels.get(i), value, () -> true);
            }
            Weft.select((Case<Boolean>[]) cases);
        }
    }

    private static final class SelectorReceiver<T> extends Pipe.AnyReceiver<T> {
        private final Selector selector = Selector.fair();
        private final List<Selector.Receiving<T>> cases = new ArrayList<>();

        SelectorReceiver(List<Channel<T>> channels) {
            channels.forEach(channel -> cases.add(selector.receive(channel)));
        }

        @Override
        T receive() {
            return cases.get(selector.select()).take();
        }
    }

    private static final class SelectorSender<T> extends Pipe.AnySender<T> {
        private final Selector selector = Selector.fair();
        private final List<Selector.Sending<T>> cases = new ArrayList<>();

        SelectorSender(List<Channel<T>> channels) {
            channels.forEach(channel -> cases.add(selector.send(channel)));
        }

        @Override
        void send(T value) {
            for (var sending : cases) {
                sending.offer(value);
            }
            selector.select();
        }
    }
}
