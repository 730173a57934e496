package dev.weft.internal.park;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LatchTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final Latch latch = new Latch();

    @Test
    void opensOnceAndStaysOpen() {
        assertThat(latch.isOpen()).isFalse();
        assertThat(latch.open()).isTrue();
        assertThat(latch.open()).isFalse();
        assertThat(latch.isOpen()).isTrue();
        assertThat(latch.await(WaitReason.ONCE, latch)).isTrue();
        latch.awaitUninterruptibly(WaitReason.ONCE, latch);
    }

    @Test
    void letsEveryWaiterGo() throws Exception {
        Weft.run(() -> {
            List<Goroutine> waiting = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                waiting.add(Weft.go(() -> assertThat(latch.await(WaitReason.ONCE, latch)).isTrue()));
            }
            waiting.forEach(goroutine -> Parked.await(goroutine, WaitReason.ONCE));
            latch.open();
            waiting.forEach(Goroutine::join);
        });
    }

    @Test
    void aCancelledWaiterLeaves() throws Exception {
        Weft.run(() -> {
            Goroutine waiting = Weft.go(() -> assertThat(latch.await(WaitReason.ONCE, latch)).isFalse());
            Parked.await(waiting, WaitReason.ONCE);
            waiting.cancel();
            waiting.join();
            assertThat(latch.open()).isTrue();
        });
    }

    @Test
    void theUninterruptibleWaitIsNotCancelled() throws Exception {
        Weft.run(() -> {
            Goroutine waiting = Weft.go(() -> {
                latch.awaitUninterruptibly(WaitReason.ONCE, latch);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            });
            Parked.await(waiting, WaitReason.ONCE);
            waiting.cancel();
            Await.until(() -> !waiting.thread().isInterrupted());
            latch.open();
            waiting.join();
        });
    }

    @Test
    void openAndCancelRaceCleanly() throws Exception {
        for (int round = 0; round < 3_000; round++) {
            Latch gate = new Latch();
            Weft.run(() -> {
                Goroutine waiting = Weft.go(() -> gate.await(WaitReason.ONCE, gate));
                Weft.yieldNow();
                Goroutine canceller = Weft.go(waiting::cancel);
                gate.open();
                canceller.join();
                Weft.shield(waiting::join);
            });
        }
    }
}
