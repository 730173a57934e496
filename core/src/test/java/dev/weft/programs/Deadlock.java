package dev.weft.programs;

import static dev.weft.Weft.go;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.onSend;
import static dev.weft.Weft.select;
import static dev.weft.Weft.yieldNow;

import dev.weft.Channel;
import dev.weft.DeadlockException;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.diagnostics.Dump;
import dev.weft.sync.Mutex;
import dev.weft.sync.WaitGroup;

/** One goroutine in every kind of wait, one after the other, until main waits too. */
public final class Deadlock {
    private Deadlock() {}

    public static void main(String[] arguments) throws Exception {
        try {
            Weft.run(Deadlock::blockEverybody);
        } catch (DeadlockException e) {
            System.out.print(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static void blockEverybody() {
        Channel<Integer> jobs = Channel.buffered("jobs", 1);
        Channel<Integer> results = Channel.unbuffered("results");
        jobs.send(0);
        start("sender", () -> jobs.send(1));
        start("receiver", () -> results.receive());
        start("ranging", () -> {
            for (int value : results) jobs.send(value);
        });
        start("selecting", () -> select(onReceive(results, v -> {}), onSend(jobs, 1, () -> {})));
        start("selecting nothing", Weft::select);
        start("never", () -> Channel.never().receive());
        WaitGroup group = new WaitGroup("downloads");
        group.add(1);
        start("waiting", group::await);
        Mutex mutex = new Mutex("accounts");
        mutex.lock();
        start("locking", mutex::lock);
        jobs.send(2);
    }

    /** Starts a goroutine and lets it run until it waits. */
    private static void start(String name, Task task) {
        go(name, task);
        while (Dump.take().goroutines().stream().noneMatch(g -> g.name().equals(name) && !g.waitingFor().isEmpty())) {
            yieldNow();
        }
    }
}
