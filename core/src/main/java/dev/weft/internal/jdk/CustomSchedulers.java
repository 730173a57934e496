package dev.weft.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads on a scheduler of one's own.
 *
 * <p>JDK 25 has no public API for it, but its builder of virtual threads has a constructor that takes an
 * {@link Executor}, made for the JDK's own tests. It is reachable when {@code java.base/java.lang} is open to this
 * module. Everything here is probed once, when the class is initialised; {@link #unavailableBecause} says what failed.
 */
public final class CustomSchedulers {
    private static final @Nullable MethodHandle NEW_BUILDER;
    private static final @Nullable MethodHandle CARRIER_OF;
    private static final @Nullable String PROBLEM;

    static {
        MethodHandle newBuilder = null;
        MethodHandle carrierOf = null;
        String problem = null;
        try {
            Class<?> thread = Class.forName("java.lang.VirtualThread");
            carrierOf = MethodHandles.privateLookupIn(thread, MethodHandles.lookup())
                    .findVarHandle(thread, "carrierThread", Thread.class)
                    .toMethodHandle(VarHandle.AccessMode.GET_OPAQUE)
                    .asType(MethodType.methodType(Thread.class, Thread.class));
            Class<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
            newBuilder = MethodHandles.privateLookupIn(builder, MethodHandles.lookup())
                    .findConstructor(builder, MethodType.methodType(void.class, Executor.class))
                    .asType(MethodType.methodType(Thread.Builder.OfVirtual.class, Executor.class));
        } catch (IllegalAccessException e) {
            problem = "java.base/java.lang is not open to " + moduleName();
        } catch (ReflectiveOperationException e) {
            problem = "this JDK (" + Runtime.version() + ") does not let a virtual thread choose its scheduler: " + e;
        }
        NEW_BUILDER = newBuilder;
        CARRIER_OF = carrierOf;
        PROBLEM = problem;
    }

    private CustomSchedulers() {}

    /** Whether {@link #factory} works. */
    public static boolean isAvailable() {
        return PROBLEM == null;
    }

    /** Why {@link #factory} does not work, or null when it does. */
    public static @Nullable String unavailableBecause() {
        return PROBLEM;
    }

    /** The command-line option that opens what is needed. */
    public static String remedy() {
        return "--add-opens java.base/java.lang=" + moduleName();
    }

    private static String moduleName() {
        Module module = CustomSchedulers.class.getModule();
        return module.isNamed() ? module.getName() : "ALL-UNNAMED";
    }

    /** A factory of virtual threads, without names, that run on {@code scheduler}. */
    public static ThreadFactory factory(Executor scheduler) {
        if (NEW_BUILDER == null) {
            throw new IllegalStateException("custom schedulers are not available: " + PROBLEM);
        }
        try {
            return ((Thread.Builder.OfVirtual) NEW_BUILDER.invokeExact(scheduler)).factory();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make a virtual thread with a scheduler of its own", e);
        }
    }

    /**
     * The virtual thread that a continuation given to the scheduler belongs to, or null when that cannot be told. For
     * reports: the JDK makes the continuation as a method reference, whose receiver is found by reflection.
     */
    public static @Nullable Thread threadOf(Runnable continuation) {
        for (Field field : continuation.getClass().getDeclaredFields()) {
            try {
                if (field.trySetAccessible() && field.get(continuation) instanceof Thread thread) {
                    return thread;
                }
            } catch (IllegalAccessException e) {
                // As when it is not accessible: the report does without.
                return null;
            }
        }
        return null;
    }

    /**
     * The platform thread that executes the caller: the carrier of a virtual thread, else the thread itself.
     *
     * <p>Not {@code Thread.currentCarrierThread()}: the compiler takes that for a constant of the compiled method, and
     * keeps the old carrier when the method goes on, after it was unmounted, on another one. The JDK calls it only
     * where a thread cannot be unmounted in between; we inline it into goroutines' loops. A field of the virtual thread
     * is read anew.
     */
    @SuppressWarnings("NullAway") // without a handle there is no own scheduler, and nobody asks
    public static Thread currentCarrier() {
        Thread current = Thread.currentThread();
        if (!current.isVirtual()) {
            return current;
        }
        try {
            return (Thread) CARRIER_OF.invokeExact(current);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot tell the current carrier", e);
        }
    }
}
