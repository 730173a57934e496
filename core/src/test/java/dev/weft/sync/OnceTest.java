package dev.weft.sync;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OnceTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final Once once = new Once("configuration");

    @Test
    void runsOneTaskAndAllSeeWhatItDid() throws Exception {
        run(() -> {
            int[] plain = {0};
            var group = new WaitGroup();
            for (int g = 0; g < 50; g++) {
                group.go(() -> {
                    once.run(() -> plain[0]++);
                    assertThat(plain[0]).isEqualTo(1);
                });
            }
            group.await();
            assertThat(once.isDone()).isTrue();
        });
    }

    @Test
    void othersWaitWhileItRuns() throws Exception {
        run(() -> {
            Channel<Integer> finish = Channel.unbuffered();
            Goroutine first = go(() -> once.run(finish::receive));
            Parked.await(first, WaitReason.CHANNEL_RECEIVE);
            Goroutine second = go(() -> once.run(() -> {
                throw new AssertionError("ran twice");
            }));
            Parked.await(second, WaitReason.ONCE);
            assertThat(once.isDone()).isFalse();
            finish.send(1);
            second.join();
            first.join();
        });
    }

    @Test
    void aFailureIsTheRunnersAloneAndCounts() throws Exception {
        assertThatThrownBy(() -> once.run(() -> {
            throw new IOException("disk full");
        })).isInstanceOf(IOException.class);
        once.run(() -> {
            throw new AssertionError("ran twice");
        });
    }

    @Test
    void aCancelledRunnerDoesNotCount() throws Exception {
        run(() -> {
            Goroutine first = go(() -> once.run(() -> Channel.unbuffered().receive()));
            Parked.await(first, WaitReason.CHANNEL_RECEIVE);
            var ran = new AtomicInteger();
            Goroutine second = go(() -> once.run(ran::incrementAndGet));
            Parked.await(second, WaitReason.ONCE);
            first.cancel();
            second.join();
            assertThat(ran).hasValue(1);
        });
    }

    @Test
    void aCancelledWaiterLeaves() throws Exception {
        run(() -> {
            Channel<Integer> finish = Channel.unbuffered();
            Goroutine first = go(() -> once.run(finish::receive));
            Parked.await(first, WaitReason.CHANNEL_RECEIVE);
            Goroutine second = go(() -> assertThatThrownBy(() -> once.run(() -> {})).isInstanceOf(
                    CancelledException.class).hasMessage("run: the goroutine was cancelled (%s)", once));
            Parked.await(second, WaitReason.ONCE);
            second.cancel();
            second.join();
            finish.send(1);
            first.join();
            assertThat(once.isDone()).isTrue();
        });
    }

    @Test
    void aTaskThatRunsItselfAgainIsMisuse() {
        assertThatThrownBy(() -> once.run(() -> once.run(() -> {}))).isInstanceOf(IllegalStateException.class)
                .hasMessage("run: called by the task that it runs (%s)", once);
    }

    @Test
    void aValueIsComputedOnce() throws Exception {
        run(() -> {
            var computed = new AtomicInteger();
            OnceValue<Integer> value = new OnceValue<>("answer", computed::incrementAndGet);
            var group = new WaitGroup();
            for (int g = 0; g < 20; g++) group.go(() -> assertThat(value.get()).isEqualTo(1));
            group.await();
            assertThat(computed).hasValue(1);
            assertThat(value.toString()).matches("once answer#\\d+");
        });
    }

    @Test
    void aFailedComputationThrowsTheSameEachTime() {
        var failure = new IllegalStateException("no answer");
        OnceValue<Integer> value = new OnceValue<>(() -> {
            throw failure;
        });
        assertThatThrownBy(value::get).isSameAs(failure);
        assertThatThrownBy(value::get).isSameAs(failure);
    }

    @Test
    void aCancelledComputationIsBegunAnew() throws Exception {
        run(() -> {
            Channel<Integer> answers = Channel.unbuffered();
            OnceValue<Integer> value = new OnceValue<>(answers::receive);
            Goroutine first = go(value::get);
            Parked.await(first, WaitReason.CHANNEL_RECEIVE);
            first.cancel();
            first.join();
            go(() -> answers.send(42));
            assertThat(value.get()).isEqualTo(42);
        });
    }
}
