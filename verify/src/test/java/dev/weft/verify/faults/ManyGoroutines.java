package dev.weft.verify.faults;

import dev.weft.Channel;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.sync.WaitGroup;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Very many goroutines wait at the same time, and then all go on. Argument: how many. Prints what that took. */
final class ManyGoroutines {
    private ManyGoroutines() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        Channel<Signal> gate = Channel.signal("gate");
        WaitGroup waiting = new WaitGroup("waiting");
        WaitGroup ended = new WaitGroup("ended");
        LongAdder released = new LongAdder();
        long begin = System.nanoTime();
        waiting.add(count);
        ended.add(count);
        for (int i = 0; i < count; i++) {
            Weft.go(() -> {
                waiting.done();
                gate.next();
                released.increment();
                ended.done();
            });
        }
        waiting.await();
        long allWait = System.nanoTime();
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long used = runtime.totalMemory() - runtime.freeMemory();
        long live = Weft.numGoroutines();
        long collected = System.nanoTime();
        gate.close();
        ended.await();
        long end = System.nanoTime();
        boolean well = live == count && released.sum() == count;
        System.out.println((well ? "all well" : "wrong") + ": " + count + " goroutines on engine "
                + Weft.runtime().engine() + ", " + live + " alive, " + released.sum() + " released; started in "
                + seconds(begin, allWait) + " s, released in " + seconds(collected, end) + " s, " + used / count
                + " bytes of heap each");
        System.exit(well ? 0 : 1);
    }

    private static long seconds(long from, long to) {
        return TimeUnit.NANOSECONDS.toSeconds(to - from);
    }
}
