package dev.weft.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Takes the calling virtual thread off its carrier without offering it to its scheduler.
 *
 * <p>{@link Thread#yield} of a virtual thread sets its state to YIELDING, suspends the continuation, sets the state to
 * YIELDED and hands the continuation to the scheduler; running the continuation takes the thread from YIELDED to
 * RUNNING. Here the state stays RUNNING while the continuation is suspended, which the JDK's code after the suspension
 * leaves alone, and nothing is handed to anyone: the carrier, back in its loop, calls {@link #makeContinuable} and
 * knows what to do with the thread. That saves two volatile writes and the way through the scheduler's {@code execute}:
 * 6 to 8 % of a hand-over.
 *
 * <p><b>Why this is safe.</b> Between the suspension and {@code makeContinuable} the thread is RUNNING without a
 * carrier. A continuation that is run by mistake in that time does nothing, since only YIELDED may be continued;
 * whoever wants the stack of a thread in that state tries again, as for any thread in transition. The suspension goes
 * through the JDK's own method, which tells debuggers and profilers.
 */
public final class Unmounting {
    /** {@code VirtualThread.YIELDED}: unmounted, and may be continued by running its continuation. */
    private static final int YIELDED = 11;

    private static final @Nullable MethodHandle SET_STATE;
    private static final @Nullable MethodHandle SUSPEND;

    static {
        MethodHandle setState = null;
        MethodHandle suspend = null;
        try {
            Class<?> type = Class.forName("java.lang.VirtualThread");
            MethodHandles.Lookup inside = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            if ((int) inside.findStaticVarHandle(type, "YIELDED", int.class).get() == YIELDED) {
                setState = inside.findVarHandle(type, "state", int.class)
                        .toMethodHandle(VarHandle.AccessMode.SET_RELEASE)
                        .asType(MethodType.methodType(void.class, Thread.class, int.class));
                suspend = inside.findVirtual(type, "yieldContinuation", MethodType.methodType(boolean.class))
                        .asType(MethodType.methodType(boolean.class, Thread.class));
            }
        } catch (ReflectiveOperationException e) {
            // Another JDK than the ones this was written for: isAvailable says no, and the callers have their fallback.
            setState = null;
            suspend = null;
        }
        SET_STATE = setState;
        SUSPEND = suspend;
    }

    private Unmounting() {}

    /** Whether {@link #unmount} works on this JDK. */
    public static boolean isAvailable() {
        return SET_STATE != null && SUSPEND != null;
    }

    /**
     * Takes the calling virtual thread off its carrier; returns when it has been made continuable and continued.
     *
     * @return false at once if the thread cannot be unmounted now, because native code or a class initialiser is below
     *     it, or because there is no memory left to hold its stack
     */
    @SuppressWarnings("NullAway") // isAvailable has been asked; static final fields are folded
    public static boolean unmount(Thread current) {
        try {
            boolean left = (boolean) SUSPEND.invokeExact(current);
            if (left) {
                Mounting.passInterruptToCarrier(current);
            }
            return left;
        } catch (OutOfMemoryError e) {
            return false;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot unmount a virtual thread", e);
        }
    }

    /** On the carrier, after {@link #unmount}: from now on, running the thread's continuation continues it. */
    @SuppressWarnings("NullAway") // as above
    public static void makeContinuable(Thread unmounted) {
        try {
            SET_STATE.invokeExact(unmounted, YIELDED);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make a virtual thread continuable", e);
        }
    }
}
