package dev.weft.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Attempt;
import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.Context;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.flow.Channels;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Fork;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Futures, queues and publishers. */
class InteropTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    // ------------------------------------------------------------------------------------------------ futures

    @Test
    void goroutineCompletesAFuture() throws Exception {
        assertThat(Futures.go("seven", () -> 7).get()).isEqualTo(7);
        assertThatThrownBy(() -> Futures.await(Futures.go("fails", () -> {
            throw new IOException("broken");
        }))).isInstanceOf(IOException.class).hasMessage("broken");
    }

    @Test
    void cancelledFutureCancelsItsGoroutine() {
        Channel<Signal> cancelled = Channel.signal();
        CompletableFuture<Signal> future = Futures.go("waits", () -> {
            try {
                return Channel.<Signal>never().receive();
            } finally {
                cancelled.close();
            }
        });
        assertThat(future.cancel(true)).isTrue();
        cancelled.next();
        assertThatThrownBy(() -> Futures.await(future)).isInstanceOf(CancellationException.class);
    }

    @Test
    void awaitWaitsAndCanBeCancelled() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        Channel<Object> ends = Channel.buffered(2);
        Goroutine cancelled = Weft.go(() -> ends.trySend(result(future)));
        Goroutine waiting = Weft.go(() -> ends.trySend(result(future)));
        Parked.await(cancelled, WaitReason.CHANNEL_RECEIVE);
        cancelled.cancel();
        assertThat(ends.receive()).isInstanceOf(CancelledException.class);
        Parked.await(waiting, WaitReason.CHANNEL_RECEIVE);
        future.complete("done");
        assertThat(ends.receive()).isEqualTo("done");
        assertThat(Futures.await(future)).isEqualTo("done");
    }

    private static Object result(CompletableFuture<String> future) throws Exception {
        try {
            return Futures.await(future);
        } catch (CancelledException e) {
            return e;
        }
    }

    // ------------------------------------------------------------------------------------------------- queues

    @Test
    void queueIsAViewOfTheChannel() throws Exception {
        Channel<Integer> channel = Channel.buffered("numbers", 2);
        BlockingQueue<Integer> queue = ChannelQueue.of(channel);
        queue.put(1);
        assertThat(queue.offer(2)).isTrue();
        assertThat(queue.offer(3)).isFalse();
        assertThat(queue.offer(3, 1, TimeUnit.MILLISECONDS)).isFalse();
        assertThatThrownBy(() -> queue.add(3)).isInstanceOf(IllegalStateException.class);
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.remainingCapacity()).isZero();
        assertThat(channel.receive()).isEqualTo(1);
        assertThat(queue.take()).isEqualTo(2);
        assertThat(queue.poll()).isNull();
        assertThat(queue.poll(1, TimeUnit.MILLISECONDS)).isNull();
        assertThatThrownBy(queue::remove).isInstanceOf(NoSuchElementException.class);
        channel.send(4);
        channel.send(5);
        List<Integer> drained = new ArrayList<>();
        assertThat(queue.drainTo(drained, 1)).isEqualTo(1);
        assertThat(queue.drainTo(drained)).isEqualTo(1);
        assertThat(drained).containsExactly(4, 5);
        assertThat(queue.offer(6, 1, TimeUnit.MINUTES)).isTrue();
        assertThat(queue.poll(1, TimeUnit.MINUTES)).isEqualTo(6);
    }

    @Test
    void queueOfAClosedChannel() throws Exception {
        Channel<Integer> channel = Channel.buffered("numbers", 2);
        BlockingQueue<Integer> queue = ChannelQueue.of(channel);
        channel.close();
        assertThat(queue.poll()).isNull();
        assertThat(queue.poll(1, TimeUnit.DAYS)).isNull();
        assertThatThrownBy(queue::take).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> queue.put(1)).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(queue::peek).isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("peek: a channel cannot be looked into (channel numbers#");
        assertThatThrownBy(() -> queue.drainTo(queue)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void queueIsInterruptible() {
        BlockingQueue<Integer> queue = ChannelQueue.of(Channel.unbuffered());
        Channel<Object> ends = Channel.buffered(1);
        Goroutine taker = Weft.go(() -> {
            try {
                ends.trySend(queue.take());
            } catch (InterruptedException e) {
                ends.trySend("interrupted, flag " + Thread.currentThread().isInterrupted());
            }
        });
        Parked.await(taker, WaitReason.CHANNEL_RECEIVE);
        taker.cancel();
        assertThat(ends.receive()).isEqualTo("interrupted, flag false");
    }

    // ------------------------------------------------------------------------------------------------ threads

    @Test
    void virtualThreadsMadeByAGoroutineMayUseEverything() throws Exception {
        Weft.run(() -> {
            Channel<String> names = Channel.unbuffered();
            Thread thread = Thread.ofVirtual().name("forked").factory().newThread(
                    () -> names.send(Thread.currentThread().getName()));
            thread.start();
            assertThat(names.receive()).isEqualTo("forked");
            thread.join();
        });
    }

    @Test
    void threadsOfTheFactoryRunUnderItsContext() throws Exception {
        Context.Key<String> user = Context.Key.named("user");
        Weft.run(() -> {
            Context request = Context.current().withValue(user, "ada").withCancel();
            Channel<String> seen = Channel.buffered(2);
            Channel<Thread> threads = Channel.buffered(1);
            request.run(() -> {
                GoroutineThreads factory = GoroutineThreads.named("task");
                assertThat(factory).hasToString("threads task");
                Runnable task = () -> seen.send(
                        Thread.currentThread().getName() + " for " + Context.current().value(user).orElse("nobody"));
                for (int i = 0; i < 2; i++) {
                    Thread thread = factory.newThread(task);
                    assertThat(thread.isVirtual()).isTrue();
                    thread.start();
                    thread.join();
                }
                threads.send(factory.newThread(() -> Channel.never().receive()));
            });
            assertThat(seen.receive()).isEqualTo("task-1 for ada");
            assertThat(seen.receive()).isEqualTo("task-2 for ada");
            Thread waiting = threads.receive();
            waiting.start();
            Parked.await(waiting, WaitReason.NEVER_RECEIVE);
            request.cancel();
            waiting.join();
        });
    }

    @Test
    void whatATaskOfTheFactoryThrowsIsTheThreads() throws Exception {
        Channel<Throwable> failures = Channel.buffered(2);
        List<Throwable> thrown = List.of(new IllegalStateException("broken"), new CancelledException("by itself"));
        for (Throwable failure : thrown) {
            Thread thread = GoroutineThreads.named("fails").newThread(() -> {
                throw (RuntimeException) failure;
            });
            thread.setUncaughtExceptionHandler((failed, what) -> failures.send(what));
            thread.start();
            thread.join();
            assertThat(failures.receive()).isSameAs(failure);
        }
    }

    @Test
    void structuredTaskScopesWorkInGoroutines() {
        Fork.Ended ended = Fork.ofSource("programs/StructuredTasks.java").sameEngine().run();
        assertThat(ended.out().lines()).containsExactly("sum 14", "where goroutines run: true",
                "failed: no answer; the other: Value[value=CancelledException]", "task-1 for ada",
                "cancelled: CancelledException");
        assertThat(ended.err().lines()).as("javac's notes on previews").allMatch(line -> line.startsWith("Note: "));
        assertThat(ended.status()).isZero();
    }

    // --------------------------------------------------------------------------------------------- publishers

    @Test
    void publisherAndSubscriberMakeARoundTrip() throws Exception {
        Weft.run(() -> {
            List<Integer> numbers = IntStream.range(0, 1_000).boxed().toList();
            for (int buffer : new int[] {1, 2, 64}) {
                try (Inflow<Integer> inflow = Publishers.subscribe(
                        Publishers.of(Channels.<Integer>of(numbers)), buffer)) {
                    assertThat(inflow.values().stream()).isEqualTo(numbers);
                    assertThat(inflow.failure()).isEmpty();
                }
            }
        });
    }

    @Test
    void jdksPublisherCanBeReceivedFrom() throws Exception {
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(Runnable::run, 16)) {
            Inflow<Integer> inflow = Publishers.subscribe(publisher, 4);
            CompletableFuture<Boolean> source = Futures.go("source", () -> {
                for (int i = 0; i < 100; i++) {
                    publisher.submit(i);
                }
                publisher.closeExceptionally(new IOException("the end"));
                return true;
            });
            assertThat(inflow.values().stream()).hasSizeLessThanOrEqualTo(100);
            assertThat(inflow.failure()).get().isInstanceOf(IOException.class);
            assertThat(Futures.await(source)).isTrue();
        }
    }

    @Test
    void closedSubscriptionTakesNoMore() throws Exception {
        Weft.run(() -> {
            Channel<Integer> endless = Channel.unbuffered();
            Goroutine source = Weft.go(() -> {
                for (int i = 0; true; i++) {
                    endless.send(i);
                }
            });
            Inflow<Integer> inflow = Publishers.subscribe(Publishers.of(endless), 2);
            assertThat(inflow.values().receive()).isZero();
            inflow.close();
            inflow.close();
            Await.until(() -> inflow.values().tryReceive() instanceof Attempt.Closed);
            Await.until(() -> Parked.is(source, WaitReason.CHANNEL_SEND) && Weft.numGoroutines() == 2);
            source.cancel();
        });
    }

    @Test
    void misuseIsRefused() {
        assertThatThrownBy(() -> new Inflow<Integer>(0))
                .hasMessage("subscribe: the buffer must be at least 1, but is 0");
    }
}
