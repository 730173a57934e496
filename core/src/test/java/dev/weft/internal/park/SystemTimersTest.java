package dev.weft.internal.park;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SystemTimersTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONG = TimeUnit.DAYS.toNanos(1);

    private final SystemTimers timers = new SystemTimers();

    /** Runs something when it fires, and counts that. */
    private static final class Counting extends Timers.Timer {
        private final AtomicInteger fired = new AtomicInteger();
        private final Runnable action;

        private Counting(Runnable action) {
            this.action = action;
        }

        private Counting() {
            this(() -> {});
        }

        @Override
        protected void fire() {
            action.run();
            fired.incrementAndGet();
        }
    }

    @Test
    void firesAtItsTimeOrLater() throws InterruptedException {
        var fired = new CountDownLatch(1);
        var at = new AtomicReference<>(0L);
        long begin = System.nanoTime();
        timers.schedule(new Counting(() -> {
            at.set(System.nanoTime());
            fired.countDown();
        }), 20 * MILLI);
        fired.await();
        assertThat(at.get() - begin).isGreaterThanOrEqualTo(20 * MILLI);
    }

    @Test
    void firesInOrderOfTheDeadlines() {
        List<Long> order = Collections.synchronizedList(new ArrayList<>());
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 200; i++) numbers.add(i);
        Collections.shuffle(numbers, new Random(7));
        for (int number : numbers) {
            timers.schedule(new Timers.Timer() {
                @Override
                protected void fire() {
                    order.add(deadline);
                }
            }, 300 * MILLI + number * MILLI / 10);
        }
        Await.until(() -> order.size() == 200);
        assertThat(order).as("the deadlines of timers all armed before the first was due").isSorted();
    }

    @Test
    void aPastDeadlineFiresAtOnce() {
        var now = new Counting();
        var past = new Counting();
        timers.schedule(now, 0);
        timers.schedule(past, Long.MIN_VALUE);
        Await.until(() -> now.fired.get() == 1 && past.fired.get() == 1);
    }

    @Test
    void anEarlierTimerWakesTheThread() {
        var late = new Counting();
        var early = new Counting();
        timers.schedule(late, LONG);
        timers.schedule(early, MILLI);
        Await.until(() -> early.fired.get() == 1);
        assertThat(late.fired).hasValue(0);
        assertThat(timers.cancel(late)).isTrue();
    }

    @Test
    void forEverIsLaterThanEverythingElse() {
        var forEver = new Counting();
        var soon = new Counting();
        timers.schedule(forEver, Long.MAX_VALUE);
        timers.schedule(soon, 0);
        Await.until(() -> soon.fired.get() == 1);
        assertThat(forEver.fired).hasValue(0);
        assertThat(timers.cancel(forEver)).isTrue();
    }

    @Test
    void firesOnce() {
        var timer = new Counting();
        timers.schedule(timer, 0);
        Await.until(() -> timer.fired.get() == 1);
        assertThat(timers.cancel(timer)).as("nothing left to cancel").isFalse();
        assertThat(Await.happensWithin(20, () -> timer.fired.get() > 1)).isFalse();
    }

    @Test
    void mayBeArmedAgainAfterItFired() {
        var timer = new Counting();
        timers.schedule(timer, 0);
        Await.until(() -> timer.fired.get() == 1);
        timers.schedule(timer, 0);
        Await.until(() -> timer.fired.get() == 2);
    }

    @Test
    void aCancelledTimerDoesNotFire() {
        var timer = new Counting();
        timers.schedule(timer, 5 * MILLI);
        boolean cancelled = timers.cancel(timer);
        assertThat(timers.cancel(timer)).isFalse();
        assertThat(Await.happensWithin(20, () -> timer.fired.get() == 1)).isEqualTo(!cancelled);
    }

    @Test
    void cancellingLeavesNothingBehind() {
        List<Counting> armed = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            armed.add(new Counting());
            timers.schedule(armed.getLast(), LONG + i);
        }
        Collections.shuffle(armed, new Random(3));
        for (int i = 0; i < armed.size(); i++) {
            assertThat(timers.pending()).isEqualTo(armed.size() - i);
            assertThat(timers.cancel(armed.get(i))).isTrue();
        }
        assertThat(timers.pending()).isZero();
    }

    @Test
    void aFailingTimerDoesNotStopTheOthers() {
        var failed = new AtomicReference<>("");
        Thread.UncaughtExceptionHandler former = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> failed.set(failure.toString()));
        try {
            timers.schedule(new Counting(() -> {
                throw new IllegalStateException("this timer's failure");
            }), 0);
            var next = new Counting();
            timers.schedule(next, MILLI);
            Await.until(() -> next.fired.get() == 1);
            assertThat(failed).hasValue("java.lang.IllegalStateException: this timer's failure");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(former);
        }
    }

    /** Else the deadlock watch could see nobody awake and nothing pending just before a sleeper is woken. */
    @Test
    void aTimerIsPendingUntilItHasFired() {
        var pendingWhileFiring = new AtomicInteger(-1);
        timers.schedule(new Counting(() -> pendingWhileFiring.set(timers.pending())), 0);
        Await.until(() -> pendingWhileFiring.get() >= 0);
        assertThat(pendingWhileFiring).hasValue(1);
        Await.until(() -> timers.pending() == 0);
    }

    @Test
    void aHundredThousandTimersAllFireOrAreCancelled() {
        int count = 100_000;
        var random = new Random(11);
        var fired = new AtomicInteger();
        List<Counting> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Counting(fired::incrementAndGet));
            timers.schedule(all.getLast(), random.nextInt(300) * MILLI);
        }
        int cancelled = 0;
        for (int i = 0; i < count; i += 3) {
            if (timers.cancel(all.get(i))) cancelled++;
        }
        int expected = count - cancelled;
        Await.until(() -> fired.get() >= expected && timers.pending() == 0);
        assertThat(fired).hasValue(expected);
        assertThat(all).allMatch(timer -> timer.fired.get() <= 1);
    }

    @Test
    void manyThreadsArmAndCancel() throws InterruptedException {
        var fired = new AtomicInteger();
        var cancelled = new AtomicInteger();
        int perThread = 10_000;
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            long seed = t;
            threads.add(Thread.ofPlatform().start(() -> {
                var random = new Random(seed);
                for (int i = 0; i < perThread; i++) {
                    var timer = new Counting(fired::incrementAndGet);
                    timers.schedule(timer, random.nextInt(2 * (int) MILLI));
                    if (random.nextBoolean() && timers.cancel(timer)) cancelled.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) thread.join();
        Await.until(() -> fired.get() + cancelled.get() == 4 * perThread);
        Await.until(() -> timers.pending() == 0);
    }
}
