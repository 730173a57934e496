package dev.weft.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who yields lets those go first who were made ready from outside. */
@EnabledIfSystemProperty(named = "weft.engine", matches = "own")
class YieldFairnessTest {
    private static final int YIELDERS = 4;
    private static final int WAKE_UPS = 41;
    private static final long TURN_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final AtomicInteger turns = new AtomicInteger();
    private volatile boolean over;

    private void yieldAgainAndAgain() {
        while (!over) {
            long end = System.nanoTime() + TURN_NANOS;
            while (System.nanoTime() < end) Thread.onSpinWait();
            turns.incrementAndGet();
            Weft.yieldNow();
        }
    }

    @Test
    void wakeUpsFromOutsideWaitForOneRoundOfTheYieldersOnly() {
        int former = Weft.maxProcs(1);
        try {
            Channel<Integer> wakeUps = Channel.unbuffered();
            Channel<Integer> waits = Channel.buffered(WAKE_UPS);
            Goroutine receiver = Weft.go(() -> {
                for (int sentAt : wakeUps) waits.send(turns.get() - sentAt);
            });
            for (int i = 0; i < YIELDERS; i++) Weft.go(this::yieldAgainAndAgain);
            Await.until(() -> turns.get() > 4 * YIELDERS);
            List<Integer> turnsBetween = new ArrayList<>();
            for (int i = 0; i < WAKE_UPS; i++) {
                Parked.await(receiver, WaitReason.CHANNEL_RECEIVE);
                wakeUps.send(turns.get());
                turnsBetween.add(waits.receive());
            }
            Collections.sort(turnsBetween);
            // Of 60 turns half would be the rule if the global queue had to wait for its own. The median, because this
            // thread may itself be held up between its look at the turns and the send.
            assertThat(turnsBetween.get(WAKE_UPS / 2)).as("%s", turnsBetween).isLessThanOrEqualTo(3 * YIELDERS);
        } finally {
            over = true;
            Weft.maxProcs(former);
        }
    }
}
