package dev.weft.interop;

import dev.weft.CancelledException;
import java.util.function.Supplier;

/** Weft's cancellation as the JDK's interfaces have it. */
final class Interruption {
    private Interruption() {}

    /** As whoever throws an {@link InterruptedException} does; whether there was one does not matter. */
    @SuppressWarnings("UnusedReturnValue")
    private static boolean clearInterrupt() {
        return Thread.interrupted();
    }

    /** Runs a blocking operation; when it is cancelled, takes the interrupt and throws what the JDK would. */
    static <T> T of(Supplier<T> operation) throws InterruptedException {
        try {
            return operation.get();
        } catch (CancelledException e) {
            InterruptedException interruption = new InterruptedException(e.getMessage());
            interruption.initCause(e);
            clearInterrupt();
            throw interruption;
        }
    }
}
