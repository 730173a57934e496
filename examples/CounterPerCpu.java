// One goroutine for each processor, each with a counter of its own: no lock is needed where nothing is shared.
//
// In Go: runtime.NumCPU(), runtime.GOMAXPROCS(0), and a slice with an element a goroutine.
//
// Argument: how far each counter counts (default 10000000).

import static dev.weft.Weft.*;

import dev.weft.sync.*;

void main(String[] args) {
    long limit = args.length > 0 ? Long.parseLong(args[0]) : 10_000_000;
    IO.println("NumCPU: " + numCpu());
    IO.println("GOMAXPROCS: " + maxProcs());

    long[] counters = new long[numCpu()];
    WaitGroup counting = new WaitGroup("counting");
    for (int cpu = 0; cpu < counters.length; cpu++) {
        int own = cpu;
        counting.go("counter-" + own, () -> {
            long count = 0; // counted here and stored once: neighbours in an array share a cache line
            while (count < limit) {
                count++;
            }
            counters[own] = count;
        });
    }
    counting.await();

    for (int cpu = 0; cpu < counters.length; cpu++) {
        IO.println("counter " + cpu + ": " + counters[cpu]);
    }
    IO.println("together: " + LongStream.of(counters).sum());
}
