package dev.weft.testkit.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Runs a test method once, as JUnit would: on a new instance, between what comes before each and after each. */
final class Lifecycle {
    private final Class<?> testClass;
    private final Method method;
    private final List<Object> arguments;
    private final long seed;
    private final List<Method> before;
    private final List<Method> after;

    Lifecycle(Class<?> testClass, Method method, List<Object> arguments, long seed) {
        this.testClass = testClass;
        this.method = method;
        this.arguments = arguments;
        this.seed = seed;
        this.before = withoutParameters(BeforeEach.class, HierarchyTraversalMode.TOP_DOWN);
        this.after = withoutParameters(AfterEach.class, HierarchyTraversalMode.BOTTOM_UP);
    }

    private List<Method> withoutParameters(Class<? extends Annotation> annotation, HierarchyTraversalMode order) {
        List<Method> methods = AnnotationSupport.findAnnotatedMethods(testClass, annotation, order);
        for (Method found : methods) {
            if (found.getParameterCount() > 0) {
                throw new IllegalStateException("@GoTest: @" + annotation.getSimpleName() + " methods cannot have"
                        + " parameters, because they run in each schedule (" + found + ")");
            }
        }
        return methods;
    }

    /** Runs the test; in the main goroutine of a schedule. */
    void run() {
        Object instance = Modifier.isStatic(method.getModifiers()) ? testClass : newInstance();
        try {
            for (Method each : before) {
                ReflectionSupport.invokeMethod(each, instance);
            }
            ReflectionSupport.invokeMethod(method, instance, freshArguments());
        } finally {
            for (Method each : after) {
                ReflectionSupport.invokeMethod(each, instance);
            }
        }
    }

    private Object newInstance() {
        if (!hasPlainConstructor()) {
            throw new IllegalStateException("@GoTest: each schedule needs a new instance, so the class must have a"
                    + " constructor without parameters, and not be an inner class (" + testClass.getName() + ")");
        }
        return ReflectionSupport.newInstance(testClass);
    }

    private boolean hasPlainConstructor() {
        return Arrays.stream(testClass.getDeclaredConstructors())
                .anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    private Object[] freshArguments() {
        Object[] fresh = arguments.toArray();
        for (int i = 0; i < fresh.length; i++) {
            if (fresh[i] instanceof Random) {
                fresh[i] = new Random(seed);
            }
        }
        return fresh;
    }
}
