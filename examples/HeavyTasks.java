// Concurrency is structure, parallelism is execution: four heavy tasks run one after another, then as four goroutines.
// The program is the same with any GOMAXPROCS; how much sooner it ends depends on it. Try `weft run --procs 1`.
//
// In Go: time.Since around a loop of calls, and around a loop of `go` with a WaitGroup.
//
// Argument: how far the tasks count (default 3000000).

import static dev.weft.Weft.*;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.sync.*;
import java.lang.management.ManagementFactory;

static final int TASKS = 4;

void main(String[] args) {
    int limit = args.length > 0 ? Integer.parseInt(args[0]) : 3_000_000;
    warmUp();

    Measured alone = measure("one after another", results -> {
        for (int task = 0; task < TASKS; task++) {
            results[task] = longestChain(task, limit);
        }
    });
    Measured together = measure("four goroutines", results -> {
        WaitGroup tasks = new WaitGroup("tasks");
        for (int task = 0; task < TASKS; task++) {
            int number = task;
            tasks.go("task-" + number, () -> results[number] = longestChain(number, limit));
        }
        tasks.await();
    });

    IO.println("same results: " + Arrays.equals(alone.results, together.results));
    IO.println("GOMAXPROCS %d, speed-up %.2f".formatted(maxProcs(), alone.wallMillis / together.wallMillis));
}

/**
 * The most steps that any of a task's numbers needs to come down to 1: halve it when even, else triple it and add one.
 */
long longestChain(int task, int limit) {
    long longest = 0;
    for (long start = 1 + task; start <= limit; start += TASKS) {
        longest = Math.max(longest, steps(start));
    }
    return longest;
}

long steps(long start) {
    long steps = 0;
    for (long n = start; n != 1; n = n % 2 == 0 ? n / 2 : 3 * n + 1) {
        steps++;
    }
    return steps;
}

/** Until the JIT compiler has done its work and rounds get no faster: otherwise what is measured first seems slow. */
void warmUp() {
    long best = Long.MAX_VALUE;
    for (int round = 0, bestRound = 0; round < bestRound + 20; round++) {
        long begin = System.nanoTime();
        for (int call = 0; call < 100; call++) {
            longestChain(call % TASKS, 2_000);
        }
        long nanos = System.nanoTime() - begin;
        if (nanos < best - best / 50) {
            best = nanos;
            bestRound = round;
        }
    }
}

record Measured(long[] results, double wallMillis) {}

Measured measure(String how, Consumer<long[]> work) {
    long[] results = new long[TASKS];
    long cpuBefore = cpuNanos();
    long begin = System.nanoTime();
    work.accept(results);
    double wall = (System.nanoTime() - begin) / 1e6;
    double cpu = (cpuNanos() - cpuBefore) / 1e6;
    IO.println("%s: %s, wall %.1f ms, CPU %.1f ms".formatted(how, Arrays.toString(results), wall, cpu));
    return new Measured(results, wall);
}

/** The CPU time of all threads: a goroutine has none of its own, since it moves between them. */
long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
}
