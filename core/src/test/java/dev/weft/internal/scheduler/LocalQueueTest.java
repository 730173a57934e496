package dev.weft.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocalQueueTest {
    /** A task that is known by its number. */
    private record Numbered(int number) implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("not run here");
        }
    }

    private final LocalQueue queue = new LocalQueue();
    private final @Nullable Runnable[] loot = new Runnable[LocalQueue.CAPACITY / 2];

    private static int numberOf(@Nullable Runnable task) {
        return task instanceof Numbered(int number) ? number : -1;
    }

    @Test
    void beginsEmpty() {
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.size()).isZero();
        assertThat(queue.pop()).isNull();
        assertThat(queue.takeHalf(loot)).isZero();
    }

    @Test
    void isFirstInFirstOutWhileTheRingTurns() {
        int pushed = 0;
        int popped = 0;
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < 37 + round; i++) assertThat(queue.push(new Numbered(pushed++))).isTrue();
            while (!queue.isEmpty()) assertThat(numberOf(queue.pop())).isEqualTo(popped++);
        }
        assertThat(popped).isEqualTo(pushed).isGreaterThan(10 * LocalQueue.CAPACITY);
    }

    @Test
    void holdsItsCapacityAndNoMore() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < LocalQueue.CAPACITY; i++) assertThat(queue.push(new Numbered(i))).isTrue();
            assertThat(queue.push(new Numbered(-1))).isFalse();
            assertThat(queue.size()).isEqualTo(LocalQueue.CAPACITY);
            for (int i = 0; i < LocalQueue.CAPACITY; i++) assertThat(numberOf(queue.pop())).isEqualTo(i);
            assertThat(queue.pop()).isNull();
        }
    }

    @Test
    void aThiefTakesTheOlderHalfRoundedUp() {
        for (int i = 0; i < 5; i++) queue.push(new Numbered(i));
        assertThat(queue.takeHalf(loot)).isEqualTo(3);
        assertThat(Arrays.stream(loot).limit(3).map(LocalQueueTest::numberOf)).containsExactly(0, 1, 2);
        assertThat(numberOf(queue.pop())).isEqualTo(3);
        assertThat(queue.takeHalf(loot)).isOne();
        assertThat(numberOf(loot[0])).isEqualTo(4);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void halfOfAFullQueueFitsTheLoot() {
        for (int i = 0; i < LocalQueue.CAPACITY; i++) queue.push(new Numbered(i));
        assertThat(queue.takeHalf(loot)).isEqualTo(LocalQueue.CAPACITY / 2);
    }

    @Test
    void afterATheftClearingForgetsTheStolenTasks() {
        queue.push(new Numbered(1));
        queue.takeHalf(loot);
        queue.clearStaleSlots();
        queue.push(new Numbered(2));
        queue.clearStaleSlots();
        assertThat(numberOf(queue.pop())).as("what is inside is not cleared").isEqualTo(2);
    }

    /** One producer that also pops, and thieves: every task is taken exactly once. */
    @Test
    void everyTaskIsTakenExactlyOnce() throws InterruptedException {
        int count = 400_000;
        var taken = new AtomicIntegerArray(count);
        var producing = new AtomicBoolean(true);
        List<Thread> thieves = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            thieves.add(Thread.ofPlatform().start(() -> {
                Runnable[] own = new Runnable[LocalQueue.CAPACITY / 2];
                while (producing.get() || !queue.isEmpty()) {
                    int stolen = queue.takeHalf(own);
                    for (int i = 0; i < stolen; i++) taken.incrementAndGet(numberOf(own[i]));
                    if (stolen == 0) Thread.yield();
                }
            }));
        }
        for (int i = 0; i < count; i++) {
            var task = new Numbered(i);
            while (!queue.push(task)) count(taken, queue.pop());
            if (i % 3 == 0) count(taken, queue.pop());
            if (i % 1_000 == 0) queue.clearStaleSlots();
        }
        for (Runnable task = queue.pop(); task != null; task = queue.pop()) count(taken, task);
        producing.set(false);
        for (Thread thief : thieves) thief.join();
        for (int i = 0; i < count; i++) assertThat(taken.get(i)).as("task %d", i).isOne();
    }

    private static void count(AtomicIntegerArray taken, @Nullable Runnable task) {
        if (task != null) taken.incrementAndGet(numberOf(task));
    }
}
