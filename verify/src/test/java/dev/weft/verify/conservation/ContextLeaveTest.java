package dev.weft.verify.conservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Weft;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A goroutine is cancelled with its context exactly as long as it runs under it, however close the two come. */
class ContextLeaveTest {
    private static final int ROUNDS = 5_000;

    private final AtomicReference<@Nullable Context> toCancel = new AtomicReference<>();
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void cancellingWhileTheGoroutineLeavesDoesNotFollowIt() throws Exception {
        Context last = Context.background().withCancel();
        Thread canceller = Thread.ofPlatform().daemon().start(() -> {
            for (Context next = null; next != last;) {
                next = toCancel.get();
                if (next == null) {
                    Thread.onSpinWait();
                } else {
                    next.cancel();
                    toCancel.set(null);
                }
            }
        });
        Weft.run(() -> {
            Channel<Integer> channel = Channel.buffered(1);
            for (int round = 0; round < ROUNDS; round++) leaveOnce(round, channel);
            toCancel.set(last);
        });
        canceller.join();
    }

    private void leaveOnce(int round, Channel<Integer> channel) throws Exception {
        Context context = Context.background().withCancel();
        context.run(() -> {
            toCancel.set(context);
            for (int spins = random.nextInt(100); spins > 0; spins--) Thread.onSpinWait();
        });
        // Nobody but the context's canceller could have cancelled these.
        channel.send(round);
        assertThat(channel.receive()).isEqualTo(round);
        while (toCancel.get() != null) Weft.yieldNow();
        assertThat(Thread.currentThread().isInterrupted()).as("interrupted in round %d", round).isFalse();
    }

    /**
     * Sticky: whoever clears the interrupt status while the context is cancelled gets it back with the next failure.
     */
    @Test
    void operationUnderACancelledContextGivesUpWithTheInterruptStatusSet() throws Exception {
        Channel<Integer> channel = Channel.buffered(1);
        Context context = Context.background().withCancel();
        Weft.run(() -> context.run(() -> {
            context.cancel();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> channel.send(1)).isInstanceOf(CancelledException.class);
                assertThat(Thread.interrupted()).as("interrupt status").isTrue();
            }
        }));
        assertThat(channel.length()).isZero();
    }
}
