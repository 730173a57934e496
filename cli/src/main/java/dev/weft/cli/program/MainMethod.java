package dev.weft.cli.program;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The method at which a program starts, chosen by the rules of the Java Language Specification, section 12.1.4: a
 * {@code void main} that is not private, declared or inherited, static or not; one that takes {@code String[]} goes
 * before one that takes nothing.
 */
final class MainMethod {
    private final Class<?> type;
    private final Method method;

    private MainMethod(Class<?> type, Method method) {
        this.type = type;
        this.method = method;
    }

    /** The main method of a class, or nothing when it cannot be launched. */
    static Optional<MainMethod> of(Class<?> type) {
        return candidate(type, String[].class)
                .or(() -> candidate(type))
                .filter(method -> Modifier.isStatic(method.getModifiers()) || canBeInstantiated(type))
                .map(method -> new MainMethod(type, method));
    }

    /**
     * Runs it.
     *
     * @throws Exception what main, or the constructor or the static initialiser of its class, threw; errors too
     */
    void invoke(List<String> arguments) throws Exception {
        try {
            method.setAccessible(true); // public is not asked for
            Object receiver = Modifier.isStatic(method.getModifiers()) ? null : instance();
            if (method.getParameterCount() == 0) {
                method.invoke(receiver);
            } else {
                method.invoke(receiver, (Object) arguments.toArray(String[]::new));
            }
        } catch (InvocationTargetException thrown) {
            switch (thrown.getCause()) {
                case Exception exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw thrown; // a direct subclass of Throwable: shown as the cause
            }
        }
    }

    private Object instance() throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static Optional<Method> candidate(Class<?> type, Class<?>... parameters) {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            Optional<Method> declared = Arrays.stream(owner.getDeclaredMethods())
                    .filter(method -> method.getName().equals("main")
                            && Arrays.equals(method.getParameterTypes(), parameters))
                    .findFirst();
            if (declared.isPresent()) {
                return declared.filter(MainMethod::isLaunchable);
            }
        }
        return inheritedFromInterface(type, parameters);
    }

    private static Optional<Method> inheritedFromInterface(Class<?> type, Class<?>... parameters) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isDefault()
                        && method.getName().equals("main")
                        && Arrays.equals(method.getParameterTypes(), parameters))
                .filter(MainMethod::isLaunchable)
                .findFirst();
    }

    private static boolean isLaunchable(Method method) {
        int modifiers = method.getModifiers();
        return !Modifier.isPrivate(modifiers)
                && !Modifier.isAbstract(modifiers)
                && method.getReturnType() == void.class;
    }

    private static boolean canBeInstantiated(Class<?> type) {
        return !Modifier.isAbstract(type.getModifiers())
                && Arrays.stream(type.getDeclaredConstructors())
                        .anyMatch(constructor -> constructor.getParameterCount() == 0
                                && !Modifier.isPrivate(constructor.getModifiers()));
    }
}
