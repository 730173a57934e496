package dev.weft.verify.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.stress.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Goroutines that fail in every way do not harm others. The system property {@code soak.minutes} says for how long. */
class FaultTest {
    @TempDir
    private Path scratch;

    private ForkedJvm jvm(String... options) {
        return ForkedJvm.in(scratch).with("--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dweft.engine=" + System.getProperty("weft.engine", "own")).with(options);
    }

    private void run(long seconds) throws Exception {
        ForkedJvm.Ended ended = jvm("-Xmx512m", "-XX:MaxJavaStackTraceDepth=16").run(Duration.ofSeconds(seconds + 90),
                FaultyGoroutines.class.getName(), "1",
                Long.toString(seconds));
        assertThat(ended.status()).as(ended.output()).isZero();
        // Each way to fail is reported as what it is.
        assertThat(ended.output()).contains("all well", "IOException: on purpose", "StackOverflowError",
                "OutOfMemoryError: on purpose", "OutOfMemoryError: Java heap space");
        print("faults: "
                + ended.output().lines().filter(line -> line.startsWith("all well")).findFirst().orElseThrow());
    }

    @Test
    @Timeout(120)
    void faultsHarmNobodyElse() throws Exception {
        run(2);
    }

    @Test
    @Timeout(120)
    void exitInAGoroutineEndsTheProcessAndItsHooksMayUseGoroutines() throws Exception {
        ForkedJvm.Ended ended = jvm("-Xmx512m").run(Duration.ofSeconds(60), ExitingGoroutine.class.getName());
        assertThat(ended.status()).as(ended.output()).isEqualTo(ExitingGoroutine.STATUS);
        assertThat(ended.output().strip()).isEqualTo("the hook heard from a goroutine");
    }

    @Test
    @Timeout(120)
    void whoFillsTheHeapFailsAndOthersGoOn() throws Exception {
        ForkedJvm.Ended ended = jvm("-Xmx256m").run(Duration.ofSeconds(90), HungryGoroutine.class.getName());
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("goroutine",
                "\"hungry\" failed: java.lang.OutOfMemoryError: Java heap space",
                "all well");
    }

    /** Takes 16 GB, and some minutes. */
    @Test
    @Tag("long")
    @Timeout(1800)
    void tenMillionGoroutinesWaitAndGoOn() throws Exception {
        ForkedJvm.Ended ended = jvm("-Xmx16g", "-Djdk.trackAllThreads=false")
                .run(Duration.ofMinutes(25), ManyGoroutines.class.getName(), "10000000");
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("all well: 10000000 goroutines");
        print(ended.output().strip());
    }

    @Test
    @Tag("soak")
    @Timeout(36_000)
    void faultsHarmNobodyElseForLong() throws Exception {
        run(60 * Long.getLong("soak.minutes", 1));
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
