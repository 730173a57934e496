package dev.weft.internal.park;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpinLockTest {
    private static final class Counter extends SpinLock {
        private int plain;
    }

    private final Counter counter = new Counter();

    @Test
    void tryLockFailsWhileHeld() {
        assertThat(counter.tryLock()).isTrue();
        assertThat(counter.tryLock()).isFalse();
        assertThat(counter.tryLockBriefly()).isFalse();
        counter.unlock();
        assertThat(counter.tryLockBriefly()).isTrue();
        counter.unlock();
        counter.lock();
        assertThat(counter.tryLock()).isFalse();
        counter.unlock();
    }

    /** Platform and virtual threads together, more than there are processors. */
    @Test
    void excludesAndPublishes() throws InterruptedException {
        int threads = 8;
        int rounds = 20_000;
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            var builder = t % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
            boolean trying = t >= threads / 2;
            all.add(builder.start(() -> {
                for (int i = 0; i < rounds; i++) {
                    while (trying && !counter.tryLockBriefly()) Thread.yield();
                    if (!trying) counter.lock();
                    counter.plain++;
                    counter.unlock();
                }
            }));
        }
        for (Thread thread : all) thread.join();
        assertThat(counter.plain).isEqualTo(threads * rounds);
    }
}
