package dev.weft.internal.scheduler;

import dev.weft.internal.jdk.Mounting;

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
        return continuation instanceof Resumption || !Mounting.isAvailable()
                ? continuation
                : new Resumption(thread, continuation);
    }

    @Override
    public void run() {
        Mounting.resume(thread, Thread.currentThread(), continuation);
    }

    Thread thread() {
        return thread;
    }
}
