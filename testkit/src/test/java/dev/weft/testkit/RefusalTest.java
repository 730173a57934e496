package dev.weft.testkit;

import static dev.weft.Weft.go;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weft.Channel;
import dev.weft.Signal;
import dev.weft.Task;
import dev.weft.testkit.internal.simulation.Simulation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What cannot be simulated is said to be that, with the line, and nothing else. */
class RefusalTest {
    private static Problem.NotSimulated refusal(Task task) {
        Exploration exploration = Explorer.random(1).schedules(2000).run(task);
        assertThat(exploration).isInstanceOf(Exploration.Failed.class);
        Exploration.Failed failed = (Exploration.Failed) exploration;
        assertThat(failed.problem()).as(failed.report()).isInstanceOf(Problem.NotSimulated.class);
        return (Problem.NotSimulated) failed.problem();
    }

    private static void assertPointsHere(Problem.NotSimulated refusal) {
        assertThat(refusal.stack()).anyMatch(frame -> frame.getClassName().equals(RefusalTest.class.getName()));
    }

    @Test
    void contendedMonitorIsRefused() {
        Problem.NotSimulated refusal = refusal(() -> {
            Object monitor = new Object();
            for (int i = 0; i < 2; i++) {
                go(() -> {
                    synchronized (monitor) {
                        yieldNow();
                    }
                });
            }
        });
        assertThat(refusal.what())
                .matches("goroutine \\d waits for a monitor \\(synchronized\\) that another one holds");
        assertPointsHere(refusal);
    }

    @Test
    void realSleepIsRefused() {
        Problem.NotSimulated refusal = refusal(() -> Thread.sleep(1));
        assertThat(refusal.what()).isEqualTo("goroutine 0 \"main\" sleeps with Thread.sleep, in real time");
        assertThat(refusal.advice()).isEqualTo("use Weft.sleep, which is virtual here");
        assertPointsHere(refusal);
    }

    /** The time may be over before anyone has looked at what the goroutine does. */
    @RepeatedTest(400)
    void sleepsAndWaitsThatAreOverAtOnceAreRefusedAllTheSame() {
        assertThat(refusal(() -> Thread.sleep(0, 1)).what())
                .isEqualTo("goroutine 0 \"main\" sleeps with Thread.sleep, in real time");
        assertThat(refusal(() -> LockSupport.parkNanos(1)).what())
                .isEqualTo("goroutine 0 \"main\" waits in the JDK with a time limit, in real time");
    }

    @Test
    void timedParkIsRefused() {
        Problem.NotSimulated refusal = refusal(() -> new CountDownLatch(1).await(1, TimeUnit.HOURS));
        assertThat(refusal.what()).isEqualTo("goroutine 0 \"main\" waits in the JDK with a time limit, in real time");
        assertPointsHere(refusal);
        assertPointsHere(refusal(() -> LockSupport.parkNanos(1_000_000)));
    }

    @Test
    @SuppressWarnings("WaitNotInLoop") // it never returns
    void objectWaitIsRefused() {
        Object monitor = new Object();
        Problem.NotSimulated refusal = refusal(() -> {
            synchronized (monitor) {
                monitor.wait();
            }
        });
        assertThat(refusal.what()).isEqualTo("goroutine 0 \"main\" waits in Object.wait");
        assertPointsHere(refusal);
    }

