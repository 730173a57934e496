package dev.weft.internal.scheduler;

import dev.weft.internal.jdk.Mounting;
import org.jspecify.annotations.Nullable;

/**
 * What run queues hold for a goroutine that has left its carrier in our way: continues it. The JDK's own continuation
 * object does the same, at a higher price.
 */
final class Resumption implements Runnable {
    private final Thread thread;
    private final Runnable continuation;

    private Resumption(Thread thread, Runnable continuation) {
        this.thread = thread;
        this.continuation = continuation;
    }

    /** How to continue {@code thread} from now on, given how it was continued this time. */
    static Runnable of(Thread thread, Runnable continuation) {
        if (continuation instanceof Resumption || !Mounting.isAvailable()) {
            return continuation;
        }
        if (!(continuation instanceof Turnstile.Visit visit)) {
            return new Resumption(thread, continuation);
        }
        Runnable inner = of(thread, visit.continuation());
        return inner == visit.continuation() ? visit : new Turnstile.Visit(visit.turnstile(), inner);
    }

    /** The thread that {@code continuation} has continued, if that was in our way, else null. */
    static @Nullable Thread threadOf(Runnable continuation) {
        if (continuation instanceof Resumption resumption) {
            return resumption.thread;
        }
        return continuation instanceof Turnstile.Visit visit ? threadOf(visit.continuation()) : null;
    }

    @Override
    public void run() {
        Mounting.resume(thread, Thread.currentThread(), continuation);
    }
}
