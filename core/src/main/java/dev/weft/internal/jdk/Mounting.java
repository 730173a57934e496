package dev.weft.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Continues a virtual thread on the calling carrier until it leaves again: the same steps as those of the JDK, in
 * {@code VirtualThread.runContinuation}, but for two. When a thread leaves, the JDK takes its interrupt lock for the
 * moment in which it cuts the connection to the carrier: two atomic operations at each switch, nearly a tenth of a
 * hand-over ({@code docs/decisions/0004-parking.md}).
 *
 * <p><b>What the lock is for.</b> {@link Thread#interrupt} sets the thread's status, reads its carrier, and interrupts
 * that too, all under the lock. Without it, a carrier could be interrupted that has gone on to another thread.
 *
 * <p><b>What we do instead.</b> The carrier cuts the connection (c1), and after a full fence (c2) looks at the thread's
 * status (c3); the interrupter sets the status (i1) before it looks for the carrier (i2). So if (c3) does not see the
 * status, (i2) does not see the carrier. If (c3) sees it, which is rare, {@link #awaitInterrupter} takes the lock: then
 * whoever may have seen the carrier is done with it, and the carrier's status is cleared. The fence is the atomic
 * operation by which the thread's state is published, or an explicit one.
 *
 * <p><b>The other step: arriving.</b> The JDK writes the carrier (m1), and after a full fence looks at the thread's
 * status (m2), in order to interrupt the carrier too. Here (m1) is a release, and an interrupter may slip between: it
 * does not see the carrier, and (m2) does not see the status. The continuation's own mark of being mounted, an atomic
 * operation, follows (m1) before the thread goes on; so the thread itself looks once more when it does
 * ({@link #passInterruptToCarrier}).
 */
public final class Mounting {
    private static final int RUNNING = 2;
    private static final int YIELDED = 11;

    /** All null, or none. */
    private static final @Nullable Handles HANDLES = Handles.find();

    private static final @Nullable MethodHandle STATE = HANDLES == null ? null : HANDLES.state;
    private static final @Nullable MethodHandle COMPARE_AND_SET_STATE =
            HANDLES == null ? null : HANDLES.compareAndSetState;
    private static final @Nullable MethodHandle CARRIER = HANDLES == null ? null : HANDLES.carrier;
    private static final @Nullable MethodHandle CONTINUATION = HANDLES == null ? null : HANDLES.continuation;
    private static final @Nullable MethodHandle MOUNT = HANDLES == null ? null : HANDLES.mount;
    private static final @Nullable MethodHandle NOTIFY_MOUNT = HANDLES == null ? null : HANDLES.notifyMount;
    private static final @Nullable MethodHandle RUN = HANDLES == null ? null : HANDLES.run;
    private static final @Nullable MethodHandle IS_DONE = HANDLES == null ? null : HANDLES.isDone;
    private static final @Nullable MethodHandle SET_CURRENT = HANDLES == null ? null : HANDLES.setCurrent;
    private static final @Nullable MethodHandle NOTIFY_UNMOUNT = HANDLES == null ? null : HANDLES.notifyUnmount;
    private static final @Nullable MethodHandle AFTER_DONE = HANDLES == null ? null : HANDLES.afterDone;
    private static final @Nullable MethodHandle AFTER_YIELD = HANDLES == null ? null : HANDLES.afterYield;
    private static final @Nullable MethodHandle INTERRUPT_LOCK = HANDLES == null ? null : HANDLES.interruptLock;
    private static final @Nullable MethodHandle SET_INTERRUPT = HANDLES == null ? null : HANDLES.setInterrupt;
    private static final @Nullable MethodHandle CURRENT_CARRIER = HANDLES == null ? null : HANDLES.currentCarrier;

    private record Handles(
            MethodHandle state,
            MethodHandle compareAndSetState,
            MethodHandle carrier,
            MethodHandle continuation,
            MethodHandle mount,
            MethodHandle notifyMount,
            MethodHandle run,
            MethodHandle isDone,
            MethodHandle setCurrent,
            MethodHandle notifyUnmount,
            MethodHandle afterDone,
            MethodHandle afterYield,
            MethodHandle interruptLock,
            MethodHandle setInterrupt,
            MethodHandle currentCarrier) {

        static @Nullable Handles find() {
            try {
                Class<?> type = Class.forName("java.lang.VirtualThread");
                Class<?> body = Class.forName("java.lang.VirtualThread$VThreadContinuation");
                Class<?> continuation = Class.forName("jdk.internal.vm.Continuation");
                Lookup inside = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
                Lookup insideThread = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
                if ((int) inside.findStaticVarHandle(type, "RUNNING", int.class).get() != RUNNING
                        || (int) inside.findStaticVarHandle(type, "YIELDED", int.class).get() != YIELDED) {
                    return null;
                }
                MethodType act = MethodType.methodType(void.class);
                MethodType actOnThread = MethodType.methodType(void.class, Thread.class);
                MethodType actOnObject = MethodType.methodType(void.class, Object.class);
                VarHandle state = inside.findVarHandle(type, "state", int.class);
                return new Handles(
                        state.toMethodHandle(VarHandle.AccessMode.GET_VOLATILE)
                                .asType(MethodType.methodType(int.class, Thread.class)),
                        state.toMethodHandle(VarHandle.AccessMode.COMPARE_AND_SET)
                                .asType(MethodType.methodType(boolean.class, Thread.class, int.class, int.class)),
                        inside.findVarHandle(type, "carrierThread", Thread.class)
                                .toMethodHandle(VarHandle.AccessMode.SET_RELEASE)
                                .asType(MethodType.methodType(void.class, Thread.class, Thread.class)),
                        inside.findVarHandle(type, "cont", continuation)
                                .toMethodHandle(VarHandle.AccessMode.GET)
                                .asType(MethodType.methodType(Object.class, Thread.class)),
                        inside.findVirtual(type, "mount", act).asType(actOnThread),
                        inside.findVirtual(type, "notifyJvmtiMount", MethodType.methodType(void.class, boolean.class))
                                .asType(MethodType.methodType(void.class, Thread.class, boolean.class)),
                        inside.findVirtual(body, "run", act).asType(actOnObject),
                        inside.findVirtual(body, "isDone", MethodType.methodType(boolean.class))
                                .asType(MethodType.methodType(boolean.class, Object.class)),
                        insideThread.findVirtual(Thread.class, "setCurrentThread", actOnThread),
                        inside.findVirtual(type, "notifyJvmtiUnmount", MethodType.methodType(void.class, boolean.class))
                                .asType(MethodType.methodType(void.class, Thread.class, boolean.class)),
                        inside.findVirtual(type, "afterDone", act).asType(actOnThread),
                        inside.findVirtual(type, "afterYield", act).asType(actOnThread),
                        insideThread.findVarHandle(Thread.class, "interruptLock", Object.class)
                                .toMethodHandle(VarHandle.AccessMode.GET),
                        insideThread.findVirtual(Thread.class, "setInterrupt", act),
                        insideThread.findStatic(Thread.class, "currentCarrierThread",
                                MethodType.methodType(Thread.class)));
            } catch (ReflectiveOperationException e) {
                // Another JDK than the ones this was written for: isAvailable says no, and the JDK's own way is used.
                return null;
            }
        }
    }

    private Mounting() {}

    /** Whether {@link #resume} works on this JDK. */
    public static boolean isAvailable() {
        return HANDLES != null;
    }

    /**
     * Continues {@code thread} if it is {@linkplain Unmounting#makeContinuable continuable} or otherwise allowed to go
     * on, and returns when it has left the calling carrier. Afterwards, once its state is published by an atomic
     * operation, the caller looks at the thread's interrupt status, and calls {@link #awaitInterrupter} if it is set.
     *
     * @param thread a virtual thread
     * @param carrier the calling thread
     * @param continuation what the JDK has given for it, for what is done in the JDK's way
     */
    @SuppressWarnings("NullAway") // isAvailable has been asked; static final fields are folded
    public static void resume(Thread thread, Thread carrier, Runnable continuation) {
        try {
            if ((int) STATE.invokeExact(thread) != YIELDED) {
                continuation.run();
                return;
            }
            if (!(boolean) COMPARE_AND_SET_STATE.invokeExact(thread, YIELDED, RUNNING)) {
                return;
            }
            Object body = (Object) CONTINUATION.invokeExact(thread);
            mount(thread, carrier);
            try {
                RUN.invokeExact(body);
            } finally {
                SET_CURRENT.invokeExact(carrier, carrier);
                CARRIER.invokeExact(thread, (Thread) null);
                NOTIFY_UNMOUNT.invokeExact(thread, false);
                leave(thread, body);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot continue a virtual thread", e);
        }
    }

    /** The JDK's {@code mount}, with a release instead of a fence where no interrupt is in sight. */
    @SuppressWarnings("NullAway") // as above
    private static void mount(Thread thread, Thread carrier) throws Throwable {
        if (thread.isInterrupted() || carrier.isInterrupted()) {
            MOUNT.invokeExact(thread);
        } else {
            NOTIFY_MOUNT.invokeExact(thread, true);
            CARRIER.invokeExact(thread, carrier);
            SET_CURRENT.invokeExact(carrier, thread);
        }
    }

    /**
     * On a thread that goes on after {@link Unmounting#unmount}: if it was interrupted while it was being mounted, and
     * the interrupter did not see its carrier yet, makes up for that. Without the interrupt lock, as in the JDK's
     * {@code mount}: only the thread itself clears its status. (It must not wait for that lock: to wait, it would have
     * to leave its carrier, which takes the same lock.)
     */
    @SuppressWarnings("NullAway") // isAvailable is asked here
    static void passInterruptToCarrier(Thread current) {
        if (!isAvailable() || !current.isInterrupted()) {
            return;
        }
        try {
            SET_INTERRUPT.invokeExact((Thread) CURRENT_CARRIER.invokeExact());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot interrupt a carrier", e);
        }
    }

    /** What the JDK does about a thread that has ended, or has left in one of the JDK's ways. */
    @SuppressWarnings("NullAway") // as above
    private static void leave(Thread thread, Object body) throws Throwable {
        if ((boolean) IS_DONE.invokeExact(body)) {
            AFTER_DONE.invokeExact(thread);
            VarHandle.fullFence();
        } else if ((int) STATE.invokeExact(thread) != RUNNING) {
            AFTER_YIELD.invokeExact(thread);
            VarHandle.fullFence();
        }
    }

    /** Waits until whoever has just interrupted {@code thread} is done with the calling carrier, where it was. */
    @SuppressWarnings("NullAway") // as above
    public static void awaitInterrupter(Thread thread) {
        try {
            synchronized ((Object) INTERRUPT_LOCK.invokeExact(thread)) {
                // The carrier's own status means nothing: nobody else interrupts carriers.
                Thread.interrupted();
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot take a thread's interrupt lock", e);
        }
    }
}
