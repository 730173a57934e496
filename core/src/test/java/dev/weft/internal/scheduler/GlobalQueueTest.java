package dev.weft.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GlobalQueueTest {
    private final GlobalQueue queue = new GlobalQueue();
    private final Runnable[] tasks =
            IntStream.range(0, 8).<Runnable>mapToObj(Task::new).toArray(Runnable[]::new);

    private record Task(int number) implements Runnable {
        @Override
        public void run() {}
    }

    /** Task 0, then 1 to 3 together, 4, and 5 and 6 together. */
    private void fill() {
        queue.add(tasks[0]);
        queue.addAll(Arrays.copyOfRange(tasks, 1, 8), 3);
        queue.add(tasks[4]);
        queue.addAll(Arrays.copyOfRange(tasks, 5, 8), 2);
    }

    @Test
    void itIsFirstInFirstOutAcrossBatches() {
        fill();
        assertThat(Stream.generate(queue::poll).limit(7)).containsExactly(Arrays.copyOf(tasks, 7));
        assertThat(queue.poll()).isNull();
    }

    @Test
    void severalAreTakenAcrossEntries() {
        fill();
        @Nullable Runnable[] taken = new Runnable[8];
        assertThat(queue.poll(taken, 2)).isEqualTo(2);
        assertThat(taken).startsWith(tasks[0], tasks[1]);
        assertThat(queue.poll(taken, 8)).isEqualTo(5);
        assertThat(taken).startsWith(tasks[2], tasks[3], tasks[4], tasks[5], tasks[6]);
        assertThat(queue.poll(taken, 8)).isZero();
    }

    @Test
    void sizeCountsTasksAndNotEntries() {
        assertThat(queue.isEmpty()).isTrue();
        fill();
        assertThat(queue.size()).isEqualTo(7);
        assertThat(queue.isEmpty()).isFalse();
        queue.poll();
        queue.poll();
        assertThat(queue.size()).isEqualTo(5);
    }

    @Test
    void aSpentBatchIsNoTask() {
        queue.addAll(tasks, 1);
        queue.addAll(tasks, 0);
        queue.poll();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.size()).isZero();
        queue.add(tasks[1]);
        assertThat(queue.poll()).isSameAs(tasks[1]);
    }
}
