package dev.weft.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears of {@link Thread#interrupt()} of a virtual thread that waits without the JDK's park.
 *
 * <p>A thread has a field for the blocker of interruptible channel I/O, {@code nioBlocker}; {@code interrupt} calls it
 * after it has set the interrupt status and while it holds the thread's interrupt lock. Ours sits there while a
 * goroutine is parked. Channel I/O puts its own in and afterwards clears the field, so {@link #listen} is called before
 * each park; it is one plain read when nothing has changed. Writing without the interrupt lock is safe because only the
 * thread itself writes the field, and because the caller checks the interrupt status after a full fence: either the
 * interrupter sees the listener, or the parking side sees the status.
 */
public final class InterruptListener {
    private static final @Nullable MethodHandle SET_BLOCKER;
    private static final @Nullable MethodHandle GET_BLOCKER;
    private static final @Nullable Class<?> INTERRUPTIBLE;

    static {
        MethodHandle getter = null;
        MethodHandle setter = null;
        Class<?> type = null;
        try {
            type = Class.forName("sun.nio.ch.Interruptible");
            VarHandle field = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                    .findVarHandle(Thread.class, "nioBlocker", type);
            getter = field.toMethodHandle(VarHandle.AccessMode.GET)
                    .asType(java.lang.invoke.MethodType.methodType(Object.class, Thread.class));
            setter = field.toMethodHandle(VarHandle.AccessMode.SET)
                    .asType(java.lang.invoke.MethodType.methodType(void.class, Thread.class, Object.class));
        } catch (ReflectiveOperationException e) {
            getter = null;
            setter = null;
        }
        GET_BLOCKER = getter;
        SET_BLOCKER = setter;
        INTERRUPTIBLE = type;
    }

    private final Object listener;

    /** A listener that calls {@code onInterrupt} with the interrupted thread, on the interrupter's thread. */
    public InterruptListener(Consumer<Thread> onInterrupt) {
        Class<?> type = INTERRUPTIBLE;
        if (GET_BLOCKER == null || SET_BLOCKER == null || type == null) {
            throw new IllegalStateException("interrupts cannot be heard on this JDK");
        }
        listener = Proxy.newProxyInstance(null, new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return objectMethod(proxy, method, arguments);
            }
            if (method.getName().equals("interrupt")) {
                onInterrupt.accept((Thread) arguments[0]);
            }
            return null;
        });
    }

    private static @Nullable Object objectMethod(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "InterruptListener";
        };
    }

    /** Whether listeners work on this JDK. */
    public static boolean isAvailable() {
        return GET_BLOCKER != null && SET_BLOCKER != null;
    }

    /** Makes sure that interrupting {@code current}, the calling thread, calls this listener. */
    @SuppressWarnings("NullAway") // the constructor has checked; static final fields are folded
    public void listen(Thread current) {
        try {
            if ((Object) GET_BLOCKER.invokeExact(current) != listener) {
                SET_BLOCKER.invokeExact(current, listener);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("cannot listen for interrupts", e);
        }
    }
}
