package dev.weft.programs;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Weft;
import dev.weft.internal.park.Registry;
import dev.weft.sync.WaitGroup;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Goroutines that only a cancellation can wake stay as long as somebody can cancel them, however often it is collected.
 */
public final class HeldByContext {
    private static final int COUNT = 100;

    private HeldByContext() {}

    public static void main(String[] arguments) throws Exception {
        Weft.run(() -> {
            Context above = Context.current().withCancel();
            WaitGroup unwinding = new WaitGroup("unwinding");
            AtomicInteger cancelled = new AtomicInteger();
            unwinding.add(2 * COUNT);
            start(above, unwinding, cancelled);
            start(above.withCancel(), unwinding, cancelled); // nobody else knows this one
            while (Registry.snapshot().size() < 2 * COUNT + 1) Weft.yieldNow();
            for (int i = 0; i < 5; i++) {
                System.gc();
                Weft.yieldNow();
            }
            above.cancel();
            unwinding.await();
            System.out.println("cancelled " + cancelled);
        });
    }

    private static void start(Context context, WaitGroup unwinding, AtomicInteger cancelled) {
        for (int i = 0; i < COUNT; i++) {
            context.go(() -> {
                try {
                    Channel.unbuffered().receive();
                } catch (CancelledException e) {
                    cancelled.incrementAndGet();
                } finally {
                    unwinding.done();
                }
            });
        }
    }
}
