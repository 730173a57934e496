package dev.weft.benchmarks.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Virtual threads on the JDK's own scheduler, with the JDK's queues, locks and timers. */
final class JdkPrimitives extends VirtualThreadPrimitives {

    private static final Object END = new Object();

    private final Choice choice;
    private final @Nullable ScheduledThreadPoolExecutor timers;

    /**
     * Which of the JDK's own classes stand for a channel and for a mutex.
     *
     * @param unbuffered makes the queue without a buffer
     * @param buffered makes the queue of a capacity
     * @param guard makes the mutex
     */
    record Choice(
            Supplier<BlockingQueue<Object>> unbuffered, IntFunction<BlockingQueue<Object>> buffered,
            Supplier<Guard> guard) {}

    JdkPrimitives(int procs, Choice choice) {
        this(procs, choice, null);
    }

    private JdkPrimitives(int procs, Choice choice, @Nullable ScheduledThreadPoolExecutor timers) {
        super(procs);
        this.choice = choice;
        this.timers = timers;
    }

    /** With one timer thread that forgets cancelled timers at once, as a careful user would set it up. */
    static JdkPrimitives withTimers(int procs, Choice choice) {
        var timers = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().factory());
        timers.setRemoveOnCancelPolicy(true);
        return new JdkPrimitives(procs, choice, timers);
    }

    @Override
    <T> Pipe<T> unbuffered() {
        return new QueuePipe<>(choice.unbuffered().get());
    }

    @Override
    <T> Pipe<T> buffered(int capacity) {
        return new QueuePipe<>(choice.buffered().apply(capacity));
    }

    @Override
    Guard guard() {
        return choice.guard().get();
    }

    @Override
    Coordination coordination() {
        return new JdkCoordination();
    }

    @Override
    Crowd crowd(int size) {
        var threads = new ArrayList<Thread>(size);
        return new Crowd() {
            @Override
            void go(Action body, Runnable whenCancelled) {
                threads.add(Thread.startVirtualThread(() -> {
                    try {
                        body.run();
                    } catch (InterruptedException e) {
                        whenCancelled.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }

            @Override
            void cancel() {
                threads.forEach(Thread::interrupt);
            }

            @Override
            void await() throws InterruptedException {
                for (Thread thread : threads) {
                    thread.join();
                }
            }
        };
    }

    @Override
    Loops loops() {
        return new StreamLoops();
    }

    @Override
    ExecutorService executor() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    @Override
    Alarm alarm(Duration delay) {
        if (timers == null) {
            throw new UnsupportedOperationException("timer");
        }
        Future<?> due = timers.schedule(() -> {}, delay.toNanos(), TimeUnit.NANOSECONDS);
        return new Alarm() {
            @Override
            boolean cancel() {
                return due.cancel(false);
            }

            @Override
            void await() throws Exception {
                due.get();
            }
        };
    }

    /** A queue; a queue cannot be closed, so a mark in it ends the stream for one receiver. */
    private static final class QueuePipe<T> extends Pipe<T> {
        private final BlockingQueue<Object> queue;
        private final @Nullable LinkedTransferQueue<Object> transfer;

        QueuePipe(BlockingQueue<Object> queue) {
            this.queue = queue;
            this.transfer = queue instanceof LinkedTransferQueue<Object> handsOver ? handsOver : null;
        }

        @Override
        void send(T value) throws InterruptedException {
            put(value);
        }

        /** A {@code put} into a transfer queue would not wait for the receiver; {@code transfer} does. */
        private void put(Object value) throws InterruptedException {
            if (transfer == null) {
                queue.put(value);
            } else {
                transfer.transfer(value);
            }
        }

        @Override
        @SuppressWarnings("unchecked") // only values of T and END go in, and a plain receive never meets END
        T receive() throws InterruptedException {
            return (T) queue.take();
        }

        @Override
        Object unwrapped() {
            return queue;
        }

        @Override
        void close(int receivers) throws InterruptedException {
            for (int i = 0; i < receivers; i++) {
                put(END);
            }
        }

        @Override
        @SuppressWarnings("unchecked") // only values of T and END go in
        void forEach(Sink<T> sink) throws InterruptedException {
            for (Object value = queue.take(); value != END; value = queue.take()) {
                sink.accept((T) value);
            }
        }
    }

    /** A counter behind a {@link ReentrantLock}. */
    static final class LockGuard extends Guard {
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        void increment() {
            lock.lock();
            try {
                count++;
            } finally {
                lock.unlock();
            }
        }
    }

    /** A counter behind a monitor. */
    static final class MonitorGuard extends Guard {
        @Override
        synchronized void increment() {
            count++;
        }
    }
}
