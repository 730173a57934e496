package dev.weft.stress;

import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What mutants call instead of what they should call; takes the receiver and the arguments of the call. */
public final class Substitutes {
    private Substitutes() {}

    /** A compare-and-set in two steps, between which others can come. */
    public static boolean compareThenSet(VarHandle variable, Object holder, int expected, int wanted) {
        if ((int) variable.getVolatile(holder) != expected) {
            return false;
        }
        variable.setVolatile(holder, wanted);
        return true;
    }

    /** A compare-and-set of a reference in two steps, with some time between them. */
    public static boolean compareThenSetReference(
            VarHandle variable, Object holder, Object expected, @Nullable Object wanted) {
        if (variable.getVolatile(holder) != expected) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            Thread.onSpinWait();
        }
        variable.setVolatile(holder, wanted);
        return true;
    }

    /** A compare-and-set of a counter in two steps. */
    public static boolean compareThenSetCounter(AtomicInteger counter, int expected, int wanted) {
        if (counter.get() != expected) {
            return false;
        }
        counter.set(wanted);
        return true;
    }

    /** A get-and-set in two steps. */
    public static int getThenSet(VarHandle variable, Object holder, int wanted) {
        int before = (int) variable.getVolatile(holder);
        variable.setVolatile(holder, wanted);
        return before;
    }

    /** A fetch-and-add in two steps. */
    public static int getThenAdd(VarHandle variable, Object holder, int delta) {
        int before = (int) variable.getVolatile(holder);
        variable.setVolatile(holder, before + delta);
        return before;
    }

    /** A value that is not right at once. */
    public static void setInTwoSteps(VarHandle variable, Object holder, int wanted) {
        variable.setOpaque(holder, wanted + 1);
        variable.setOpaque(holder, wanted);
    }

    static MethodTypeDesc typeOf(String name) {
        Method method = Arrays.stream(Substitutes.class.getMethods()).filter(each -> each.getName().equals(name))
                .findAny().orElseThrow(() -> new IllegalArgumentException("no substitute has the name " + name));
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes()).describeConstable()
                .orElseThrow();
    }
}
