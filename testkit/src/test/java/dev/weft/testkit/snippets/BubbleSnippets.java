package dev.weft.testkit.snippets;

import static dev.weft.Weft.after;
import static dev.weft.Weft.go;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.testkit.Bubble;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BubbleSnippets {
    @Test
    void bubble() {
        // @start region="bubble"
        Bubble.run(() -> {
            Channel<String> answer = Channel.buffered("answer", 1);
            go("server", () -> {
                sleep(Duration.ofMinutes(2));
                answer.send("at last");
            });
            String got = select(receive(answer, text -> text), after(Duration.ofMinutes(1), () -> "too late"));
            assertThat(got).isEqualTo("too late");
        });
        // @end
    }

    @Test
    void parallel() {
        // @start region="parallel"
        Bubble.runParallel(() -> {
            long[] sums = new long[4];
            for (int i = 0; i < sums.length; i++) {
                int part = i;
                go("part-" + part, () -> {
                    sums[part] = LongStream.range(0, 1_000_000).sum(); // on as many processors as there are
                    sleep(Duration.ofHours(1)); // takes no time
                });
            }
            Bubble.settle(); // until all of them sleep
            assertThat(sums).containsOnly(499_999_500_000L);
        });
        // @end
    }
}
