package dev.weft.testkit.junit;

import static dev.weft.Weft.after;
import static dev.weft.Weft.go;
import static dev.weft.Weft.onDone;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Signal;
import dev.weft.sync.Mutex;
import dev.weft.sync.WaitGroup;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Mistakes that concurrent programs have again and again, each as a test that fails, and that passes once
 * {@link #fixed} is set. {@link ClassicBugsTest} runs them.
 */
class ClassicBugs {
    static boolean fixed;

    /** The consumer looks, finds nothing, and goes to sleep; the producer rings in between, when nobody listens. */
    @GoTest(schedules = 20_000)
    void lostWakeUp() {
        Mutex mutex = new Mutex("items");
        Channel<Signal> bell = fixed ? Channel.buffered("bell", 1) : Channel.unbuffered("bell");
        int[] items = {0};
        go("producer", () -> {
            mutex.locked(() -> items[0]++);
            bell.trySend(Signal.SIGNAL);
        });
        mutex.lock();
        while (items[0] == 0) {
            mutex.unlock();
            bell.receive();
            mutex.lock();
        }
        mutex.unlock();
    }

    /** Whoever finds that all are done closes; two may find it. */
    @GoTest(schedules = 20_000)
    void doubleClose() {
        Channel<Integer> results = Channel.buffered("results", 2);
        Mutex mutex = new Mutex("finished");
        int[] finished = {0};
        for (int i = 0; i < 2; i++) {
            go("worker-" + i, () -> {
                results.send(1);
                mutex.lock();
                finished[0]++;
                if (!fixed) {
                    mutex.unlock();
                    mutex.lock();
                }
                boolean last = finished[0] == 2;
                mutex.unlock();
                if (last) {
                    results.close();
                }
            });
        }
        assertThat(results.stream()).hasSize(2);
    }

    /** The channel is closed when the first of the senders is done. */
    @GoTest(schedules = 20_000)
    void sendAfterClose() {
        Channel<Integer> results = Channel.buffered("results", 2);
        WaitGroup senders = new WaitGroup("senders");
        senders.add(fixed ? 2 : 1);
        for (int i = 0; i < 2; i++) {
            boolean counts = fixed || i == 0;
            go("sender-" + i, () -> {
                results.send(1);
                if (counts) {
                    senders.done();
                }
            });
        }
        senders.await();
        results.close();
    }

    /** The first answer is enough; who answers next finds nobody who listens. */
    @GoTest(schedules = 20_000)
    void leakedProducerAfterEarlyReturn() {
        Channel<String> answers = fixed ? Channel.buffered("answers", 2) : Channel.unbuffered("answers");
        go("one server", () -> answers.send("one"));
        go("another server", () -> answers.send("another"));
        assertThat(answers.receive()).isIn("one", "another");
    }

    /** Counting begins in the goroutine, which may be after the wait for it. */
    @GoTest(schedules = 20_000)
    void addInsideTheGoroutine() {
        WaitGroup workers = new WaitGroup("workers");
        Channel<Integer> results = Channel.buffered("results", 3);
        for (int i = 0; i < 3; i++) {
            if (fixed) {
                workers.add(1);
            }
            go("worker-" + i, () -> {
                if (!fixed) {
                    workers.add(1);
                }
                results.send(1);
                workers.done();
            });
        }
        workers.await();
        assertThat(results.length()).isEqualTo(3);
    }

    /** Two accounts, two transfers, locks in the order of the arguments. */
    @GoTest(schedules = 20_000)
    void lockOrderCycle() {
        Mutex[] accounts = {new Mutex("account-0"), new Mutex("account-1")};
        WaitGroup transfers = new WaitGroup("transfers");
        for (int from = 0; from < 2; from++) {
            Mutex first = accounts[fixed ? 0 : from];
            Mutex second = accounts[fixed ? 1 : 1 - from];
            transfers.go("transfer-" + from, () -> first.locked(() -> second.locked(() -> {})));
        }
        transfers.await();
    }

    /** The worker asks before each job whether to stop, and then waits for a job that never comes. */
    @GoTest(schedules = 20_000)
    void missedCancellation() {
        Context context = Context.background().withCancel();
        Channel<Integer> jobs = Channel.unbuffered("jobs");
        go("worker", () -> {
            while (!context.isCancelled()) {
                if (fixed) {
                    select(onReceive(jobs, job -> {}), onDone(context, () -> {}));
                } else {
                    jobs.receive();
                }
            }
        });
        jobs.send(1);
        context.cancel();
    }

    /** A channel with one place as a lock; the way out after an error gives it back, and the common way out again. */
    @GoTest(schedules = 20_000)
    void channelAsMutexReleasedTwice() {
        Channel<Signal> lock = Channel.buffered("lock", 1);
        WaitGroup users = new WaitGroup("users");
        int[] inside = {0};
        for (int i = 0; i < 3; i++) {
            boolean fails = i == 0;
            users.go("user-" + i, () -> {
                lock.send(Signal.SIGNAL);
                assertThat(++inside[0]).as("users inside").isEqualTo(1);
                yieldNow();
                inside[0]--;
                if (fails && !fixed) {
                    lock.tryReceive();
                }
                lock.tryReceive();
            });
        }
        users.await();
    }

    /** Two look for the same entry, both miss it, both load it. */
    @GoTest(schedules = 20_000)
    void unsynchronisedCheckThenAct() {
        Map<String, String> cache = new HashMap<>();
        Mutex mutex = new Mutex("cache");
        int[] loads = {0};
        WaitGroup readers = new WaitGroup("readers");
        for (int i = 0; i < 2; i++) {
            readers.go("reader-" + i, () -> {
                if (fixed) {
                    mutex.lock();
                }
                if (!cache.containsKey("key")) {
                    sleep(Duration.ofMillis(10)); // loads
                    loads[0]++;
                    cache.put("key", "value");
                }
                if (fixed) {
                    mutex.unlock();
                }
            });
        }
        readers.await();
        assertThat(loads[0]).as("loads").isEqualTo(1);
    }

    /** Who gives up closes the channel of the answer, which may come at the same moment. */
    @GoTest(schedules = 20_000)
    void timerRace() {
        Channel<String> answer = Channel.buffered("answer", 1);
        go("server", () -> {
            sleep(Duration.ofSeconds(1));
            answer.send("at last");
        });
        boolean late = select(receive(answer, text -> false), after(Duration.ofSeconds(1), () -> true));
        if (late && !fixed) {
            answer.close();
        }
    }
}
