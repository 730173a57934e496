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

    private void run(long seconds) throws Exception {
        ForkedJvm jvm = ForkedJvm.in(scratch).with("-Xmx512m", "-XX:MaxJavaStackTraceDepth=16",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dweft.engine=" + System.getProperty("weft.engine", "own"));
        ForkedJvm.Ended ended = jvm.run(Duration.ofSeconds(seconds + 90), FaultyGoroutines.class.getName(), "1",
                Long.toString(seconds));
        assertThat(ended.status()).as(ended.output()).isZero();
        // Each way to fail is reported as what it is.
        assertThat(ended.output()).contains("all well", "IOException: on purpose", "StackOverflowError",
                "OutOfMemoryError: on purpose");
        print("faults: "
                + ended.output().lines().filter(line -> line.startsWith("all well")).findFirst().orElseThrow());
    }

    @Test
    @Timeout(120)
    void faultsHarmNobodyElse() throws Exception {
        run(2);
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
