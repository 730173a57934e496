package dev.weft.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainMethodTest {
    private static final List<String> CALLS = new ArrayList<>();

    @Test
    void theOneWithArgumentsGoesFirst() throws Exception {
        assertThat(call(WithAndWithout.class)).containsExactly("with [a, b]");
    }

    @Test
    void instanceMainNeedsAConstructorThatTakesNothing() throws Exception {
        assertThat(call(Instance.class)).containsExactly("constructed", "instance");
        assertThat(MainMethod.of(NeedsNumber.class)).isEmpty();
        assertThat(MainMethod.of(HiddenConstructor.class)).isEmpty();
        assertThat(MainMethod.of(Abstract.class)).isEmpty();
    }

    @Test
    void staticMainNeedsNoConstructor() throws Exception {
        assertThat(call(StaticOfAbstract.class)).containsExactly("static of abstract");
    }

    @Test
    void mainMayBeInherited() throws Exception {
        assertThat(call(Heir.class)).containsExactly("constructed", "instance");
        assertThat(call(Implementation.class)).containsExactly("default");
    }

    @Test
    void privateMainsAndThoseWithAResultDoNotCount() {
        assertThat(MainMethod.of(Private.class)).isEmpty();
        assertThat(MainMethod.of(WithResult.class)).isEmpty();
        assertThat(MainMethod.of(OtherParameters.class)).isEmpty();
    }

    @Test
    void privateOneWithArgumentsLeavesTheOtherToBeUsed() throws Exception {
        assertThat(call(PrivateBesidePackage.class)).containsExactly("package");
    }

    @Test
    void whatMainThrowsIsThrown() {
        assertThatThrownBy(() -> call(Throwing.class)).isInstanceOf(IOException.class).hasMessage("no paper");
    }

    private static List<String> call(Class<?> type) throws Exception {
        CALLS.clear();
        MainMethod.of(type).orElseThrow().invoke(List.of("a", "b"));
        return CALLS;
    }

    static class WithAndWithout {
        static void main() {
            CALLS.add("without");
        }

        void main(String[] arguments) {
            CALLS.add("with " + List.of(arguments));
        }
    }

    static class Instance {
        Instance() {
            CALLS.add("constructed");
        }

        void main() {
            CALLS.add("instance");
        }
    }

    static class Heir extends Instance {}

    interface Startable {
        default void main() {
            CALLS.add("default");
        }
    }

    static class Implementation implements Startable {}

    static class NeedsNumber {
        NeedsNumber(int number) {
            CALLS.add("constructed with " + number);
        }

        void main() {}
    }

    static class HiddenConstructor {
        private HiddenConstructor() {}

        void main() {}
    }

    abstract static class Abstract {
        void main() {}
    }

    abstract static class StaticOfAbstract {
        static void main(String[] arguments) {
            CALLS.add("static of abstract");
        }
    }

    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // looked at by reflection
    static class Private {
        private static void main(String[] arguments) {}
    }

    @SuppressWarnings("IncorrectMainMethod") // that is the point
    static class WithResult {
        static int main(String[] arguments) {
            return arguments.length;
        }
    }

    static class OtherParameters {
        static void main(String argument) {}
    }

    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // looked at by reflection
    static class PrivateBesidePackage {
        private static void main(String[] arguments) {
            CALLS.add("private");
        }

        void main() {
            CALLS.add("package");
        }
    }

    static class Throwing {
        void main() throws IOException {
            throw new IOException("no paper");
        }
    }
}
