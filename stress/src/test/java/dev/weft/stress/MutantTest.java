package dev.weft.stress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutantTest {
    @TempDir
    private Path folder;

    private void assertNothingToChange(Mutant mutant) {
        assertThatThrownBy(() -> mutant.writeTo(folder)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing to change");
    }

    @Test
    void mutationThatFindsNothingIsAnError() {
        assertNothingToChange(Mutant.of("park.Latch").in("open", new Mutation.Drop("park")));
        assertNothingToChange(Mutant.of("park.Latch").in("shut", new Mutation.Drop("ready")));
        assertNothingToChange(Mutant.of("park.Latch").in("open", new Mutation.Weaken("setRelease", "setOpaque")));
        assertNothingToChange(Mutant.of("park.Latch").in("await", new Mutation.Forget("open")));
        assertNothingToChange(Mutant.of("park.Latch").withPlain("waiters"));
    }

    @Test
    void unknownNamesAreErrors() {
        assertThatThrownBy(() -> Mutant.of("park.Door").writeTo(folder)).hasMessageContaining("no class");
        Mutant unknown = Mutant.of("park.Fiber").in("ready", new Mutation.Divert("getAndSet", "getAndLose"));
        assertThatThrownBy(() -> unknown.writeTo(folder)).hasStackTraceContaining("no substitute");
    }
}
