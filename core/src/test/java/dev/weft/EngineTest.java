package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.jdk.CustomSchedulers;
import dev.weft.programs.DetachedFailure;
import dev.weft.programs.Settings;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Fork;
import dev.weft.testing.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which engine runs goroutines, and what decides it. */
class EngineTest {
    private static final String OPEN = "--add-opens=java.base/java.lang=ALL-UNNAMED";

    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    @Test
    void runtimeSaysWhatIsInUse() {
        RuntimeInfo info = Weft.runtime();
        boolean own = System.getProperty("weft.engine", "").equals("own");
        assertThat(info.engine()).isEqualTo(own ? "own" : "jdk");
        assertThat(info.reason()).isEqualTo(own ? "java.base/java.lang is open" : "asked for by weft.engine=jdk");
        assertThat(info.remedy()).isEqualTo(own ? "" : "--add-opens java.base/java.lang=dev.weft");
        assertThat(info.maxProcs()).isEqualTo(Weft.maxProcs());
        assertThat(info.numCpu()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(info.javaVersion()).isEqualTo(Runtime.version().toString());
    }

    @Test
    @EnabledIfSystemProperty(named = "weft.engine", matches = "own")
    void ownGoroutinesRunOnOurCarriers() throws Exception {
        run(() -> {
            for (int i = 0; i < 100; i++) {
                go(() -> assertThat(CustomSchedulers.currentCarrier().getName()).startsWith("weft-carrier-")).join();
            }
        });
    }

    @Test
    @EnabledIfSystemProperty(named = "weft.engine", matches = "jdk")
    void jdkGoroutinesRunOnTheJdksCarriers() throws Exception {
        run(() -> assertThat(Thread.currentThread().toString()).contains("ForkJoinPool"));
    }

    @Test
    void withoutASettingTheJdksSchedulerIsTheFallbackAndSaysSo() {
        Fork.Ended ended = Fork.of(Settings.class).run();
        assertThat(ended.status()).isZero();
        assertThat(ended.out()).startsWith("jdk ");
        Golden.assertMatches("fallback.txt", ended.err());
    }

    @Test
    void askedForTheJdksSchedulerSaysNothing() {
        Fork.Ended ended = Fork.of(Settings.class).engine("jdk").run();
        assertThat(ended.out()).startsWith("jdk ");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void withoutASettingOurSchedulerIsUsedWhereItCanBe() {
        Fork.Ended ended = Fork.of(Settings.class).with(OPEN).run();
        assertThat(ended.out()).startsWith("own ");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void ourSchedulerAskedForInVainIsAnErrorThatNamesTheRemedy() {
        Fork.Ended ended = Fork.of(Settings.class).with("-Dweft.engine=own").run();
        assertThat(ended.status()).isOne();
        assertThat(ended.err()).contains("weft.engine=own: java.base/java.lang is not open to ALL-UNNAMED; "
                + "start java with --add-opens java.base/java.lang=ALL-UNNAMED");
    }

    @Test
    void anUnknownEngineIsAnError() {
        Fork.Ended ended = Fork.of(Settings.class).with("-Dweft.engine=warp").run();
        assertThat(ended.status()).isOne();
        assertThat(ended.err()).contains("weft.engine=warp: no such engine; use own or jdk, or leave the property out");
    }

    @Test
    void aDetachedFailureIsReportedWithItsCreationSite() {
        Fork.Ended ended = Fork.of(DetachedFailure.class).sameEngine().run();
        assertThat(ended.status()).isZero();
        assertThat(ended.out().strip()).isEqualTo("main goes on");
        assertThat(ended.err()).matches("(?s)weft: goroutine \\d+ \"writer\" failed: java.io.IOException: disk full "
                + "\\(created at dev\\.weft\\.programs\\.DetachedFailure\\.main\\(DetachedFailure\\.java:\\d+\\)\\)\\R"
                + "java\\.io\\.IOException: disk full\\R\\s+at dev\\.weft\\.programs\\.DetachedFailure.*");
    }
}
