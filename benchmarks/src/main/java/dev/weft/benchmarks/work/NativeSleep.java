package dev.weft.benchmarks.work;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Blocks the operating-system thread in the C library, where no virtual thread can be unmounted. */
public final class NativeSleep {

    private static final MethodHandle USLEEP = link();

    private NativeSleep() {}

    public static void micros(long micros) {
        try {
            int failed = (int) USLEEP.invokeExact((int) micros);
            if (failed != 0) {
                throw new IllegalStateException("usleep failed");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted") // the fork is started with native access
    private static MethodHandle link() {
        var linker = Linker.nativeLinker();
        var symbol = linker.defaultLookup().find("usleep")
                .orElseThrow(() -> new UnsupportedOperationException("this system's C library has no usleep"));
        return linker.downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }
}
