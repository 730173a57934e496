package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./weft}: which JDK it finds, when it builds, and how it starts the tool. */
class ScriptTest {
    private final Path folder;
    private final FakeCheckout checkout;

    ScriptTest(@TempDir Path folder) throws IOException {
        this.folder = folder.toRealPath();
        this.checkout = new FakeCheckout(this.folder);
    }

    @Test
    void withoutJdkItSaysWhatToInstall() throws Exception {
        checkout.addJdk("old", "21.0.4");

        assertGolden("script-no-jdk", checkout.with("JAVA_HOME", "/nowhere").run("run", "Hello.java"));
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        checkout.addJdk("new", "25.0.1");

        assertGolden("script-no-maven", checkout.run("doctor"));
    }

    @Test
    void mistakesInTheSourcesAreShown() throws Exception {
        checkout.addJdk("new", "25.0.1");
        checkout.addFailingMaven();

        assertGolden("script-build-fails", checkout.run("doctor"));
    }

    @Test
    void firstUseBuildsAndLaterOnesStartAtOnce() throws Exception {
        checkout.addJdk("new", "25.0.1");
        checkout.addMaven();

        assertGolden("script-first-use", checkout.run("run", "A file.java", "--", "*", "a  b", ""));
        assertGolden("script-later-use", checkout.run("run", "A file.java", "--", "*", "a  b", ""));
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void benchBuildsAndStartsTheBenchmarksAlone() throws Exception {
        checkout.addJdk("new", "25.0.1");
        checkout.addMaven();

        assertGolden("script-bench", checkout.run("bench", "--rows", "a b"));
        checkout.changeAfterTheBuild("cli/pom.xml");
        checkout.run("bench");
        assertThat(checkout.builds()).isEqualTo(1);
        checkout.changeAfterTheBuild("core/pom.xml");
        checkout.run("bench");
        assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void theToolsExitStatusComesBack() throws Exception {
        checkout.addJdk("new", "25.0.1");
        checkout.addMaven();

        assertThat(checkout.with("FAKE_STATUS", "66").run("run", "Racy.java").status()).isEqualTo(66);
    }

    @Test
    void changedAddedAndRemovedSourcesAreBuilt() throws Exception {
        checkout.addJdk("new", "25.0.1");
        checkout.addMaven();
        checkout.run("--version");
        List<String> changes = List.of("core/src/main/java/New.java", "pom.xml", "cli/pom.xml", "core/src/main/java");

        for (String change : changes) {
            long before = checkout.builds();
            checkout.changeAfterTheBuild(change);
            checkout.run("--version");

            assertThat(checkout.builds()).as(change).isEqualTo(before + 1);
        }
    }

    @Test
    void whoStartsItAtTheSameTimeWaitsForTheOneBuild() throws Exception {
        checkout.addJdk("new", "25.0.1");
        checkout.addMaven();
        List<Process> users = new ArrayList<>();
        for (int user = 0; user < 4; user++) {
            users.add(checkout.start(checkout.root().resolve("weft").toString(), checkout.root(), "--version"));
        }
        for (Process user : users) {
            assertThat(FakeCheckout.end(user).status()).isZero();
        }
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void symbolicLinksAndOtherFoldersWork() throws Exception {
        checkout.addJdk("new", "25.0.1");
        checkout.addMaven();
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("w"), checkout.root().resolve("weft"));
        Files.createSymbolicLink(bin.resolve("ww"), Path.of("w"));

        assertThat(checkout.runAs("./ww", bin, "--version").status()).isZero();
        assertThat(checkout.runAs("../" + checkout.root().getFileName() + "/weft", bin, "--version").status()).isZero();
        assertThat(
                checkout.with("PATH", checkout.pathWith(bin)).runAs("/bin/sh", folder, "-c", "ww --version").status())
                .isZero();
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void javaHomeGoesFirstUnlessItIsTooOld() throws Exception {
        checkout.addMaven();
        Path usual = checkout.addJdk("usual", "25.0.1");
        Path newer = checkout.addJdk("zz-newer", "26");
        Path old = checkout.addJdk("aa-old", "17.0.15");

        assertThat(jdkOf(checkout.with("JAVA_HOME", newer + "/"))).isEqualTo(newer.toString());
        assertThat(jdkOf(checkout.with("JAVA_HOME", old.toString()))).isEqualTo(usual.toString());
        assertThat(jdkOf(checkout.with("JAVA_HOME", ""))).isEqualTo(usual.toString());
        assertThat(jdkOf(checkout.with("PATH", checkout.pathWith(newer.resolve("bin")))))
                .isEqualTo(newer.toString());
    }

    @Test
    void collectorThatTheUserChoseStays() throws Exception {
        checkout.addJdk("new", "25.0.1");
        checkout.addMaven();

        assertThat(checkout.run("doctor").out()).contains("-XX:+UseParallelGC");
        assertThat(checkout.with("JDK_JAVA_OPTIONS", "-Xmx1g -XX:+UseZGC").run("doctor").out()).doesNotContain("GC");
    }

    /** Which JDK a build was given, made necessary by a change. */
    private static String jdkOf(FakeCheckout checkout) throws IOException, InterruptedException {
        checkout.changeAfterTheBuild("pom.xml");
        checkout.run("--version");
        String build = Files.readAllLines(checkout.root().resolve("builds")).getLast();
        return build.substring(0, build.indexOf(" -B"));
    }

    private void assertGolden(String name, Outcome outcome) throws IOException {
        Golden.assertMatches(name, outcome.text().replace(checkout.root().toString(), "ROOT"));
    }
}
