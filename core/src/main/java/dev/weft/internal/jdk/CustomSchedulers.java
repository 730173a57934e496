package dev.weft.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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
    private static final MethodHandle CURRENT_CARRIER;
    private static final @Nullable String PROBLEM;

    static {
        MethodHandle newBuilder = null;
        MethodHandle currentCarrier = currentThreadHandle();
        String problem = null;
        try {
            var inThread = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
            currentCarrier =
                    inThread.findStatic(Thread.class, "currentCarrierThread", MethodType.methodType(Thread.class));
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
        CURRENT_CARRIER = currentCarrier;
        PROBLEM = problem;
    }

    private CustomSchedulers() {}

    private static MethodHandle currentThreadHandle() {
        try {
            return MethodHandles.lookup()
                    .findStatic(Thread.class, "currentThread", MethodType.methodType(Thread.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

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

    /** The platform thread that executes the caller: the carrier of a virtual thread, else the thread itself. */
    public static Thread currentCarrier() {
        try {
            return (Thread) CURRENT_CARRIER.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("cannot tell the current carrier", e);
        }
    }
}
