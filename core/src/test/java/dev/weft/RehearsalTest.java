package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.park.Registry;
import dev.weft.internal.scheduler.RehearsalEngine;
import dev.weft.sync.WaitGroup;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final int CROWD = 3_000;

    @Test
    void everyoneIsLetOnAndEnds() {
        Assumptions.assumeTrue(RehearsalEngine.isAvailable());
        assertThat(Rehearsal.hold()).isEqualTo(Rehearsal.ROUNDS);
        assertThat(Registry.snapshot())
                .noneMatch(fiber -> fiber.seams().blocker().getClass().getName().contains("Rehearsal"));
    }

    /** Enough for a rehearsal to be held in the background. */
    @Test
    void aCrowdThatWaitsIsReleased() throws Exception {
        AtomicInteger received = new AtomicInteger();
        Weft.run(() -> {
            Channel<Signal> start = Channel.signal();
            WaitGroup running = new WaitGroup();
            for (int i = 0; i < CROWD; i++) {
                running.go(() -> {
                    start.receive();
                    received.incrementAndGet();
                });
            }
            for (int i = 0; i < CROWD; i++) start.send(Signal.SIGNAL);
            running.await();
        });
        assertThat(received).hasValue(CROWD);
    }
}
