package dev.weft.programs;

import dev.weft.Channel;
import dev.weft.DeadlockException;
import dev.weft.Weft;
import dev.weft.internal.park.Registry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Goroutines that nothing can wake are collected, and are no longer in the way of a deadlock report. */
public final class Unreachable {
    private static final int COUNT = 100;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private Unreachable() {}

    public static void main(String[] arguments) throws Exception {
        Thread.ofPlatform().daemon().start(Unreachable::endAfterAWhile);
        try {
            Weft.run(() -> {
                for (int i = 0; i < COUNT; i++) Weft.go(() -> Channel.unbuffered().receive());
                int all = COUNT + 1; // with this one
                while (Registry.snapshot().size() < all) Weft.yieldNow();
                System.out.println("parked " + (Registry.snapshot().size() - 1));
                // Not by dumps: who is asked for its stack is reachable meanwhile. A processor that has nothing to do
                // forgets what was stolen from it, so this goroutine, which stays, lets it have nothing to do.
                do {
                    Weft.sleep(Duration.ofMillis(1));
                    System.gc();
                } while (Registry.snapshot().size() > 1);
                System.out.println("collected, " + Weft.numGoroutines() + " left");
                Channel.unbuffered("last").receive();
            });
        } catch (DeadlockException e) {
            System.out.println(e.toString().lines().findFirst().orElse(""));
        }
    }

    private static void endAfterAWhile() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() - end < 0) LockSupport.parkNanos(end - System.nanoTime());
        System.out.println("no end");
        Runtime.getRuntime().halt(3);
    }
}
