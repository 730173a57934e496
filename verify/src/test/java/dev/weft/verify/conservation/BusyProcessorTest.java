package dev.weft.verify.conservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Task;
import dev.weft.Weft;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goroutines that never leave their one processor idle do not keep others from it. */
class BusyProcessorTest {
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Goroutine> busy = new ArrayList<>();
    private int formerMaxProcs;

    @BeforeEach
    void oneProcessor() {
        formerMaxProcs = Weft.maxProcs(1);
    }

    @AfterEach
    void stop() {
        over.set(true);
        busy.forEach(Goroutine::join);
        Weft.maxProcs(formerMaxProcs);
    }

    private void busy(Task task) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        busy.add(Weft.go(() -> {
            running.countDown();
            task.run();
        }));
        assertThat(running.await(10, TimeUnit.SECONDS)).as("a busy goroutine starts").isTrue();
    }

    /** A goroutine started from outside and one woken from outside both get their turn. */
    private void assertOthersGetTheirTurn() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        Channel<Integer> channel = Channel.unbuffered();
        Goroutine other = Weft.go(() -> {
            started.countDown();
            channel.receive();
            woken.countDown();
        });
        try {
            assertThat(started.await(10, TimeUnit.SECONDS)).as("a new goroutine starts").isTrue();
            channel.send(1);
            assertThat(woken.await(10, TimeUnit.SECONDS)).as("a woken goroutine goes on").isTrue();
        } finally {
            over.set(true);
            other.cancel();
        }
    }

    @Test
    void goroutinesThatYieldLetOthersRun() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            busy(() -> {
                while (!over.get()) Weft.yieldNow();
            });
        }
        assertOthersGetTheirTurn();
    }

    @Test
    void goroutinesThatPassAValueAroundLetOthersRun() throws InterruptedException {
        Channel<Integer> there = Channel.unbuffered();
        Channel<Integer> back = Channel.unbuffered();
        busy(() -> {
            while (!over.get()) {
                there.send(1);
                back.receive();
            }
            there.close();
        });
        busy(() -> {
            for (int value : there) back.send(value);
        });
        assertOthersGetTheirTurn();
    }
}
