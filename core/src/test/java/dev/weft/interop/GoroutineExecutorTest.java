package dev.weft.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the documentation of {@link ExecutorService} promises, sentence by sentence. */
class GoroutineExecutorTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final GoroutineExecutor executor = GoroutineExecutor.named("tasks");
    private final Channel<Signal> gate = Channel.signal("gate");

    @Test
    void taskRunsInAGoroutineOfTheGivenName() throws Exception {
        assertThat(executor.submit(() -> Goroutine.current().orElseThrow().name()).get()).isEqualTo("tasks");
    }

    @Test
    void actionsBeforeSubmissionAreSeenByTheTaskAndItsActionsAfterGet() throws Exception {
        int[] plain = new int[1_000];
        for (int i = 0; i < plain.length; i++) {
            int place = i;
            plain[place] = 1;
            executor.submit(() -> plain[place]++).get();
            assertThat(plain[place]).isEqualTo(2);
        }
    }

    @Test
    void submitGivesTheResultOrTheFailure() throws Exception {
        assertThat(executor.submit(() -> 7).get()).isEqualTo(7);
        assertThat(executor.submit(() -> {}, "done").get()).isEqualTo("done");
        Future<?> failing = executor.submit(() -> {
            throw new IOException("broken");
        });
        assertThatThrownBy(failing::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void getMayTimeOutAndTheTaskBeCancelled() throws Exception {
        Channel<Signal> begun = Channel.signal();
        Channel<Signal> interrupted = Channel.signal();
        Future<?> task = executor.submit(() -> {
            begun.close();
            try {
                gate.receive();
            } finally {
                interrupted.close();
            }
        });
        begun.next(); // one that is cancelled before it has begun does not begin
        assertThatThrownBy(() -> task.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(task.cancel(true)).isTrue();
        assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
        interrupted.next();
    }

    @Test
    void shutdownRefusesNewTasksAndLetsOthersEnd() throws Exception {
        Future<Signal> task = executor.submit(gate::receive);
        executor.shutdown();
        executor.shutdown();
        assertThat(executor.isShutdown()).isTrue();
        assertThat(executor.isTerminated()).isFalse();
        assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
        assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(RejectedExecutionException.class)
                .hasMessage("execute: the executor is shut down (executor tasks)");
        gate.send(Signal.SIGNAL);
        assertThat(task.get()).isEqualTo(Signal.SIGNAL);
        assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(executor.isTerminated()).isTrue();
    }

    @Test
    void shutdownOfAnIdleExecutorTerminatesIt() throws Exception {
        assertThat(executor.isShutdown()).isFalse();
        assertThat(executor.isTerminated()).isFalse();
        executor.shutdown();
        assertThat(executor.isTerminated()).isTrue();
        assertThat(executor.awaitTermination(0, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shutdownNowInterruptsWhatRuns() throws Exception {
        List<Future<Signal>> tasks = IntStream.range(0, 20).mapToObj(i -> executor.submit(gate::receive)).toList();
        assertThat(executor.shutdownNow()).isEmpty();
        assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(tasks).allSatisfy(task -> assertThat(task.state()).isEqualTo(Future.State.FAILED));
    }

    @Test
    void awaitTerminationIsInterruptible() throws Exception {
        executor.execute(gate::receive);
        Channel<Object> ends = Channel.buffered(1);
        Goroutine waiter = Weft.go(() -> {
            try {
                ends.trySend(executor.awaitTermination(1, TimeUnit.DAYS));
            } catch (InterruptedException e) {
                ends.trySend(e.getClass().getSimpleName() + " " + Thread.currentThread().isInterrupted());
            }
        });
        Parked.await(waiter, WaitReason.SELECT);
        waiter.cancel();
        assertThat(ends.receive()).isEqualTo("InterruptedException false");
        gate.send(Signal.SIGNAL);
    }

    @Test
    void closeWaits() {
        boolean[] ran = {false};
        try (ExecutorService closing = executor) {
            closing.execute(() -> {
                Weft.sleep(Duration.ofMillis(1));
                ran[0] = true;
            });
        }
        assertThat(ran[0]).isTrue();
        executor.close();
    }

    @Test
    void invokeAllKeepsTheOrderAndInvokeAnyGivesOne() throws Exception {
        List<Callable<Integer>> tasks = IntStream.range(0, 50).<Callable<Integer>>mapToObj(i -> () -> i).toList();
        List<Future<Integer>> futures = executor.invokeAll(tasks);
        for (int i = 0; i < 50; i++) {
            assertThat(futures.get(i).resultNow()).isEqualTo(i);
        }
        assertThat(executor.invokeAny(tasks)).isBetween(0, 49);
        assertThat(executor.invokeAll(List.of(() -> Channel.<Integer>never().receive()), 1, TimeUnit.MILLISECONDS)
                .getFirst().isCancelled()).isTrue();
        assertThatThrownBy(() -> executor.invokeAny(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyTaskIsRunOrRefused() throws Exception {
        for (int round = 0; round < 100; round++) {
            GoroutineExecutor closing = GoroutineExecutor.named("closing");
            Future<Integer> submitter = executor.submit(() -> {
                int accepted = 0;
                try {
                    while (true) {
                        closing.execute(Weft::yieldNow);
                        accepted++;
                    }
                } catch (RejectedExecutionException e) {
                    return accepted;
                }
            });
            Thread.yield();
            closing.shutdown();
            assertThat(submitter.get()).isNotNegative();
            assertThat(closing.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    @SuppressWarnings({"NullAway", "DataFlowIssue"}) // what happens then is the question
    void nullIsRefused() {
        assertThatThrownBy(() -> executor.execute(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> executor.submit((Runnable) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> executor.invokeAll(null)).isInstanceOf(NullPointerException.class);
    }
}
