package dev.weft.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dependencies run one way: {@code layers.txt} lists every use between modules and between a module's packages. */
@Tag("gate")
class LayersTest {
    private static Layers allowed = Layers.none();
    private static Layers found = Layers.none();

    @BeforeAll
    static void read(@TempDir Path scratch) throws IOException {
        allowed = Layers.read(Project.verifyResource("layers.txt"));
        found = new CompiledUses(scratch).read();
    }

    @Test
    void everyUseIsAllowed() {
        assertThat(without(found.modules(), allowed.modules())).as("uses between modules not in layers.txt").isEmpty();
        assertThat(without(found.packages(), allowed.packages())).as("uses between packages not in layers.txt")
                .isEmpty();
    }

    @Test
    void everyAllowedUseIsThere() {
        assertThat(without(allowed.modules(), found.modules())).as("in layers.txt, but no module uses it so").isEmpty();
        assertThat(without(allowed.packages(), found.packages())).as("in layers.txt, but no package uses it so")
                .isEmpty();
    }

    @Test
    void allowedUsesHaveNoCycleBetweenModules() {
        SortedSet<Layers.Use> left = new TreeSet<>(allowed.modules());
        // A use whose target uses nothing any more cannot be on a cycle; what is left in the end is.
        while (left.removeIf(use -> left.stream().noneMatch(next -> next.from().equals(use.to())))) {}
        assertThat(left).as("modules that use each other in a circle").isEmpty();
    }

    private static SortedSet<Layers.Use> without(SortedSet<Layers.Use> uses, SortedSet<Layers.Use> others) {
        SortedSet<Layers.Use> rest = new TreeSet<>(uses);
        rest.removeAll(others);
        return rest;
    }
}
