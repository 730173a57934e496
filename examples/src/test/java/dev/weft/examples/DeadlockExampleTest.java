package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeadlockExampleTest {
    private final Example example = Example.of("Deadlock");
    private final List<String> source = Project.read(example.file()).lines().toList();

    @Test
    void isReportedWithEveryGoroutine() throws InterruptedException {
        Example.Outcome outcome = example.run();
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).containsExactlyInAnyOrder("done: wash", "done: dry", "done: fold");
        String report = withoutNumbers(outcome.err().stream());
        assertThat(report).isEqualTo("""
                fatal error: all goroutines are asleep - deadlock!

                goroutine N "main" [wait group: wait group workers#1]:
                    at Deadlock.main(Deadlock.java:%1$d)

                goroutine N "worker-1" [channel receive: channel jobs#1, capacity 3]:
                    at Deadlock.lambda$main$0(Deadlock.java:%2$d)
                    created at Deadlock.main(Deadlock.java:%3$d)

                goroutine N "worker-2" [channel receive: channel jobs#1, capacity 3]:
                    at Deadlock.lambda$main$0(Deadlock.java:%2$d)
                    created at Deadlock.main(Deadlock.java:%3$d)

                exit status 2""".formatted(line("workers.await();"), line("for (String job : jobs)"),
                line("workers.go(")));
        assertThat(reportShownIn("docs/guide/08-deadlocks.md")).isEqualTo(report);
        assertThat(report).as("all, of which the README shows the beginning").startsWith(reportShownIn("README.md"));
    }

    private static String reportShownIn(String document) {
        CodeBlock shown = CodeBlock.in(Project.root().resolve(document)).stream()
                .filter(block -> block.language().equals("text")).findFirst().orElseThrow();
        return withoutNumbers(shown.text().lines());
    }

    /** Where the example says this. */
    private int line(String text) {
        for (int i = 0; i < source.size(); i++) {
            if (source.get(i).contains(text)) return i + 1;
        }
        throw new AssertionError(example.file() + " no longer says " + text);
    }

    /** Without the goroutines' numbers, which differ, and Weft's own frames, which change with it. */
    private static String withoutNumbers(Stream<String> report) {
        return report.filter(line -> !line.startsWith("    at dev.weft."))
                .map(line -> line.replaceFirst("^goroutine [0-9]+ ", "goroutine N ")).collect(Collectors.joining("\n"));
    }
}
