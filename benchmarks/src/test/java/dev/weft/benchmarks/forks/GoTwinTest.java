package dev.weft.benchmarks.forks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoTwinTest {

    @TempDir
    Path folder = Path.of("");

    private Path fakeGo(String path, String version) throws IOException {
        Path go = folder.resolve(path);
        Files.createDirectories(go.resolveSibling("."));
        Files.writeString(go, "#!/bin/sh\necho go version " + version + " linux/amd64\n");
        return Files.setPosixFilePermissions(go, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void withoutGoThereIsAReason() throws Exception {
        var twin = GoTwin.build(folder.resolve("twin"), Map.of("PATH", folder.toString()), folder);
        assertThat(twin).isEqualTo(new GoTwin.Missing(GoTwin.HINT));
    }

    @Test
    void goThatIsTooOldIsPassedOver() throws Exception {
        fakeGo("bin/go", "go1.19.8");
        var twin = GoTwin.build(
                folder.resolve("twin"), Map.of("PATH", folder.resolve("bin").toString()), folder);
        assertThat(twin).isInstanceOf(GoTwin.Missing.class);
    }

    @Test
    void pathComesFirstAndThenTheNewestOfTheVersionedFolders() throws Exception {
        Path onPath = fakeGo("bin/go", "go1.23.5");
        Path older = fakeGo("lib/go-1.9/bin/go", "go1.9");
        Path newer = fakeGo("lib/go-1.23/bin/go", "go1.23.5");
        var candidates = GoTwin.candidates(Map.of("PATH", folder.resolve("bin").toString()), folder);
        assertThat(candidates).containsExactly(onPath, newer, older);
    }
}