    @Test
    void networkIsRefused() {
        Problem.NotSimulated refusal = refusal(() -> {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                server.accept().close();
            }
        });
        assertThat(refusal.what()).isEqualTo("goroutine 0 \"main\" does real input or output");
        assertPointsHere(refusal);
    }

    @Test
    void otherVirtualThreadIsRefused() {
        Problem.NotSimulated refusal = refusal(() -> Thread.ofVirtual().start(() -> {}));
        assertThat(refusal.what()).isEqualTo("a virtual thread is started in a simulation, but not with go");
        assertPointsHere(refusal);
    }

    @Test
    void threadThatMayStillWakeSomebodyIsNoDeadlock() {
        CountDownLatch end = new CountDownLatch(1);
        Problem.NotSimulated refusal;
        try {
            refusal = refusal(() -> {
                Channel<Signal> signals = Channel.signal();
                new Thread(() -> {
                    awaitQuietly(end);
                    signals.close();
                }, "outsider").start();
                signals.receive();
            });
        } finally {
            end.countDown();
        }
        assertThat(refusal.what()).contains("threads that the test has started may still wake one", "\"outsider\"");
        assertPointsHere(refusal);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void channelOfAnotherScheduleIsRefused() {
        Channel<Integer> shared = Channel.unbuffered("shared");
        Problem.NotSimulated refusal = refusal(() -> {
            go("sender", () -> shared.send(1));
            if (shared.length() == 0) {
                shared.receive();
                go("second sender", () -> shared.trySend(2));
                go("left behind", () -> shared.receive());
            }
        }, Explorer.random(3).ignoringLeaks());
        assertThat(refusal.what()).contains("an object of an earlier schedule is used again");
    }

    private static Problem.NotSimulated refusal(Task task, Explorer explorer) {
        Exploration exploration = explorer.schedules(2000).run(task);
        assertThat(exploration).isInstanceOf(Exploration.Failed.class);
        Exploration.Failed failed = (Exploration.Failed) exploration;
        assertThat(failed.problem()).as(failed.report()).isInstanceOf(Problem.NotSimulated.class);
        return (Problem.NotSimulated) failed.problem();
    }

    @Test
    void programThatIsNotTheSameTwiceIsRefused() {
        int[] runs = {0};
        Exploration exploration = Explorer.exhaustive().run(() -> {
            Channel<Integer> values = Channel.buffered(3);
            go(() -> values.send(1));
            go(() -> values.send(2));
            if (runs[0]++ == 0) {
                go(() -> values.send(3));
            }
        });
        assertThat(exploration).isInstanceOfSatisfying(Exploration.Failed.class,
                failed -> assertThat(failed.problem()).isInstanceOf(Problem.NotSimulated.class));
    }

    // ------------------------------------------------------------------------------------- what is not refused

    /** A schedule abandons a goroutine that sleeps; its timer goes off while a later one starts its goroutines. */
    @Test
    void timersOfEarlierSchedulesTouchNothing() throws InterruptedException {
        AtomicReference<@Nullable Simulation> simulation = new AtomicReference<>();
        AtomicBoolean over = new AtomicBoolean();
        Runnable abandoned = () -> fail("a goroutine of an earlier schedule goes on");
        Thread timer = new Thread(() -> {
            while (!over.get()) {
                Simulation now = simulation.get();
                if (now != null) {
                    now.execute(abandoned);
                }
            }
        }, "VirtualThread-unparker");
        timer.start();
        try {
            Explorer.random(1).schedules(100).run(() -> {
                simulation.set(Simulation.ofCaller());
                for (int i = 0; i < 100; i++) {
                    go(() -> {});
                }
            }).orThrow();
        } finally {
            over.set(true);
            timer.join();
        }
    }

    @Test
    void uncontendedMonitorsAndWaitsThatGoroutinesEndAreSimulated() {
        Explorer.random(1).schedules(500).run(() -> {
            ReentrantLock lock = new ReentrantLock();
            SynchronousQueue<Integer> queue = new SynchronousQueue<>();
            int[] count = {0};
            for (int i = 0; i < 2; i++) {
                go(() -> {
                    lock.lock();
                    try {
                        yieldNow();
                        synchronized (count) {
                            count[0]++;
                        }
                    } finally {
                        lock.unlock();
                    }
                    queue.put(1);
                });
            }
            assertThat(queue.take() + queue.take()).isEqualTo(2);
            assertThat(count[0]).isEqualTo(2);
        }).orThrow();
    }
}
