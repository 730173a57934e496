package dev.weft.internal.park;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * How a select gets at what it waits for, when that is a private part of a public object: the type of the object says
 * how, once, when it is initialised.
 */
public final class SelectTargets {
    private static final Map<Class<?>, Function<Object, Selectable>> PARTS = new ConcurrentHashMap<>();

    private SelectTargets() {}

    /** Called by the initialiser of {@code type}. */
    public static <T> void install(Class<T> type, Function<? super T, ? extends Selectable> part) {
        PARTS.put(type, object -> part.apply(type.cast(object)));
    }

    /** What a select waits for when it waits for {@code object}, whose type has installed that. */
    public static Selectable of(Object object) {
        Function<Object, Selectable> part = PARTS.get(object.getClass());
        if (part == null) {
            throw new IllegalStateException("select invariant broken: no part to wait for (" + object + ")");
        }
        return part.apply(object);
    }
}
