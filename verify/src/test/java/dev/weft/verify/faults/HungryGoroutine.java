package dev.weft.verify.faults;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Weft;

/**
 * Goroutines take all memory that there is, in pieces so large that some is always left for the others, who work and
 * must not suffer. Prints {@code all well} or what was wrong; the reports of the failures go to stderr.
 */
final class HungryGoroutine {
    private static final int PIECE = 8 << 20;
    private static final int MEALS = 5;
    private static final int VALUES = 200_000;

    private HungryGoroutine() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        Channel<Integer> values = Channel.buffered(10);
        long[] sum = new long[1];
        Goroutine receiver = Weft.go(() -> {
            for (int value : values) sum[0] += value;
        });
        Goroutine sender = Weft.go(() -> {
            for (int i = 0; i < VALUES; i++) values.send(i);
            values.close();
        });
        for (int i = 0; i < MEALS; i++) Weft.go("hungry", HungryGoroutine::eat).join();
        sender.join();
        receiver.join();
        long wanted = (long) VALUES * (VALUES - 1) / 2;
        System.out.println(sum[0] == wanted ? "all well" : "the sum is " + sum[0] + " and not " + wanted);
        System.exit(sum[0] == wanted ? 0 : 1);
    }

    private static void eat() {
        Object[] pieces = {};
        while (true) pieces = new Object[] {pieces, new byte[PIECE]};
    }
}
