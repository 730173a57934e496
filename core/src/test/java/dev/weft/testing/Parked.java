package dev.weft.testing;

import dev.weft.Goroutine;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.WaitReason;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Looks at what waits in one of Weft's operations. */
public final class Parked {
    private Parked() {}

    /** Returns once the goroutine waits for the given reason. */
    public static void await(Goroutine goroutine, WaitReason reason) {
        await(goroutine.thread(), reason);
    }

    /** Returns once the thread, a goroutine's or not, waits for the given reason. */
    public static void await(Thread thread, WaitReason reason) {
        Await.until(() -> is(thread, reason));
    }

    /** Whether the goroutine waits for the given reason now. */
    public static boolean is(Goroutine goroutine, WaitReason reason) {
        return is(goroutine.thread(), reason);
    }

    private static boolean is(Thread thread, WaitReason reason) {
        return fiberOf(thread).filter(fiber -> fiber.isParked() && fiber.reason() == reason).isPresent();
    }

    private static Optional<Fiber> fiberOf(Thread thread) {
        if (thread.getUncaughtExceptionHandler() instanceof Fiber fiber) {
            return Optional.of(fiber);
        }
        return LockSupport.getBlocker(thread) instanceof Fiber fiber ? Optional.of(fiber) : Optional.empty();
    }
}
