package dev.weft.parallel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * Gives each body its own copy of the loop that calls it. The JIT inlines a call only while it has seen few targets at
 * it; the one loop of a library sees the bodies of a whole program, and then calls an element that costs half a
 * nanosecond for three. A copy sees one body. It is a hidden class with the code of a template, made once for each
 * class of bodies, when its loops have taken so long that the copy's being compiled anew does not matter.
 *
 * @param <B> the type of the bodies
 * @param <K> what the copies are used as
 */
final class OwnCode<B, K> {
    static final OwnCode<IntConsumer, Work.Part> EACH =
            new OwnCode<>(EachIndex.class, IntConsumer.class, Work.Part.class);

    @SuppressWarnings("unchecked") // a class object knows no type arguments
    static final OwnCode<IntToLongFunction, RangeFunction<Long>> LONG_SUM = new OwnCode<>(
            LongSum.class, IntToLongFunction.class, (Class<RangeFunction<Long>>) (Class<?>) RangeFunction.class);

    @SuppressWarnings("unchecked") // a class object knows no type arguments
    static final OwnCode<IntToDoubleFunction, RangeFunction<Double>> DOUBLE_SUM = new OwnCode<>(
            DoubleSum.class, IntToDoubleFunction.class, (Class<RangeFunction<Double>>) (Class<?>) RangeFunction.class);

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final Class<? extends K> template;
    private final Class<B> bodyType;
    private final Class<K> type;

    private final ClassValue<MethodHandle> constructors = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> bodyClass) {
            return copy();
        }
    };

    /**
     * Makes copies of a class.
     *
     * @param template a class of this package that is not nested and has one constructor, which takes a body
     */
    private OwnCode(Class<? extends K> template, Class<B> bodyType, Class<K> type) {
        this.template = template;
        this.bodyType = bodyType;
        this.type = type;
    }

    /** An instance, for a body, of the copy that belongs to the body's class. */
    K of(B body) {
        try {
            return type.cast(constructors.get(body.getClass()).invoke(body));
        } catch (Throwable e) {
            throw new IllegalStateException("a copy of " + template.getSimpleName() + " cannot be made", e);
        }
    }

    private MethodHandle copy() {
        try (InputStream code = template.getResourceAsStream(template.getSimpleName() + ".class")) {
            MethodHandles.Lookup hidden = code == null ? MethodHandles.privateLookupIn(template, LOOKUP)
                    : LOOKUP.defineHiddenClass(code.readAllBytes(), true);
            return hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class, bodyType))
                    .asType(MethodType.methodType(Object.class, bodyType));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a copy of " + template.getSimpleName() + " cannot be made", e);
        }
    }
}
