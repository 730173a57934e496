package dev.weft.verify;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Types as a user writes them, with type arguments and {@code @Nullable}; short names for {@code java.lang}. */
final class ApiNames {
    private final Set<Class<?>> named = new LinkedHashSet<>();

    /** All classes that were asked for so far. */
    Set<Class<?>> named() {
        return named;
    }

    List<String> all(AnnotatedType[] types) {
        return Arrays.stream(types).map(this::of).toList();
    }

    String of(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            String brackets = nullable(array).isEmpty() ? "[]" : " @Nullable []";
            return of(array.getAnnotatedGenericComponentType()) + brackets;
        }
        return nullable(type) + switch (type) {
            case AnnotatedParameterizedType generic -> of(rawClass(generic.getType())) + all(
                    generic.getAnnotatedActualTypeArguments()).stream().collect(Collectors.joining(", ", "<", ">"));
            case AnnotatedWildcardType wildcard -> wildcard(wildcard);
            case AnnotatedTypeVariable variable -> ((TypeVariable<?>) variable.getType()).getName();
            default -> of((Class<?>) type.getType());
        };
    }

    String of(Class<?> type) {
        named.add(type);
        String name = qualified(type);
        return name.startsWith("java.lang.") && type.getPackageName().equals("java.lang")
                ? name.substring("java.lang.".length())
                : name;
    }

    /** The full name, with dots before nested types. */
    String qualified(Class<?> type) {
        return Objects.requireNonNull(type.getCanonicalName(), () -> "no name that users can write: " + type);
    }

    /** The class behind a class type with or without type arguments. */
    static Class<?> rawClass(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private String wildcard(AnnotatedWildcardType type) {
        if (type.getAnnotatedLowerBounds().length > 0) return "? super " + of(type.getAnnotatedLowerBounds()[0]);
        Type[] bounds = Arrays.stream(type.getAnnotatedUpperBounds()).map(AnnotatedType::getType).toArray(Type[]::new);
        if (bounds.length == 0 || bounds[0] == Object.class) return "?";
        return "? extends " + of(type.getAnnotatedUpperBounds()[0]);
    }

    private static String nullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    }
}
