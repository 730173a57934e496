package dev.weft.internal.channel;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Exactly one interrupt a round: the interrupted one waits for it in the end, so that none hits the next round. */
final class Interrupts {
    private Interrupts() {}

    static void takeOne() {
        while (!Thread.interrupted()) {
            Thread.onSpinWait();
        }
    }

    /** Interrupts the thread as soon as it is known. */
    static void interrupt(Supplier<@Nullable Thread> victim) {
        Thread known = victim.get();
        while (known == null) {
            Thread.onSpinWait();
            known = victim.get();
        }
        known.interrupt();
    }
}
