package dev.weft.verify.conservation;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.Objects;

/**
 * Runs something in a class initialiser, below which a goroutine cannot leave its carrier: when it blocks, it blocks
 * the carrier. A class is initialised once, so each run gets a new copy of {@link Body}.
 */
final class Pinned {
    private static final ThreadLocal<Runnable> NEXT = new ThreadLocal<>();

    private Pinned() {}

    /** The class that is copied. */
    static final class Body {
        static {
            Objects.requireNonNull(NEXT.get(), "only run starts this").run();
        }

        private Body() {}
    }

    static void run(Runnable action) throws IOException, IllegalAccessException {
        NEXT.set(action);
        try (InputStream code = Pinned.class.getResourceAsStream("Pinned$Body.class")) {
            byte[] bytes = Objects.requireNonNull(code, "the compiled class").readAllBytes();
            MethodHandles.lookup().defineHiddenClass(bytes, true, MethodHandles.Lookup.ClassOption.NESTMATE);
        } finally {
            NEXT.remove();
        }
    }
}
