package dev.weft.testkit;

import static dev.weft.Weft.go;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;

import dev.weft.Channel;
import dev.weft.sync.Mutex;
import dev.weft.sync.WaitGroup;
import java.time.Duration;

/**
 * Programs whose reports {@link ReportTest} compares with files. The reports have this file's lines: whoever changes
 * it, changes them.
 */
final class ReportedPrograms {
    private ReportedPrograms() {}

    /** Two goroutines take two locks, each in its own order. */
    static void deadlock() {
        Mutex left = new Mutex("left");
        Mutex right = new Mutex("right");
        WaitGroup both = new WaitGroup("both");
        both.go("one", () -> left.locked(() -> right.locked(() -> {})));
        both.go("other", () -> right.locked(() -> left.locked(() -> {})));
        both.await();
    }

    /** The first answer is enough, and the second server waits for ever. */
    static void leak() {
        Channel<String> answers = Channel.unbuffered("answers");
        go("one server", () -> answers.send("one"));
        go("another server", () -> answers.send("another"));
        answers.receive();
    }

    /** A worker sends when the results have been closed. */
    static void failure() {
        Channel<Integer> results = Channel.buffered("results", 2);
        go("worker", () -> {
            sleep(Duration.ofSeconds(1));
            results.send(1);
        });
        select(receive(results, value -> value), dev.weft.Weft.after(Duration.ofSeconds(1), () -> 0));
        results.close();
    }

    /** Two goroutines wait for each other by asking again and again. */
    static void endless() {
        boolean[] ready = {false};
        go("asker", () -> {
            while (!ready[0]) {
                yieldNow();
            }
        });
    }

    /** A sleep in real time. */
    static void refused() throws InterruptedException {
        Thread.sleep(10);
    }

    /** Main is given up while it holds the lock. */
    static void cancelled() {
        Mutex account = new Mutex("account");
        go("auditor", () -> {
            sleep(Duration.ofMinutes(1));
            account.lock();
        });
        account.lock();
        sleep(Duration.ofSeconds(1)); // asks the bank
        account.unlock();
    }
}
