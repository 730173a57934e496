package dev.weft.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserFramesTest {
    private final UserFrames frames =
            new UserFrames(name -> name.startsWith("Sieve") || name.startsWith("dev.weft.mine."));

    @Test
    void whatStartedTheGoroutineIsCutOff() {
        assertThat(
                cut("Sieve.filter", "Sieve.main", "java.lang.reflect.Method.invoke", "dev.weft.cli.program.Program.run",
                        "dev.weft.internal.scheduler.Carrier.run", "java.lang.VirtualThread.run"))
                .containsExactly("Sieve.filter", "Sieve.main");
    }

    @Test
    void internalsAreLeftOutAndThePublicOperationStays() {
        assertThat(cut("dev.weft.internal.channel.CoreChannel.send", "dev.weft.Channel.send", "Sieve.main"))
                .containsExactly("dev.weft.Channel.send", "Sieve.main");
    }

    @Test
    void callsThroughTheJdkBetweenOwnFramesStay() {
        assertThat(cut("Sieve.lambda$0", "java.lang.Iterable.forEach", "Sieve.main", "java.lang.VirtualThread.run"))
                .containsExactly("Sieve.lambda$0", "java.lang.Iterable.forEach", "Sieve.main");
    }

    @Test
    void programsMayUsePackagesNamedLikeTheRuntimes() {
        assertThat(cut("dev.weft.mine.App.main", "java.lang.VirtualThread.run"))
                .containsExactly("dev.weft.mine.App.main");
    }

    @Test
    void traceWithoutOwnFramesStaysWhole() {
        assertThat(cut("dev.weft.internal.scheduler.Carrier.run", "java.lang.Thread.run"))
                .containsExactly("dev.weft.internal.scheduler.Carrier.run", "java.lang.Thread.run");
    }

    @Test
    void machineryAloneIsLeftOutWhereTheCauseShowsTheProgram() {
        var cause = trace(new RuntimeException("cause"), "java.lang.Integer.parseInt", "Sieve.<clinit>");
        var outer = trace(new ExceptionInInitializerError(cause), "java.lang.reflect.Method.invoke",
                "java.lang.Thread.run");

        frames.keepIn(outer);

        assertThat(outer.getStackTrace()).isEmpty();
        assertThat(cause.getStackTrace()).hasSize(2);
    }

    @Test
    void causesAndSuppressedAreCutTooEvenInACircle() {
        var outer = trace(new IllegalStateException("outer"), "Sieve.main", "java.lang.VirtualThread.run");
        var inner = trace(new RuntimeException("inner", outer), "Sieve.filter", "java.lang.Thread.run");
        var suppressed = trace(new RuntimeException("suppressed"), "Sieve.close", "java.lang.Thread.run");
        outer.initCause(inner);
        outer.addSuppressed(suppressed);

        frames.keepIn(outer);

        assertThat(List.of(outer, inner, suppressed))
                .allSatisfy(thrown -> assertThat(thrown.getStackTrace()).hasSize(1));
    }

    private List<String> cut(String... methods) {
        var failure = trace(new IllegalStateException("failure"), methods);
        frames.keepIn(failure);
        return Arrays.stream(failure.getStackTrace())
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .toList();
    }

    private static <T extends Throwable> T trace(T thrown, String... methods) {
        thrown.setStackTrace(elements(methods));
        return thrown;
    }

    private static StackTraceElement[] elements(String... methods) {
        return Arrays.stream(methods)
                .map(method -> new StackTraceElement(
                        method.substring(0, method.lastIndexOf('.')), method.substring(method.lastIndexOf('.') + 1),
                        null, 1))
                .toArray(StackTraceElement[]::new);
    }
}
